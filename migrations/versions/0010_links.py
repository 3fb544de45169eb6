"""What ties cases together, and who is kept away from one."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Links between cases; groups of like complaints; staff who do not see a case; refusals found quickly."""
    _links()
    _groups()
    _kept_apart()
    _refusals()


def _of(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE" if goes_with else None
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("case_id <> other_id", name=op.f("not_with_itself")),
        _of("links", "case_id", "cases", goes_with=True),
        _of("links", "other_id", "cases", goes_with=True),
        _of("links", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("case_id", "other_id", "what", name=op.f("uq_links_case_id_other_id_what")),
    )
    op.create_index(op.f("ix_links_other_id"), "links", ["other_id"])


def _groups() -> None:
    op.create_table(
        "alike",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        _of("alike", "begun_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alike")),
    )
    op.create_table(
        "alike_members",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        _of("alike_members", "case_id", "cases", goes_with=True),
        _of("alike_members", "group_id", "alike", goes_with=True),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_alike_members")),
    )
    op.create_index(op.f("ix_alike_members_group_id"), "alike_members", ["group_id"])


def _kept_apart() -> None:
    op.create_table(
        "kept_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("found", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.String(1000), nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ended_by_if_apart_no_longer")),
        _of("kept_apart", "case_id", "cases", goes_with=True),
        _of("kept_apart", "staff_id", "staff"),
        _of("kept_apart", "by_id", "staff"),
        _of("kept_apart", "ended_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_apart")),
    )
    op.create_index(op.f("ix_kept_apart_case_id"), "kept_apart", ["case_id"])
    still = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_kept_apart_still",
        "kept_apart",
        ["staff_id", "case_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )


def _refusals() -> None:
    some = sa.text("what IN ('adjustment-refused', 'authority-refused', 'closed')")
    op.create_index("ix_happenings_refusals", "happenings", ["at", "id"], sqlite_where=some, postgresql_where=some)


def downgrade() -> None:
    """Back to what was before; everybody sees again what they saw."""
    op.drop_index("ix_happenings_refusals", "happenings")
    for table in ("kept_apart", "alike_members", "alike", "links"):
        op.drop_table(table)
