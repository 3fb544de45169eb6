"""Answers that can be come back to."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Answers that can be come back to."""


def downgrade() -> None:
    """Back to what was before."""
