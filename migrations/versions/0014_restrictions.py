"""Restrictions: measures, grounds, history, appeals, who was told; what was tried before."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

#: What is written here stands: the database refuses to change it or take it away.
_NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER entries_never_changed BEFORE UPDATE ON entries BEGIN "
        "SELECT RAISE(ABORT, 'what is written in entries is never changed'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER entries_never_changed BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION history_stands()",
    ),
}
_CHANGED_AGAIN = {
    "sqlite": ("DROP TRIGGER entries_never_changed",),
    "postgresql": ("DROP TRIGGER entries_never_changed ON entries",),
}


def upgrade() -> None:
    """Restrictions: measures, grounds, history, appeals, who was told; what was tried before."""
    _restrictions()
    _restriction_evidence()
    _limits()
    _entries()
    _appeals()
    _sharings()
    _efforts()
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("restriction_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_notices_restriction_id_restrictions"),
            "restrictions",
            ["restriction_id"],
            ["id"],
            ondelete="CASCADE",
        )
    of_one = sa.text("restriction_id IS NOT NULL")
    op.create_index(
        "ix_notices_restriction_id", "notices", ["restriction_id"], sqlite_where=of_one, postgresql_where=of_one
    )
    op.add_column("customers", sa.Column("managed", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in _NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


def _restrictions() -> None:
    op.create_table(
        "restrictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(60), nullable=True),
        sa.Column("team", sa.String(60), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("rung", sa.String(40), nullable=False),
        sa.Column("grounds", sa.String(400), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("fairness", sa.JSON(), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("no_review", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_role", sa.String(40), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("not_told", sa.Text(), nullable=False),
        sa.Column("reconsider_on", sa.Date(), nullable=True),
        sa.Column("excepted_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (state = 'proposed')", name=op.f("restriction_decided_at_if_decided")
        ),
        sa.CheckConstraint("(ended_at IS NOT NULL) = (state = 'ended')", name=op.f("restriction_ended_at_if_ended")),
        sa.CheckConstraint("review_on IS NOT NULL OR no_review <> ''", name=op.f("review_or_a_reason")),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id OR decided_role <> ''",
            name=op.f("role_of_the_decider"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('told', 'in-force') OR told_at IS NOT NULL OR not_told <> ''", name=op.f("told_or_a_reason")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_restrictions_customer_id_customers")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_restrictions_proposed_by_id_staff")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_restrictions_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["excepted_by_id"], ["staff.id"], name=op.f("fk_restrictions_excepted_by_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_restrictions_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
        sa.UniqueConstraint("key", name=op.f("uq_restrictions_key")),
    )
    op.create_index(op.f("ix_restrictions_customer_id"), "restrictions", ["customer_id"])
    op.create_index(op.f("ix_restrictions_ends_on"), "restrictions", ["ends_on", "id"])
    op.create_index(op.f("ix_restrictions_review_on"), "restrictions", ["review_on", "id"])
    op.create_index(op.f("ix_restrictions_state"), "restrictions", ["state", "id"])


def _restriction_evidence() -> None:
    op.create_table(
        "restriction_evidence",
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restriction_id"],
            ["restrictions.id"],
            name=op.f("fk_restriction_evidence_restriction_id_restrictions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_restriction_evidence_incident_id_incidents")
        ),
        sa.PrimaryKeyConstraint("restriction_id", "incident_id", name=op.f("pk_restriction_evidence")),
    )
    op.create_index(op.f("ix_restriction_evidence_incident_id"), "restriction_evidence", ["incident_id"])


def _limits() -> None:
    op.create_table(
        "limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("instead", sa.String(40), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("representative_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.String(20), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("(measure = 'third-party') = (representative_id IS NOT NULL)", name=op.f("through_whom")),
        sa.CheckConstraint("(measure = 'channel') = (channel IS NOT NULL)", name=op.f("way_if_a_way_is_closed")),
        sa.CheckConstraint("(measure = 'closed-matter') = (case_id IS NOT NULL)", name=op.f("which_matter")),
        sa.CheckConstraint("(measure = 'named-person') = (staff_id IS NOT NULL)", name=op.f("who_if_one_person")),
        sa.ForeignKeyConstraint(
            ["restriction_id"],
            ["restrictions.id"],
            name=op.f("fk_limits_restriction_id_restrictions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_limits_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["representative_id"], ["representatives.id"], name=op.f("fk_limits_representative_id_representatives")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_limits_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limits")),
    )
    op.create_index(op.f("ix_limits_restriction_id"), "limits", ["restriction_id"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(120), nullable=False),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restriction_id"], ["restrictions.id"], name=op.f("fk_entries_restriction_id_restrictions")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_entries_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("once_key", name=op.f("uq_entries_once_key")),
    )
    op.create_index(op.f("ix_entries_restriction_id"), "entries", ["restriction_id"])


def _appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restriction_id"], ["restrictions.id"], name=op.f("fk_appeals_restriction_id_restrictions")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_appeals_case_id_cases"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("case_id", name=op.f("uq_appeals_case_id")),
    )
    op.create_index(op.f("ix_appeals_restriction_id"), "appeals", ["restriction_id"])


def _sharings() -> None:
    op.create_table(
        "sharings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("whom", sa.String(200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("what <> 'authority' OR basis <> ''", name=op.f("basis_if_told_outside")),
        sa.ForeignKeyConstraint(
            ["restriction_id"],
            ["restrictions.id"],
            name=op.f("fk_sharings_restriction_id_restrictions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_sharings_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharings")),
    )
    op.create_index(op.f("ix_sharings_restriction_id"), "sharings", ["restriction_id"])


def _efforts() -> None:
    op.create_table(
        "efforts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("came_of_it", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(60), nullable=False),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_efforts_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_efforts_incident_id_incidents"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_efforts_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_efforts")),
        sa.UniqueConstraint("once_key", name=op.f("uq_efforts_once_key")),
    )
    op.create_index(op.f("ix_efforts_customer_id_id"), "efforts", ["customer_id", "id"])


def downgrade() -> None:
    """Back to what was before."""
    for statement in _CHANGED_AGAIN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_column("customers", "managed")
    op.drop_index("ix_notices_restriction_id", "notices")
    with op.batch_alter_table("notices") as batch:
        batch.drop_constraint(op.f("fk_notices_restriction_id_restrictions"), type_="foreignkey")
        batch.drop_column("restriction_id")
    op.drop_table("efforts")
    op.drop_table("sharings")
    op.drop_table("appeals")
    op.drop_table("entries")
    op.drop_table("limits")
    op.drop_table("restriction_evidence")
    op.drop_table("restrictions")
