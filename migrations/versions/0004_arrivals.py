"""Mail that has arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WAITS = "became IN ('unread', 'suspected', 'too-many')"


def upgrade() -> None:
    """Mail that has arrived."""
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("from_name", sa.String(length=120), nullable=False),
        sa.Column("from_address", sa.String(length=254), nullable=False),
        sa.Column("from_key", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("became", sa.String(40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("raw_name", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name=op.f("settled_by_if_settled")),
        sa.CheckConstraint(
            "became NOT IN ('case', 'joined') OR case_id IS NOT NULL", name=op.f("case_if_it_became_one")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_arrivals_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name=op.f("fk_arrivals_settled_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("once", name=op.f("uq_arrivals_once")),
    )
    op.create_index(op.f("ix_arrivals_case_id"), "arrivals", ["case_id"], unique=False)
    op.create_index("ix_arrivals_sender", "arrivals", ["from_key", "received_at"], unique=False)
    op.create_index("ix_arrivals_taken_at", "arrivals", ["taken_at"], unique=False)
    op.create_index(
        "ix_arrivals_waiting",
        "arrivals",
        ["id"],
        unique=False,
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )


def downgrade() -> None:
    """Back to what was before."""
    op.drop_table("arrivals")
