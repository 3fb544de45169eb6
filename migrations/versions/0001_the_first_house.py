"""The first house: customers, staff, cases, notices, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(norm, team, content='cases', content_rowid='id', tokenize='unicode61', prefix='3 4 5 6 7')",
    "CREATE TRIGGER case_search_added AFTER INSERT ON cases BEGIN "
    "INSERT INTO case_search(rowid, norm, team) VALUES (new.id, new.norm, new.team); END",
    "CREATE TRIGGER case_search_removed AFTER DELETE ON cases BEGIN "
    "INSERT INTO case_search(case_search, rowid, norm, team) VALUES ('delete', old.id, old.norm, old.team); END",
    "CREATE TRIGGER case_search_changed AFTER UPDATE OF norm, team ON cases BEGIN "
    "INSERT INTO case_search(case_search, rowid, norm, team) VALUES ('delete', old.id, old.norm, old.team); "
    "INSERT INTO case_search(rowid, norm, team) VALUES (new.id, new.norm, new.team); END",
    "CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON happenings BEGIN "
    "SELECT RAISE(ABORT, 'history is never changed'); END",
    "CREATE TRIGGER history_is_never_removed BEFORE DELETE ON happenings BEGIN "
    "SELECT RAISE(ABORT, 'history is never removed'); END",
)
SQLITE_BACK = (
    "DROP TRIGGER history_is_never_removed",
    "DROP TRIGGER history_is_never_changed",
    "DROP TABLE case_search",
)
POSTGRESQL = (
    # `norm` is folded words with a space between: no parser of the database decides where a word ends. A team is kept
    # as a word that nobody can type.
    "ALTER TABLE cases ADD COLUMN case_search tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(norm || ' @' || coalesce(team, ''), ' '), ''))) STORED",
    "CREATE INDEX ix_cases_case_search ON cases USING gin (case_search)",
    "CREATE FUNCTION history_stands() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'history is never changed or removed'; END $$",
    "CREATE TRIGGER history_is_never_changed BEFORE UPDATE OR DELETE ON happenings "
    "FOR EACH ROW EXECUTE FUNCTION history_stands()",
    "CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON happenings "
    "FOR EACH STATEMENT EXECUTE FUNCTION history_stands()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER history_is_never_emptied ON happenings",
    "DROP TRIGGER history_is_never_changed ON happenings",
    "DROP FUNCTION history_stands()",
)


def _search_and_history() -> None:
    """Search in the words of a case, and a history that the database itself refuses to change."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _forget_search_and_history() -> None:
    for statement in SQLITE_BACK if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_BACK:
        op.execute(statement)


