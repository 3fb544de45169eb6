"""Every act of casework, done for real: the notice that it owes can be put into words, and they are the right ones."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import changing, closing, heard, lateness, replies, routing
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Outcome
from shared.delivery.rendering import Letter, render
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.people import Cast, a_cast

Act = Callable[[Session, Case, Cast, Charter], None]
SECRET_WORDS = "My neighbour told me this in confidence."


def letters(session: Session, charter: Charter) -> dict[str, Letter]:
    """All that is owed, in words."""
    session.flush()
    owed = session.scalars(sa.select(Notice).order_by(Notice.id)).all()
    return {notice.template: render(notice, charter, "https://tell.highland.example") for notice in owed}


ACTS: dict[str, Act] = {
    "routed": lambda s, c, p, ch: routing.route(
        s, c, team=p.stranger.team, service=None, reason="Theirs.", by=p.triage, at=TUESDAY, charter=ch
    ),
    "kind_changed": lambda s, c, p, ch: changing.change_kind(
        s, c, kind=Kind.COMPLAINT, reason="It went wrong.", by=p.worker, at=TUESDAY, charter=ch
    ),
    "acknowledged": lambda s, c, p, ch: replies.acknowledge(
        s, c, words="Wilma has it.", by=p.worker, at=TUESDAY, charter=ch
    ),
    "replied": lambda s, c, p, ch: replies.reply(s, c, words="Mended.", by=p.worker, at=TUESDAY, charter=ch),
    "explained": lambda s, c, p, ch: replies.explain(
        s, c, day=date(2027, 3, 24), reason="Parts are missing.", by=p.worker, at=TUESDAY, charter=ch
    ),
    "asked": lambda s, c, p, ch: replies.ask(s, c, words="Which lamp?", by=p.worker, at=TUESDAY, charter=ch),
    "wrote": lambda s, c, p, ch: replies.write(s, c, words="A word.", by=p.worker, at=TUESDAY, charter=ch),
    "added": lambda s, c, p, ch: heard.hear(s, c, words=SECRET_WORDS, channel=Channel.WEB, at=TUESDAY, charter=ch),
    "closed": lambda s, c, p, ch: closing.close(
        s, c, outcome=Outcome.NOT_OURS, reason="A private road.", by=p.worker, at=TUESDAY, charter=ch
    ),
    "withdrawn": lambda s, c, p, ch: closing.withdraw(s, c, at=TUESDAY, charter=ch, words=SECRET_WORDS),
    "late": lambda s, c, p, ch: lateness.tell_late(s, at=TUESDAY + timedelta(days=8), charter=ch) and None,
}

WORDS = [
    ("routed", ["Why we passed it on", "Theirs.", "By Tuesday 9 March 2027."], "CH-3: the date does not move"),
    ("kind_changed", ["as a complaint", "it was down as: Request", "By Monday 8 March 2027."], "a stricter promise"),
    ("acknowledged", ["Wilma Worker from", "Wilma has it.", "By Tuesday 16 March 2027."], "who has it, and the answer"),
    ("replied", ["Mended.", "Your contact is Wilma Worker.", "You can do this until"], "named, and open to a reply"),
    ("explained", ["Parts are missing.", "The new date for our answer is Wednesday 24 March 2027."], "why, until when"),
    (
        "asked",
        ["Which lamp?", "We do not count the days", "Tell us by Tuesday 9 March 2027."],
        "while one promise still runs",
    ),
    ("wrote", ["A word.", "By Tuesday 9 March 2027."], "a word changes no promise"),
    ("added", ["We have put what you added with your request."], "heard"),
    ("closed", ["because it is not for this council to do", "A private road."], "closed, and honestly why"),
    ("withdrawn", ["If this was not you, tell us at once."], "as they wished"),
    ("late", ["We said Tuesday 9 March 2027.", "By Thursday 11 March 2027."], "said by us"),
]


@pytest.mark.clause("CH-1", "CH-3", "CC-1", "CC-2", "CC-7", "FP-2")
@pytest.mark.parametrize(("template", "words", "reason"), WORDS)
def test_each_act_writes_the_letter_that_it_owes(
    session: Session, charter: Charter, template: str, words: list[str], reason: str
) -> None:
    cast = a_cast(session, charter)
    case = in_hand(session, charter, cast)
    ACTS[template](session, case, cast, charter)
    letter = letters(session, charter)[template]
    said = " ".join(letter.text.replace("Before, it", "it").split())
    assert letter.text.startswith("Dear Morag MacLeod,\n")
    assert f"https://tell.highland.example/track/{case.reference}/{case.tracking_key}" in said
    assert all(sentence in said for sentence in words), (reason, letter.text)
    assert SECRET_WORDS not in said and case.words not in said, "nobody's own words are repeated by mail"


def test_somebody_whose_case_is_opened_again_reads_why_and_by_when(session: Session, charter: Charter) -> None:
    cast = a_cast(session, charter)
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="Mended.", by=cast.worker, at=TUESDAY, charter=charter)
    closing.reopen(session, case, reason="It broke again.", by=cast.worker, at=TUESDAY, charter=charter)
    text = letters(session, charter)["reopened"].text
    assert "It broke again." in text and "By Tuesday 16 March 2027." in text


@pytest.mark.clause("FP-1")
@pytest.mark.parametrize("kind", list(Kind))
def test_everybody_who_tells_us_something_has_a_letter_at_once(session: Session, charter: Charter, kind: Kind) -> None:
    case = a_case(session, charter, kind)
    text = letters(session, charter)["received"].text
    due = case.next_on
    assert f"By {due:%A} {due.day} {due:%B %Y}." in text
    assert case.words not in text


@pytest.mark.clause("FP-1")
def test_those_who_are_praised_read_it_in_the_customers_own_words(session: Session, charter: Charter) -> None:
    cast = a_cast(session, charter)
    case = in_hand(session, charter, cast, Kind.COMPLIMENT)
    replies.acknowledge(session, case, words="Thank you so much.", by=cast.worker, at=TUESDAY, charter=charter)
    owed = letters(session, charter)
    assert case.words in " ".join(owed["praise"].text.split()) and case.tracking_key not in owed["praise"].text
    assert "Thank you so much." in owed["acknowledged"].text and case.words not in owed["acknowledged"].text
