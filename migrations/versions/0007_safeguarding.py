"""Worries about somebody's safety."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Worries about somebody's safety."""


def downgrade() -> None:
    """Back to what was before."""