def upgrade() -> None:
    """The first house: customers, staff, cases, notices, drafts."""
    op.create_table(
        "attempts",
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", "since", name=op.f("pk_attempts")),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("needs", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("phone_key", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_index(op.f("ix_customers_email_key"), "customers", ["email_key"], unique=False)
    op.create_index(op.f("ix_customers_phone_key"), "customers", ["phone_key"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_updated_at"), "drafts", ["updated_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("session_key", sa.String(length=40), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("session_key", name=op.f("uq_staff_session_key")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("tracking_key", sa.String(length=40), nullable=False),
        sa.Column("submission_key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("waiting_until", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("bounces", sa.Integer(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(stage = 'closed') = (closed_at IS NOT NULL)", name=op.f("closed_at_if_closed")),
        sa.CheckConstraint("(stage = 'waiting') = (waiting_until IS NOT NULL)", name=op.f("waiting_until_if_waiting")),
        sa.CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name=op.f("outcome_if_closed")),
        sa.CheckConstraint("accepted_at IS NULL OR team IS NOT NULL", name=op.f("team_if_accepted")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_cases_customer_id_customers")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_cases_owner_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("reference", name=op.f("uq_cases_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_cases_submission_key")),
    )
    op.create_index("ix_cases_customer_id", "cases", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_cases_open",
        "cases",
        ["next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_open_owner",
        "cases",
        ["owner_id", "next_on", "id", "stage", "team", "kind", "service", "channel", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_open_service",
        "cases",
        ["service", "next_on", "id", "stage", "team", "owner_id", "kind", "channel", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_open_stage",
        "cases",
        ["stage", "next_on", "id", "team", "owner_id", "kind", "service", "channel", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_open_team",
        "cases",
        ["team", "next_on", "id", "stage", "owner_id", "kind", "service", "channel", "closed_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_cases_received_on", "cases", ["received_on"], unique=False)

    op.create_table(
        "clocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("promise", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("counting", sa.String(40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("kept_by", sa.String(40), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("told_late_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(kept_on IS NULL) = (kept_by IS NULL)", name=op.f("kept_by_if_kept")),
        sa.CheckConstraint("days > 0", name=op.f("at_least_one_day")),
        sa.CheckConstraint("kept_on IS NULL OR dropped_on IS NULL", name=op.f("kept_or_dropped_not_both")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_clocks_case_id_cases"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clocks")),
    )
    op.create_index(op.f("ix_clocks_case_id"), "clocks", ["case_id"], unique=False)
    op.create_index(
        "ix_clocks_open_due",
        "clocks",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("kept_on IS NULL AND dropped_on IS NULL"),
        postgresql_where=sa.text("kept_on IS NULL AND dropped_on IS NULL"),
    )

    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("once_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_contacts_case_id_cases"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("once_key", name=op.f("uq_contacts_once_key")),
    )
    op.create_index(op.f("ix_contacts_case_id"), "contacts", ["case_id"], unique=False)

    op.create_table(
        "happenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("once_key", sa.String(length=60), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_happenings_case_id_cases")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_happenings_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
        sa.UniqueConstraint("once_key", name=op.f("uq_happenings_once_key")),
    )
    op.create_index(op.f("ix_happenings_case_id"), "happenings", ["case_id"], unique=False)

    op.create_table(
        "looks",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_looks_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_looks_staff_id_staff")),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name=op.f("pk_looks")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("to_name", sa.String(length=120), nullable=False),
        sa.Column("to_address", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("once_key", sa.String(length=120), nullable=False),
        sa.Column("owed_at", sa.DateTime(), nullable=False),
        sa.Column("send_after", sa.DateTime(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("parked_at", sa.DateTime(), nullable=True),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.CheckConstraint("sent_at IS NULL OR parked_at IS NULL", name=op.f("sent_or_parked_not_both")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notices_case_id_cases"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("once_key", name=op.f("uq_notices_once_key")),
    )
    op.create_index(op.f("ix_notices_case_id"), "notices", ["case_id"], unique=False)
    op.create_index("ix_notices_newest", "notices", ["owed_at", "id"], unique=False)
    op.create_index(
        "ix_notices_owed",
        "notices",
        ["send_after", "id"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
    )

    op.create_table(
        "clock_stops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=False),
        sa.Column("restarted_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("restarted_on IS NULL OR restarted_on >= stopped_on", name=op.f("restart_after_stop")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["clocks.id"], name=op.f("fk_clock_stops_clock_id_clocks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_stops")),
    )
    op.create_index(op.f("ix_clock_stops_clock_id"), "clock_stops", ["clock_id"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("done_by_if_done")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tasks_case_id_cases"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_tasks_done_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_tasks_notice_id_notices"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_tasks_notice_id")),
    )
    op.create_index(op.f("ix_tasks_case_id"), "tasks", ["case_id"], unique=False)
    op.create_index(
        "ix_tasks_open",
        "tasks",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    _search_and_history()


def downgrade() -> None:
    """Take it back."""
    _forget_search_and_history()
    for table in (
        "tasks",
        "notices",
        "looks",
        "happenings",
        "clock_stops",
        "clocks",
        "contacts",
        "cases",
        "staff",
        "drafts",
        "customers",
        "attempts",
    ):
        op.drop_table(table)
