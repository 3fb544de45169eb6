"""Answers that can be come back to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Answers that can be come back to by a link or a code, also those that staff began for somebody."""
    op.add_column("drafts", sa.Column("language", sa.String(8), nullable=False, server_default=""))
    op.add_column("drafts", sa.Column("code_hash", sa.String(64), nullable=True))
    op.create_index(op.f("ix_drafts_code_hash"), "drafts", ["code_hash"], unique=True)
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("draft_key", sa.String(60), nullable=True))
        batch.create_foreign_key(
            op.f("fk_notices_draft_key_drafts"), "drafts", ["draft_key"], ["key"], ondelete="CASCADE"
        )
    op.create_index(
        "ix_notices_draft_key",
        "notices",
        ["draft_key"],
        sqlite_where=sa.text("draft_key IS NOT NULL"),
        postgresql_where=sa.text("draft_key IS NOT NULL"),
    )
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("to_name", sa.String(length=120), nullable=False),
        sa.Column("to_address", sa.String(length=500), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT taken_back OR ended_at IS NOT NULL", name=op.f("ended_if_taken_back")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_hand_overs_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
        sa.UniqueConstraint("draft_key", name=op.f("uq_hand_overs_draft_key")),
    )
    op.create_index(op.f("ix_hand_overs_staff_id_id"), "hand_overs", ["staff_id", "id"], unique=False)


def downgrade() -> None:
    """Back to answers that only one browser finds again. Messages about them go, and what staff began."""
    op.drop_table("hand_overs")
    op.execute("DELETE FROM notices WHERE draft_key IS NOT NULL")
    op.drop_index("ix_notices_draft_key", "notices")
    with op.batch_alter_table("notices") as batch:
        batch.drop_constraint(op.f("fk_notices_draft_key_drafts"), type_="foreignkey")
        batch.drop_column("draft_key")
    op.drop_index(op.f("ix_drafts_code_hash"), "drafts")
    op.drop_column("drafts", "code_hash")
    op.drop_column("drafts", "language")
