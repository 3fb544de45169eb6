"""How people thought we did; and that somebody was told when a lesson was late."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Two questions for each case that was answered, asked once."""
    op.add_column("lessons", sa.Column("told_late_on", sa.Date(), nullable=True))
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("easy", sa.Integer(), nullable=True),
        sa.Column("happy", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("answered_at IS NULL OR sent_at IS NOT NULL", name=op.f("asked_if_answered")),
        sa.CheckConstraint(
            "(answered_at IS NOT NULL) = (easy IS NOT NULL OR happy IS NOT NULL)",
            name=op.f("something_said_if_answered"),
        ),
        sa.CheckConstraint("easy IS NULL OR easy BETWEEN 1 AND 5", name=op.f("easy_from_one_to_five")),
        sa.CheckConstraint("happy IS NULL OR happy BETWEEN 1 AND 5", name=op.f("happy_from_one_to_five")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_surveys_case_id_cases"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("case_id", name=op.f("uq_surveys_case_id")),
        sa.UniqueConstraint("key", name=op.f("uq_surveys_key")),
    )
    op.create_index("ix_surveys_answered_at", "surveys", ["answered_at"])
    closed = sa.text("closed_at IS NOT NULL")
    op.create_index("ix_cases_closed_at", "cases", ["closed_at", "id"], sqlite_where=closed, postgresql_where=closed)


def downgrade() -> None:
    """Back to what was before; what people said of us stays in the history of each case."""
    op.drop_index("ix_cases_closed_at", "cases")
    op.drop_table("surveys")
    op.drop_column("lessons", "told_late_on")
