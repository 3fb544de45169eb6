"""Answers about equality, apart from everything else."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """A table that nothing leads to and that leads nowhere. SQLite keeps its rows by their random key."""
    op.create_table(
        "equality_answers",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.String(length=30), nullable=False)
            for name in ("age", "disability", "sex", "ethnic_group", "religion")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_equality_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_equality_answers_month"), "equality_answers", ["month"], unique=False)


def downgrade() -> None:
    """Without those answers."""
    op.drop_table("equality_answers")
