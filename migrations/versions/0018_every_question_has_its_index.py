"""What lists, menus and the worker ask of incidents, restrictions, surveys and given dates has its index."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"

_RESTRICTIONS = {"team": "team", "service": "service", "proposed_by": "proposed_by_id", "decided_by": "decided_by_id"}


def _create(name: str, table: str, *columns: str, only: str, postgresql: str = "") -> None:
    """An index of only the rows for which something holds."""
    where = {"sqlite_where": sa.text(only), "postgresql_where": sa.text(postgresql or only)}
    op.create_index(name, table, list(columns), **where)


def upgrade() -> None:
    """So that no page and no round of the worker looks through a whole table."""
    for name, column in _RESTRICTIONS.items():
        op.create_index(f"ix_restrictions_{name}", "restrictions", [column, "id"])
    unsent = "restriction_id IS NOT NULL AND sent_at IS NULL"
    _create("ix_notices_restriction_unsent", "notices", "restriction_id", only=unsent)
    op.create_index("ix_protections_asked_by", "protections", ["asked_by_id", "id"])
    _create("ix_protections_waiting", "protections", "id", only="granted IS NULL")
    op.create_index("ix_surveys_sent_at", "surveys", ["sent_at"])
    _create("ix_concerns_open", "concerns", "look_by", "id", only="settled_at IS NULL")
    still = "kept_on IS NULL AND dropped_on IS NULL"
    _create("ix_clocks_open_given", "clocks", "case_id", only=f"given = 1 AND {still}", postgresql=f"given AND {still}")


def downgrade() -> None:
    """Back to what was before; no row is touched."""
    op.drop_index("ix_clocks_open_given", "clocks")
    op.drop_index("ix_concerns_open", "concerns")
    op.drop_index("ix_surveys_sent_at", "surveys")
    op.drop_index("ix_protections_waiting", "protections")
    op.drop_index("ix_protections_asked_by", "protections")
    op.drop_index("ix_notices_restriction_unsent", "notices")
    for name in _RESTRICTIONS:
        op.drop_index(f"ix_restrictions_{name}", "restrictions")
