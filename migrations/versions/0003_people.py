"""How to reach people well, who speaks for them, and what each message was made like."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _word(name: str, default: str = "", length: int = 40) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def upgrade() -> None:
    """Representatives, authorities and adjustments; formats, languages and interpreters."""
    _representatives()
    _adjustments()
    _authorities()
    op.add_column("cases", _word("on_behalf", "myself"))
    op.add_column("contacts", _word("language", length=8))
    for column in (_word("format", "standard"), _word("interpreter"), _word("times", length=200)):
        op.add_column("customers", column)
    op.add_column("customers", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    _notices()
    _tasks()


def _notices() -> None:
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("representative_id", sa.Integer(), nullable=True))
        for column in (
            _word("format", "standard"),
            _word("interpreter"),
            _word("words_in", length=8),
            _word("anyway", length=500),
            _word("made", length=80),
        ):
            batch.add_column(column)
        batch.add_column(sa.Column("held_for", sa.String(40), nullable=True))
        batch.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        batch.alter_column("language", existing_type=sa.String(8), type_=sa.String(20), existing_nullable=False)
        batch.create_foreign_key(
            op.f("fk_notices_representative_id_representatives"), "representatives", ["representative_id"], ["id"]
        )


def _tasks() -> None:
    with op.batch_alter_table("tasks") as batch:
        batch.add_column(_word("what", "reach"))
        batch.add_column(_word("detail", length=80))
        batch.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        batch.drop_constraint(op.f("uq_tasks_notice_id"), type_="unique")
        batch.create_unique_constraint(op.f("uq_tasks_notice_id_what"), ["notice_id", "what"])
    op.create_index(
        "ix_tasks_about_id",
        "tasks",
        ["about_id"],
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )


def _representatives() -> None:
    op.create_table(
        "representatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("list_key", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representatives")),
        sa.UniqueConstraint("list_key", name=op.f("uq_representatives_list_key")),
    )
    op.create_index(op.f("ix_representatives_email_key"), "representatives", ["email_key"], unique=False)


def _adjustments() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=1000), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("review_asked_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", name=op.f("ended_at_if_ended")),
        sa.CheckConstraint("status <> 'not-agreed' OR reason <> ''", name=op.f("reason_if_not_agreed")),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("decided_by_if_decided")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_adjustments_case_id_cases"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_adjustments_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_adjustments_decided_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_customer_id"), "adjustments", ["customer_id"], unique=False)
    op.create_index(
        "ix_adjustments_to_review",
        "adjustments",
        ["review_on", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'agreed'"),
        postgresql_where=sa.text("status = 'agreed'"),
    )


def _authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("representative_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=120), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(40), nullable=False),
        sa.Column("evidence", sa.String(40), nullable=False),
        sa.Column("messages_to", sa.String(40), nullable=False),
        sa.Column("confirm_key", sa.String(length=40), nullable=False),
        sa.Column("track_key", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("settle_by", sa.Date(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=1000), nullable=False),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (starts_on IS NULL)", name=op.f("starts_if_settled")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ends_after_start")
        ),
        sa.CheckConstraint("settled_at IS NULL OR refused_at IS NULL", name=op.f("settled_or_refused_not_both")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_authorities_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_authorities_customer_id_customers")),
        sa.ForeignKeyConstraint(
            ["representative_id"], ["representatives.id"], name=op.f("fk_authorities_representative_id_representatives")
        ),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name=op.f("fk_authorities_settled_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
        sa.UniqueConstraint("confirm_key", name=op.f("uq_authorities_confirm_key")),
        sa.UniqueConstraint("track_key", name=op.f("uq_authorities_track_key")),
    )
    op.create_index(op.f("ix_authorities_case_id"), "authorities", ["case_id"], unique=False)
    op.create_index(op.f("ix_authorities_customer_id"), "authorities", ["customer_id"], unique=False)
    op.create_index("ix_authorities_representative_id", "authorities", ["representative_id", "id"], unique=False)


def downgrade() -> None:
    """Back to one way of writing to everybody. Messages without a case go with what they were about."""
    op.execute("DELETE FROM tasks WHERE what <> 'reach'")
    op.execute("DELETE FROM notices WHERE case_id IS NULL")
    op.drop_index("ix_tasks_about_id", "tasks")
    with op.batch_alter_table("tasks") as batch:
        batch.drop_constraint(op.f("uq_tasks_notice_id_what"), type_="unique")
        batch.create_unique_constraint(op.f("uq_tasks_notice_id"), ["notice_id"])
        batch.drop_column("about_id")
        batch.drop_column("detail")
        batch.drop_column("what")
    with op.batch_alter_table("notices") as batch:
        batch.drop_constraint(op.f("fk_notices_representative_id_representatives"), type_="foreignkey")
        for name in ("representative_id", "format", "interpreter", "words_in", "anyway", "made", "held_for"):
            batch.drop_column(name)
        batch.alter_column("language", existing_type=sa.String(20), type_=sa.String(8), existing_nullable=False)
        batch.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
    for name in ("format", "interpreter", "times", "version"):
        op.drop_column("customers", name)
    op.drop_column("contacts", "language")
    op.drop_column("cases", "on_behalf")
    for table in ("authorities", "adjustments", "representatives"):
        op.drop_table(table)
