"""Worries about somebody's safety: sealed, and told before everything else."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

#: What each index of open cases begins with, and all that a list is narrowed by.
OPEN = {
    "ix_cases_open": (),
    "ix_cases_open_team": ("team",),
    "ix_cases_open_owner": ("owner_id",),
    "ix_cases_open_service": ("service",),
    "ix_cases_open_stage": ("stage",),
}
BEFORE = ("next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "closed_at")
NOW = ("next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "on_behalf", "closed_at")


def upgrade() -> None:
    """Concerns; a turn for messages that cannot wait; lists of open cases that know which are sealed."""
    _concerns()
    op.add_column("notices", sa.Column("turn", sa.Integer(), nullable=False, server_default=sa.text("1")))
    _notices_by("turn", "send_after", "id")
    _open_cases_with(NOW)


def _concerns() -> None:
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(40), nullable=False),
        sa.Column("raised_from", sa.String(40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("look_by", sa.Date(), nullable=False),
        sa.Column("told_late_on", sa.Date(), nullable=True),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("looked_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("passed_to", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(raised_by = 'staff') = (staff_id IS NOT NULL)", name=op.f("staff_if_raised_by_staff")),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by_id IS NULL)", name=op.f("looked_by_if_looked_at")),
        sa.CheckConstraint("settled_at IS NULL OR looked_at IS NOT NULL", name=op.f("looked_at_before_settled")),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name=op.f("settled_by_if_settled")),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome = '')", name=op.f("outcome_if_settled")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_concerns_case_id_cases"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_concerns_staff_id_staff")),
        sa.ForeignKeyConstraint(["looked_by_id"], ["staff.id"], name=op.f("fk_concerns_looked_by_id_staff")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name=op.f("fk_concerns_settled_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    op.create_index(op.f("ix_concerns_case_id"), "concerns", ["case_id"], unique=False)
    op.create_index("ix_concerns_urgent", "concerns", ["look_by", "id"], unique=False)


def _notices_by(*columns: str) -> None:
    op.drop_index("ix_notices_owed", "notices")
    owed = sa.text("sent_at IS NULL AND parked_at IS NULL")
    op.create_index("ix_notices_owed", "notices", list(columns), sqlite_where=owed, postgresql_where=owed)


def _open_cases_with(asked: tuple[str, ...]) -> None:
    still_open = sa.text("closed_at IS NULL")
    for name, first in OPEN.items():
        columns = [*first, *(column for column in asked if column not in first)]
        op.drop_index(name, "cases")
        op.create_index(name, "cases", columns, sqlite_where=still_open, postgresql_where=still_open)


def downgrade() -> None:
    """Back to what was before. Nobody may be left with a role that is not there any more."""
    _open_cases_with(BEFORE)
    op.execute("DELETE FROM tasks WHERE what = 'safeguarding'")
    op.execute("DELETE FROM notices WHERE template = 'concern'")
    _notices_by("send_after", "id")
    op.drop_column("notices", "turn")
    op.drop_table("concerns")
    op.execute("UPDATE staff SET role = 'case-worker' WHERE role = 'safeguarding-officer'")
