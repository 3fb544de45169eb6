"""Complaints in their stages: what was decided and why, what puts it right, what is learned, and what rests."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

#: What each index of open cases begins with, and all that a list is narrowed by.
OPEN = {
    "ix_cases_open": (),
    "ix_cases_open_team": ("team",),
    "ix_cases_open_owner": ("owner_id",),
    "ix_cases_open_service": ("service",),
    "ix_cases_open_stage": ("stage",),
}
BEFORE = ("next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "on_behalf", "closed_at")
NOW = ("next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "seal", "closed_at")
#: A check on a new column needs no new table, on either database.
RESTS = (
    "ALTER TABLE cases ADD COLUMN rest_until DATE CONSTRAINT rest_until_if_resting "
    "CHECK ((stage = 'resting') = (rest_until IS NOT NULL))"
)


def upgrade() -> None:
    """How far a case is in its procedure; its decisions with points, remedies and lessons; its rests."""
    for column in (
        sa.Column("procedure", sa.String(40), nullable=False, server_default=""),
        sa.Column("stage_number", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("signs", sa.String(300), nullable=False, server_default=""),
        sa.Column("seal", sa.String(40), nullable=False, server_default="none"),
        sa.Column("happened_on", sa.Date(), nullable=True),
    ):
        op.add_column("cases", column)
    op.execute(RESTS)
    op.execute("UPDATE cases SET procedure = 'complaint' WHERE kind = 'complaint'")
    op.execute("UPDATE cases SET seal = 'concern' WHERE on_behalf = 'about-another'")
    op.add_column("clocks", sa.Column("stage", sa.Integer(), nullable=False, server_default=sa.text("1")))
    _open_cases_with(NOW)
    _decisions()
    _points()
    _remedies()
    _lessons()
    _rests()


def _words(name: str, length: int = 0) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False)


def _open_cases_with(asked: tuple[str, ...]) -> None:
    still_open = sa.text("closed_at IS NULL")
    for name, first in OPEN.items():
        columns = [*first, *(column for column in asked if column not in first)]
        op.drop_index(name, "cases")
        op.create_index(name, "cases", columns, sqlite_where=still_open, postgresql_where=still_open)


def _of(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE" if goes_with else None
    )


def _decisions() -> None:
    table = "decisions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        _words("procedure", 40),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        _words("asked"),
        _words("definition"),
        _words("sought"),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        _words("agreed_how", 1000),
        _words("late_reason", 1000),
        sa.Column("taken_up", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        _words("reasons"),
        sa.Column("met", sa.String(40), nullable=True),
        _words("met_how"),
        _words("no_remedy", 1000),
        sa.Column("training", sa.Boolean(), nullable=True),
        sa.Column("approval_asked_at", sa.DateTime(), nullable=True),
        sa.Column("approval_asked_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        _words("returned", 1000),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("stage > 0", name=op.f("stage_from_one")),
        sa.CheckConstraint("(issued_at IS NULL) = (issued_by_id IS NULL)", name=op.f("issued_by_if_issued")),
        sa.CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name=op.f("approved_by_if_approved")),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> approval_asked_by_id", name=op.f("approved_by_somebody_else")
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR outcome IS NOT NULL OR taken_up IS NOT NULL", name=op.f("outcome_if_issued")
        ),
        _of(table, "case_id", "cases", goes_with=True),
        _of(table, "approval_asked_by_id", "staff"),
        _of(table, "approved_by_id", "staff"),
        _of(table, "issued_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("case_id", "stage", name=op.f("uq_decisions_case_id_stage")),
    )


def _points() -> None:
    op.create_table(
        "points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("words"),
        sa.Column("finding", sa.String(40), nullable=True),
        _words("reasons"),
        sa.CheckConstraint("finding IS NULL OR reasons <> ''", name=op.f("reasons_if_found")),
        _of("points", "decision_id", "decisions", goes_with=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
    )
    op.create_index(op.f("ix_points_decision_id"), "points", ["decision_id"])


def _remedies() -> None:
    table = "remedies"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        _words("kind", 40),
        _words("words"),
        sa.Column("pence", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        _words("team", 60),
        sa.Column("due_on", sa.Date(), nullable=False),
        _words("state", 40),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _words("how"),
        _words("instead"),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("told_late_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('done', 'cannot-deliver')) = (ended_on IS NOT NULL)", name=op.f("ended_on_if_ended")
        ),
        sa.CheckConstraint("state <> 'cannot-deliver' OR how <> ''", name=op.f("why_if_it_cannot_be_delivered")),
        sa.CheckConstraint("pence IS NULL OR pence > 0", name=op.f("some_money_if_any")),
        _of(table, "case_id", "cases", goes_with=True),
        _of(table, "decision_id", "decisions", goes_with=True),
        _of(table, "owner_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedies")),
    )
    _undone(table)


def _lessons() -> None:
    table = "lessons"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        _words("words"),
        sa.Column("service", sa.String(60), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        _words("team", 60),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _words("evidence"),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(ended_on IS NULL) = (evidence = '')", name=op.f("evidence_if_done")),
        _of(table, "case_id", "cases", goes_with=True),
        _of(table, "decision_id", "decisions", goes_with=True),
        _of(table, "owner_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    _undone(table)
    op.create_index("ix_lessons_done", "lessons", ["ended_on", "id"])


def _undone(table: str) -> None:
    undone = sa.text("ended_on IS NULL")
    op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])
    op.create_index(op.f(f"ix_{table}_decision_id"), table, ["decision_id"])
    op.create_index(f"ix_{table}_open", table, ["due_on", "id"], sqlite_where=undone, postgresql_where=undone)


def _rests() -> None:
    op.create_table(
        "rests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        _words("what", 40),
        _words("reason", 1000),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        _words("how", 1000),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= began_on", name=op.f("rest_ends_after_it_begins")),
        _of("rests", "case_id", "cases", goes_with=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rests")),
    )
    op.create_index(op.f("ix_rests_case_id"), "rests", ["case_id"])


def downgrade() -> None:
    """Back to what was before: what rests goes on, and what was decided is lost."""
    for table in ("rests", "lessons", "remedies", "points", "decisions"):
        op.drop_table(table)
    _open_cases_with(BEFORE)
    op.execute("UPDATE cases SET stage = 'in-hand', rest_until = NULL WHERE stage = 'resting'")
    op.drop_column("clocks", "stage")
    for column in ("rest_until", "happened_on", "seal", "signs", "stage_number", "procedure"):
        op.drop_column("cases", column)
