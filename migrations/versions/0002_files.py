"""What people attach."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What people attach."""
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_name", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("draft_key", sa.String(length=60), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("by_customer", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("distressing", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(case_id IS NULL) <> (draft_key IS NULL)", name=op.f("of_a_case_or_a_draft")),
        sa.CheckConstraint("distressing OR label = ''", name=op.f("label_if_distressing")),
        sa.CheckConstraint("size > 0", name=op.f("at_least_one_byte")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_files_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["drafts.key"], name=op.f("fk_files_draft_key_drafts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_files_contact_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_files_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("store_name", name=op.f("uq_files_store_name")),
    )
    op.create_index(op.f("ix_files_case_id"), "files", ["case_id"], unique=False)
    op.create_index(op.f("ix_files_draft_key"), "files", ["draft_key"], unique=False)
    op.create_index(op.f("ix_files_contact_id"), "files", ["contact_id"], unique=False)
    op.create_index(
        "ix_files_quarantined",
        "files",
        ["looked_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'quarantined'"),
        postgresql_where=sa.text("state = 'quarantined'"),
    )


def downgrade() -> None:
    """Back to what was before."""
    op.drop_table("files")
