"""What staff met with, what was decided about it, and what keeps them out of harm's way."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_OF_ONE = (
    "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN draft_key IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN incident_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    """What staff met with, what was decided about it, and what keeps them out of harm's way."""
    _incidents()
    _judgements()
    _accounts()
    _cares()
    _protections()
    _files_of_incidents()


def _files_of_incidents() -> None:
    """Evidence belongs to an incident: seen only by those who see it."""
    with op.batch_alter_table("files") as batch:
        batch.add_column(sa.Column("incident_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_files_incident_id_incidents"), "incidents", ["incident_id"], ["id"], ondelete="CASCADE"
        )
        batch.drop_constraint(op.f("of_a_case_or_a_draft"), type_="check")
        batch.create_check_constraint(op.f("of_a_case_or_a_draft_or_an_incident"), _OF_ONE)
        batch.create_index(op.f("ix_files_incident_id"), ["incident_id"])


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("affected_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(60), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("categories", sa.String(400), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("warned", sa.String(40), nullable=False),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.Column("recorded", sa.String(40), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("witnesses", sa.String(1000), nullable=False),
        sa.Column("link", sa.String(1000), nullable=False),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.Column("look_by", sa.Date(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("looked_by_id", sa.Integer(), nullable=True),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(looked_at IS NULL) = (looked_by_id IS NULL)", name=op.f("incident_looked_by_if_looked_at")
        ),
        sa.CheckConstraint("(warned = 'given') = (warning <> '')", name=op.f("warning_if_warned")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_incidents_customer_id_customers")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_incidents_case_id_cases"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_incidents_staff_id_staff")),
        sa.ForeignKeyConstraint(["affected_id"], ["staff.id"], name=op.f("fk_incidents_affected_id_staff")),
        sa.ForeignKeyConstraint(["looked_by_id"], ["staff.id"], name=op.f("fk_incidents_looked_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("once_key", name=op.f("uq_incidents_once_key")),
    )
    op.create_index(op.f("ix_incidents_affected_id_id"), "incidents", ["affected_id", "id"])
    op.create_index(op.f("ix_incidents_case_id"), "incidents", ["case_id"])
    op.create_index(op.f("ix_incidents_customer_id_id"), "incidents", ["customer_id", "id"])
    op.create_index(op.f("ix_incidents_staff_id_id"), "incidents", ["staff_id", "id"])
    op.create_index(op.f("ix_incidents_team"), "incidents", ["team", "id"])
    op.create_index(
        op.f("ix_incidents_to_look"),
        "incidents",
        ["look_by", "id"],
        sqlite_where=sa.text("looked_at IS NULL"),
        postgresql_where=sa.text("looked_at IS NULL"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("staff_views", sa.Text(), nullable=False),
        sa.Column("others_views", sa.Text(), nullable=False),
        sa.Column("without_manager", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.CheckConstraint("reasons <> ''", name=op.f("judged_with_reasons")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_judgements_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_judgements_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint("once_key", name=op.f("uq_judgements_once_key")),
    )
    op.create_index(op.f("ix_judgements_incident_id"), "judgements", ["incident_id"])


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_accounts_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_accounts_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("once_key", name=op.f("uq_accounts_once_key")),
    )
    op.create_index(op.f("ix_accounts_incident_id"), "accounts", ["incident_id"])


def _cares() -> None:
    op.create_table(
        "cares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("care_done_by_if_done")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_cares_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_cares_owner_id_staff")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_cares_done_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cares")),
    )
    op.create_index(op.f("ix_cares_incident_id"), "cares", ["incident_id"])
    op.create_index(
        op.f("ix_cares_open"),
        "cares",
        ["due_on", "id"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def _protections() -> None:
    op.create_table(
        "protections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("team", sa.String(60), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("once_key", sa.String(60), nullable=True),
        sa.CheckConstraint("(what = 'no-contact') = (customer_id IS NOT NULL)", name=op.f("customer_if_no_contact")),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name=op.f("granted_or_not_if_decided")),
        sa.CheckConstraint("(what = 'no-contact') = (case_id IS NULL)", name=op.f("of_a_case_or_a_customer")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("protection_decided_by_if_decided")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_protections_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_protections_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_protections_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_protections_incident_id_incidents"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_protections_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_protections_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_protections_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protections")),
        sa.UniqueConstraint("once_key", name=op.f("uq_protections_once_key")),
    )
    op.create_index(op.f("ix_protections_case_id"), "protections", ["case_id"])
    op.create_index(op.f("ix_protections_customer_id"), "protections", ["customer_id"])
    op.create_index(op.f("ix_protections_staff_id"), "protections", ["staff_id"])
    op.create_index(op.f("ix_protections_team"), "protections", ["team", "id"])


def downgrade() -> None:
    """Back to what was before."""
    with op.batch_alter_table("files") as batch:
        batch.drop_constraint(op.f("of_a_case_or_a_draft_or_an_incident"), type_="check")
        batch.drop_constraint(op.f("fk_files_incident_id_incidents"), type_="foreignkey")
        batch.drop_index(op.f("ix_files_incident_id"))
        batch.drop_column("incident_id")
        batch.create_check_constraint(op.f("of_a_case_or_a_draft"), "(case_id IS NULL) <> (draft_key IS NULL)")
    op.drop_table("protections")
    op.drop_table("cares")
    op.drop_table("accounts")
    op.drop_table("judgements")
    op.drop_table("incidents")
