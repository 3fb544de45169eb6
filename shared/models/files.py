"""What people attach to what they tell us, or staff to a case. The bytes lie in the store; here is what they are."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case


class FileState(StrEnum):
    """May it be opened? Nobody may open what waits for its virus check; what held a virus is gone from the store."""

    SOUND = "sound"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


class Purpose(StrEnum):
    """What it is for: part of what somebody tells us, or proof that one person may speak for another."""

    ATTACHMENT = "attachment"
    EVIDENCE = "evidence"


class AttachedFile(Base):
    """One file of a case, of a draft that may become one, or of an incident: it dies with it.

    `store_name` is where its bytes lie, `name` what people read. `by_customer`: it came from the public, whoever put
    it here. `shared`: the customer may open it on their own page. `label` says what a `distressing` one shows, before
    it is opened (rule D-10). `looked_at`: when a virus check was last tried.
    """

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    store_name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    draft_key: Mapped[str | None] = mapped_column(sa.ForeignKey("drafts.key", ondelete="CASCADE"))
    incident_id: Mapped[int | None] = mapped_column(sa.ForeignKey("incidents.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(sa.String(120))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    added_at: Mapped[datetime]
    by_customer: Mapped[bool]
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    shared: Mapped[bool] = mapped_column(default=False)
    state: Mapped[FileState] = mapped_column(Word(FileState), default=FileState.SOUND)
    looked_at: Mapped[datetime | None]
    purpose: Mapped[Purpose] = mapped_column(Word(Purpose), default=Purpose.ATTACHMENT)
    distressing: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str] = mapped_column(sa.String(200), default="")

    case: Mapped[Case | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN draft_key IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN incident_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="of_a_case_or_a_draft_or_an_incident",
        ),
        sa.CheckConstraint("distressing OR label = ''", name="label_if_distressing"),
        sa.CheckConstraint("size > 0", name="at_least_one_byte"),
        sa.Index(None, "case_id"),
        sa.Index(None, "draft_key"),
        sa.Index(None, "incident_id"),
        sa.Index(None, "contact_id"),
        sa.Index(
            "ix_files_quarantined",
            "looked_at",
            "id",
            sqlite_where=sa.text("state = 'quarantined'"),
            postgresql_where=sa.text("state = 'quarantined'"),
        ),
    )
