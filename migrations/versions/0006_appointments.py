"""Appointments."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Appointments."""


def downgrade() -> None:
    """Back to what was before."""
