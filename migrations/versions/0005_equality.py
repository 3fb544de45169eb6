"""Answers about equality, apart from everything else."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Answers about equality, apart from everything else."""


def downgrade() -> None:
    """Back to what was before."""
