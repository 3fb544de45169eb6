"""Mail that has arrived."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Mail that has arrived."""


def downgrade() -> None:
    """Back to what was before."""
