"""What a change of the calendar moved, and the calendar that dates were counted by."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

COUNTS = ("looked", "to_look", "later", "sooner", "beyond", "past", "moved", "passed_over", "put_back", "stayed")


def upgrade() -> None:
    """Each change with its dates; the calendar in force. No table that was there before changes."""
    _changes()
    _moves()
    _prints()


def _needed(name: str, what: Any) -> sa.Column[Any]:
    return sa.Column(name, what, nullable=False)


def _may_be(name: str, what: Any) -> sa.Column[Any]:
    return sa.Column(name, what, nullable=True)


def _of(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE" if goes_with else None
    )


def _changes() -> None:
    op.create_table(
        "calendar_changes",
        _needed("id", sa.Integer()),
        _needed("progress", sa.String(40)),
        _needed("fingerprint", sa.String(64)),
        _needed("days", sa.JSON()),
        _needed("until", sa.Date()),
        _needed("off", sa.JSON()),
        _needed("back", sa.JSON()),
        _needed("known", sa.Boolean()),
        _needed("begun_at", sa.DateTime()),
        _may_be("begun_by_id", sa.Integer()),
        _may_be("looked_on", sa.Date()),
        _needed("looked_id", sa.Integer()),
        *(_needed(count, sa.Integer()) for count in COUNTS),
        _needed("reason", sa.String(1000)),
        _may_be("decided_at", sa.DateTime()),
        _may_be("decided_by_id", sa.Integer()),
        _needed("undo_reason", sa.String(1000)),
        _may_be("undone_at", sa.DateTime()),
        _may_be("undone_by_id", sa.Integer()),
        sa.CheckConstraint("undone_at IS NULL OR decided_at IS NOT NULL", name=op.f("decided_before_undone")),
        *(_of("calendar_changes", f"{did}_by_id", "staff") for did in ("begun", "decided", "undone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_changes")),
    )
    op.create_index("ix_calendar_changes_progress", "calendar_changes", ["progress", "id"])


def _moves() -> None:
    op.create_table(
        "calendar_moves",
        _needed("id", sa.Integer()),
        _needed("change_id", sa.Integer()),
        _needed("clock_id", sa.Integer()),
        _needed("case_id", sa.Integer()),
        _needed("before", sa.Date()),
        _needed("after", sa.Date()),
        _needed("first_before", sa.Date()),
        _needed("first_after", sa.Date()),
        _needed("later", sa.Boolean()),
        _needed("became", sa.String(40)),
        sa.CheckConstraint("before <> after", name=op.f("to_another_day")),
        _of("calendar_moves", "change_id", "calendar_changes", goes_with=True),
        _of("calendar_moves", "clock_id", "clocks", goes_with=True),
        _of("calendar_moves", "case_id", "cases", goes_with=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_moves")),
        sa.UniqueConstraint("clock_id", "change_id", name=op.f("uq_calendar_moves_clock_id_change_id")),
    )
    op.create_index(op.f("ix_calendar_moves_case_id"), "calendar_moves", ["case_id"])
    op.create_index("ix_calendar_moves_listed", "calendar_moves", ["change_id", "id"])
    op.create_index("ix_calendar_moves_later", "calendar_moves", ["change_id", "later", "id"])
    op.create_index("ix_calendar_moves_became", "calendar_moves", ["change_id", "became", "case_id"])


def _prints() -> None:
    op.create_table(
        "calendar_prints",
        _needed("id", sa.Integer()),
        _needed("kept_at", sa.DateTime()),
        _needed("fingerprint", sa.String(64)),
        _needed("days", sa.JSON()),
        _needed("until", sa.Date()),
        _may_be("change_id", sa.Integer()),
        _of("calendar_prints", "change_id", "calendar_changes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_prints")),
    )
    op.create_index(op.f("ix_calendar_prints_change_id"), "calendar_prints", ["change_id"])


def downgrade() -> None:
    """Back to what was before; dates stay where they are."""
    for table in ("calendar_prints", "calendar_moves", "calendar_changes"):
        op.drop_table(table)
