"""What people attach."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What people attach."""


def downgrade() -> None:
    """Back to what was before."""
