"""Who opened what and why; words that distress whoever reads them, taken out of their case."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

#: What is written here stands: the database refuses to change it or take it away.
_NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER readings_never_changed BEFORE UPDATE ON readings BEGIN "
        "SELECT RAISE(ABORT, 'what is written in readings is never changed'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER readings_never_changed BEFORE UPDATE ON readings "
        "FOR EACH ROW EXECUTE FUNCTION history_stands()",
    ),
}
_CHANGED_AGAIN = {
    "sqlite": ("DROP TRIGGER readings_never_changed",),
    "postgresql": ("DROP TRIGGER readings_never_changed ON readings",),
}


def upgrade() -> None:
    """Who opened what and why; words that distress whoever reads them, taken out of their case."""
    _readings()
    _sealed_words()
    op.add_column("cases", sa.Column("signed_by", sa.String(40), nullable=False, server_default="owner"))
    op.add_column("cases", sa.Column("signed_name", sa.String(120), nullable=False, server_default=""))
    still = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_authorities_running_out", "authorities", ["ends_on"], sqlite_where=still, postgresql_where=still
    )
    for statement in _NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(500), nullable=False),
        sa.Column("once_key", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_readings_staff_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_readings_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_readings_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("once_key", name=op.f("uq_readings_once_key")),
    )
    op.create_index(op.f("ix_readings_case_id_id"), "readings", ["case_id", "id"])
    op.create_index(op.f("ix_readings_customer_id_id"), "readings", ["customer_id", "id"])
    op.create_index(op.f("ix_readings_staff_id_id"), "readings", ["staff_id", "id"])
    op.create_index(op.f("ix_readings_what"), "readings", ["what", "row_id", "id"])


def _sealed_words() -> None:
    op.create_table(
        "sealed_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("sealed_by_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("read_by_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(read_at IS NULL) = (read_by_id IS NULL)", name=op.f("read_by_if_read")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_sealed_words_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_sealed_words_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["staff.id"], name=op.f("fk_sealed_words_sealed_by_id_staff")),
        sa.ForeignKeyConstraint(["read_by_id"], ["staff.id"], name=op.f("fk_sealed_words_read_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_words")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_sealed_words_contact_id")),
    )
    op.create_index(op.f("ix_sealed_words_case_id"), "sealed_words", ["case_id"])
    op.create_index(
        op.f("ix_sealed_words_unread"),
        "sealed_words",
        ["sealed_at", "id"],
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )


def downgrade() -> None:
    """Back to what was before."""
    for statement in _CHANGED_AGAIN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index("ix_authorities_running_out", "authorities")
    op.drop_column("cases", "signed_name")
    op.drop_column("cases", "signed_by")
    op.drop_table("sealed_words")
    op.drop_table("readings")
