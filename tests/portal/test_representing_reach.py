"""Whoever speaks for a customer chooses how we reach them: way, format and language, met in all that we owe them."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import replies, representing
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.models.cases import Case
from shared.models.notices import Held, Notice
from shared.models.representatives import Representative
from tests.people import Cast
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]
USUAL: dict[str, Any] = {"reach": "email", "format": "standard", "language": "en"}


def _ann(case: SpokenFor) -> Representative:
    with case.records() as session:
        found = session.scalars(sa.select(Representative)).one()
        session.expunge_all()
        return found


def _owed(case: SpokenFor, template: str = "wrote") -> dict[str, tuple[Reach, Format, str]]:
    """What the two are owed, by name."""
    with case.records() as session:
        rows = session.scalars(sa.select(Notice).where(Notice.template == template))
        return {one.to_name: (one.reach, one.format, one.language) for one in rows}


def _writes(case: SpokenFor) -> None:
    def write(db: Session, one: Case, cast: Cast) -> None:
        replies.write(db, one, words="We come on Monday.", by=cast.triage, **case.now)

    case.do(write)


@pytest.mark.clause("CH-9", "FP-11b", "RP-2")
@pytest.mark.parametrize("form", [Format.LARGE_PRINT, Format.PLAIN_TEXT, Format.BRAILLE])
@pytest.mark.parametrize("messages_to", list(MessagesTo))
def test_each_who_hears_from_us_gets_their_own_format_whoever_was_chosen(
    visitor: Visitor, spoken_for: Begin, messages_to: MessagesTo, form: Format
) -> None:
    case = spoken_for(email="ann@advice.example")
    case.decide(representing.settle, messages_to=messages_to)
    visitor.open(visitor.open(case.page).link("/reach")).press(**{**USUAL, "format": form.value})
    assert visitor.path == case.page
    _writes(case)
    morag, ann = (Reach.EMAIL, Format.STANDARD, "en"), (Reach.EMAIL, form, "en")
    both = {"Morag MacLeod": morag, "Ann Advocate": ann}
    alone = {MessagesTo.CUSTOMER: "Morag MacLeod", MessagesTo.REPRESENTATIVE: "Ann Advocate"}.get(messages_to)
    assert _owed(case) == ({alone: both[alone]} if alone else both)
    with case.records() as session:
        held = {one.to_name for one in session.scalars(sa.select(Notice).where(Notice.held_for == Held.FORMAT))}
    assert ("Ann Advocate" in held) is (form is Format.BRAILLE), "somebody makes Braille, by a day"


@pytest.mark.clause("RP-2", "CH-9")
def test_what_has_not_left_yet_follows(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for(phone="01632 960 001")
    case.decide(representing.settle, messages_to=MessagesTo.REPRESENTATIVE)
    _writes(case)
    visitor.open(f"{case.page}/reach").press(reach="text", format="plain-text", language="pl")
    assert _owed(case)["Ann Advocate"] == (Reach.TEXT, Format.PLAIN_TEXT, "pl")
    assert _ann(case).language == "pl"


def test_who_waits_may_choose_it_too_and_reads_nothing_about_the_customer(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(visitor.open(case.page).link("/reach"))
    assert "MacLeod" not in visitor.words
    visitor.press(**{**USUAL, "format": "large-print"})
    assert _ann(case).format is Format.LARGE_PRINT
    assert _owed(case, "authority_waiting")["Ann Advocate"][1] is Format.LARGE_PRINT


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reach": "letter"}, "Choose how we can reach you"),
        ({"reach": "none"}, "Choose how we can reach you"),
        ({"format": "papyrus"}, "Choose how our messages should look"),
        ({"language": "tlh"}, "Choose a language from the list"),
    ],
)
def test_a_way_for_which_we_have_no_address_or_what_was_never_offered_is_not_taken(
    visitor: Visitor, spoken_for: Begin, wrong: dict[str, str], error: str
) -> None:
    case = spoken_for()
    visitor.open(f"{case.page}/reach").press(**{**USUAL, **wrong})
    assert (visitor.status, visitor.errors) == (422, [error])
    assert (_ann(case).reach, _ann(case).format) == (Reach.EMAIL, Format.STANDARD)


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize("decided", [representing.refuse, representing.end])
def test_whoever_holds_a_receipt_or_speaks_no_more_changes_nothing(
    visitor: Visitor, spoken_for: Begin, decided: Callable[..., object]
) -> None:
    case = spoken_for()
    visitor.client.post(f"{case.receipt}/reach", data={**USUAL, "format": "braille"})
    if decided is representing.end:
        case.decide(representing.settle)
    case.decide(decided)
    visitor.client.post(f"{case.page}/reach", data={**USUAL, "format": "braille"})
    assert _ann(case).format is Format.STANDARD
    assert "ann@advice.example" not in visitor.open(f"{case.page}/reach").words


def test_nobody_reads_an_address_on_that_page(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for(phone="01632 960 001")
    page = visitor.client.get(f"{case.page}/reach")
    assert "ann@advice.example" not in page.text and "960 001" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
