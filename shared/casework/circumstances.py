"""My circumstances have changed: told once, kept on the case and with the person (clause SC-2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, heard, notices, records, timeline
from shared.casework.ties import goes_on_in, same_person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import TaskKind


def change(
    session: Session,
    case: Case,
    *,
    words: str,
    at: datetime,
    charter: Charter,
    email: str = "",
    phone: str = "",
    address: str = "",
    once: str | None = None,
    labels: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Note what has changed, and where the customer is to be reached; staff read it as something new.

    A new detail where we had none is used from now on. One that would take the place of another only stands with their
    words, until somebody has asked them in another way: whoever finds a link must not get the answers (clause SC-7).
    `labels` says in their language what each detail is. Whoever speaks for them reads nothing of it: they may be whom
    the customer moved away from.
    """
    told = {"email": email, "phone": phone, "address": address}
    lead, customer = goes_on_in(session, case), case.customer
    if same_person(case, lead):  # of another person's case nobody changes the record
        case, customer = lead, lead.customer
    new = {name: value for name, value in told.items() if value and value != getattr(customer, name, "")}
    given: dict[str, Any] = {name: value for name, value in new.items() if not getattr(customer, name, "")}
    asked = {name: value for name, value in new.items() if name not in given and customer is not None}
    if customer is not None and given:
        session.refresh(customer, with_for_update=True)
        before = records.record_of(customer)
        records.change(session, customer, replace(before, **given), case=case, at=at, charter=charter)
    words = "\n\n".join(
        [words, *(f"{labels[name]}: {value}" if name in labels else value for name, value in asked.items())]
    )
    heard.hear(session, case, words=words, channel=Channel.WEB, at=at, charter=charter, once=once, own_affairs=True)
    by = charter.calendar.add(clocks.today_of(charter, at), 1)
    changed = sorted(given) if customer is not None else []
    facts: dict[str, Any] = {"changed": changed, "asked": sorted(asked), "check_by": by.isoformat()}
    timeline.write(session, case, Happened.CIRCUMSTANCES_CHANGED, at=at, **facts)
    notices.task_on(session, case, TaskKind.CIRCUMSTANCES, by, at=at, charter=charter)
