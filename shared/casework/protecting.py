"""Keeping staff out of harm's way: asked for, granted or not with a reason, ended (clauses RP-22, RP-29)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, conflicts, diary, incidents, one_contact
from shared.casework.pressed import adding, done_once
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach, SignedBy
from shared.charter.workflow import Stage
from shared.models.appointments import Appointment
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.links import Apart
from shared.models.notices import Notice
from shared.models.protections import Protection, Wish
from shared.models.staff import Staff

#: To whoever may decide: that there is something to decide, and where.
TEMPLATE = "protection_asked"


def ask(
    session: Session,
    wish: Wish,
    *,
    staff: Staff,
    why: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    case: Case | None = None,
    customer: Customer | None = None,
    incident: Incident | None = None,
    once: str | None = None,
) -> Protection:
    """Ask for it: for oneself, or as a manager for somebody in the team; who may decide is written to. Pressed twice,
    it is one.

    What is open already stays one as well: the new reason is kept with it, and whoever may decide hears of that too.
    Off a case and a manager's name are about a `case`, no contact about a `customer`. Raises `NotAllowed`.
    """
    before = _asked_already(session, once)
    about_person = wish is Wish.NO_CONTACT
    whose = None if about_person else case
    person = (customer or (case.customer if case else None)) if about_person else None
    if before is not None:
        return before
    _require_askable(staff, by, why, whose or person)
    before = _open(session, wish, staff, whose, person)
    if before is not None:
        _again(session, before, why.strip(), by=by, at=at, charter=charter)
        return before
    asked = Protection(**_about(wish, staff, whose, person, incident), why=why.strip(), asked_at=at, once_key=once)
    asked.asked_by, asked.asked_by_id = by, by.id
    asked.reasons = asked.ended_why = ""
    kept, first = done_once(session, adding(session, asked), lambda: _asked_already(session, once))
    if first:
        _tell(session, kept, by=by, at=at, charter=charter)
    return kept


def _asked_already(session: Session, once: str | None) -> Protection | None:
    return session.scalar(sa.select(Protection).where(Protection.once_key == once)) if once else None


def _again(session: Session, asked: Protection, why: str, *, by: Staff, at: datetime, charter: Charter) -> None:
    """Another reason for what was asked for before is kept beside the first; the same words are kept once."""
    if why in asked.why:
        return
    asked.why = f"{asked.why}\n\n{clocks.today_of(charter, at).isoformat()}, {by.name}:\n{why}"
    if asked.decided_at is None:
        _tell(session, asked, by=by, at=at, charter=charter)


def _tell(session: Session, asked: Protection, *, by: Staff, at: datetime, charter: Charter) -> None:
    """By e-mail, to each who may decide: that somebody asks, and where; neither who, nor what, nor why."""
    for one in incidents.lookers(session, asked.staff, charter):
        if one.id != by.id:
            session.add(
                Notice(
                    case=None,
                    template=TEMPLATE,
                    reach=Reach.EMAIL,
                    to_name=one.name,
                    to_address=one.email,
                    language=charter.organisation.languages[0],
                    facts={"page": f"/office/protections/{asked.id}"},
                    once_key=f"protection/{asked.id}/{at.timestamp():.0f}/{one.email}"[:120],
                    owed_at=at,
                    send_after=at,
                    made="",
                )
            )


def _require_askable(staff: Staff, by: Staff, why: str, about: Case | Customer | None) -> None:
    if not why.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if about is None:
        raise NotAllowed(WhyNot.NOBODY_KNOWN)
    if staff.id != by.id and not by.may(Right.JUDGE_INCIDENTS):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)


def _about(
    wish: Wish, staff: Staff, case: Case | None, customer: Customer | None, incident: Incident | None
) -> dict[str, Any]:
    """Whom it protects, from what."""
    return {
        "staff": staff,
        "staff_id": staff.id,
        "team": staff.team,
        "what": wish,
        "case": case,
        "case_id": case.id if case else None,
        "customer": customer,
        "customer_id": customer.id if customer else None,
        "incident": incident,
    }


def _open(
    session: Session, wish: Wish, staff: Staff, case: Case | None, customer: Customer | None
) -> Protection | None:
    """What was asked for before and is neither refused nor over."""
    if case is not None:
        about = Protection.case_id == case.id
    elif customer is not None:
        about = Protection.customer_id == customer.id
    else:
        return None
    rows = sa.select(Protection).where(
        Protection.staff_id == staff.id,
        Protection.what == wish,
        about,
        sa.or_(Protection.granted.is_(None), Protection.granted.is_(True)),
        Protection.ended_at.is_(None),
    )
    return session.scalars(rows).first()


def refusal(protection: Protection, by: Staff) -> WhyNot | None:
    """Why this person may not decide; None when they may. Nobody decides what they ask for themselves."""
    if not by.may(Right.JUDGE_INCIDENTS):
        return WhyNot.NOT_YOUR_ROLE
    return WhyNot.AFFECTED_YOURSELF if by.id == protection.staff_id else None


def decide(
    session: Session,
    protection: Protection,
    *,
    granted: bool,
    reasons: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    signed_name: str = "",
    instead: str = "",
) -> None:
    """Grant it, or not, with a reason; once decided it stands. Raises `NotAllowed`.

    `signed_name` is the senior manager whose name the customer reads, where that was asked for: else it is `by`.
    Where they were to meet the customer, `instead` does; without it that is called off, and the customer is told.
    """
    why = refusal(protection, by)
    if why is not None:
        raise NotAllowed(why)
    if protection.decided_at is not None:
        if protection.granted is granted and protection.decided_by_id == by.id:
            return
        raise NotAllowed(WhyNot.NOT_NOW)
    if not reasons.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    protection.granted, protection.reasons = granted, reasons.strip()
    protection.decided_at, protection.decided_by, protection.decided_by_id = at, by, by.id
    session.flush()
    if granted:
        for case in _out_of(session, protection):
            appointments.settle_without(session, case, protection.staff, instead=instead, by=by, at=at, charter=charter)
        _take_effect(session, protection, signed_name.strip() or by.name, at=at, charter=charter)
    if granted and protection.what is Wish.NO_CONTACT:
        assert protection.customer is not None
        one_contact.hand_over(session, protection.customer, protection.staff, by=by, at=at, charter=charter)


def _out_of(session: Session, protection: Protection) -> Sequence[Case]:
    """The cases that they are taken out of: none where only another name is read."""
    return () if protection.what is Wish.MANAGERS_NAME else _cases(session, protection)


def meetings(session: Session, protection: Protection, *, at: datetime) -> list[Appointment]:
    """What they were to meet the customer for: to be settled by whoever grants it."""
    if protection.decided_at is not None:
        return []
    about = _out_of(session, protection)
    return [one for case in about for one in diary.with_staff(session, case, protection.staff, at=at)]


def _take_effect(session: Session, protection: Protection, name: str, *, at: datetime, charter: Charter) -> None:
    if protection.what is Wish.MANAGERS_NAME:
        assert protection.case is not None
        protection.case.signed_by, protection.case.signed_name = SignedBy.MANAGER, name
        return
    for case in _cases(session, protection):
        if case.stage is not Stage.CLOSED or protection.what is Wish.OFF_CASE:
            conflicts.keep_out(session, case, protection.staff, what=Apart.PROTECTED, at=at, charter=charter)


def _cases(session: Session, protection: Protection) -> Sequence[Case]:
    """The one case, or everything of the customer."""
    if protection.case is not None:
        return [protection.case]
    rows = sa.select(Case).where(Case.customer_id == protection.customer_id)
    return session.scalars(rows.order_by(Case.id).with_for_update()).all()


def end(session: Session, protection: Protection, *, why: str, by: Staff, at: datetime, charter: Charter) -> None:
    """It is needed no longer: what it did is undone, unless something else still asks for it. Raises `NotAllowed`."""
    refused = refusal(protection, by)
    if refused is not None:
        raise NotAllowed(refused)
    if protection.granted is not True:
        raise NotAllowed(WhyNot.NOT_NOW)
    if not why.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if protection.ended_at is not None:
        return
    protection.ended_at, protection.ended_by_id, protection.ended_why = at, by.id, why.strip()
    session.flush()
    _undo(session, protection, by=by, at=at)


def _undo(session: Session, protection: Protection, *, by: Staff, at: datetime) -> None:
    if protection.what is Wish.MANAGERS_NAME:
        assert protection.case is not None
        if not _others(session, protection, protection.case):
            protection.case.signed_by, protection.case.signed_name = SignedBy.OWNER, ""
        return
    for case in _cases(session, protection):
        if not _others(session, protection, case):
            conflicts.let_in(session, case, protection.staff, by=by, at=at)


def _others(session: Session, protection: Protection, case: Case) -> bool:
    """Does another protection that holds now ask for the same on this case?"""
    same = (Protection.granted.is_(True), Protection.ended_at.is_(None), Protection.id != protection.id)
    if protection.what is Wish.MANAGERS_NAME:
        about = sa.and_(Protection.what == Wish.MANAGERS_NAME, Protection.case_id == case.id)
    else:
        of_case = sa.and_(Protection.what == Wish.OFF_CASE, Protection.case_id == case.id)
        of_person = sa.and_(Protection.what == Wish.NO_CONTACT, Protection.customer_id == case.customer_id)
        about = sa.and_(sa.or_(of_case, of_person), Protection.staff_id == protection.staff_id)
    return session.scalars(sa.select(Protection.id).where(*same, about)).first() is not None
