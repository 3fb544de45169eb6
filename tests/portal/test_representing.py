"""The page of whoever speaks for a customer: nothing personal before it is settled, nothing at all after its end."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import adjustments, heard, replies, representing, routing
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Format, Kind, MessagesTo, OnBehalf
from shared.delivery.rendering import render
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import MORAG, a_case, a_speaker
from tests.clock import SettableClock
from tests.people import Cast
from tests.portal.conftest import Cases, dates_in
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]

#: Words that stand nowhere else: whoever reads one has been told about the customer.
SECRETS = {
    "name": "Quintessa",
    "address": "Plover",
    "phone": "960777",
    "email": "curlew",
    "needs": "lapwing",
    "times": "oystercatcher",
    "interpreter": "Dotterel",
    "answer": "sandpiper",
    "question": "turnstone",
    "added": "whimbrel",
    "another case": "greenshank",
    "history": "redshank",
    "note": "godwit",
    "adjustment": "phalarope",
}
WHO = replace(
    MORAG,
    name="Quintessa MacLeod",
    email="curlew@customer.example",
    phone="01632 960777",
    address="4 Plover Street",
    needs="lapwing",
    times="oystercatcher",
    interpreter="Dotterel",
    format=Format.STANDARD,
)


def with_secrets(case: SpokenFor) -> SpokenFor:
    """Everything that a representative must not know, planted in every place where it can be."""

    def plant(db: Session, one: Case, cast: Cast) -> None:
        acts = {**case.now, "by": cast.triage}
        a_case(db, case.charter, person=WHO, words="greenshank")
        replies.write(db, one, words="sandpiper", **acts)
        replies.ask(db, one, words="turnstone", **acts)
        heard.hear(db, one, words="whimbrel", channel=Channel.WEB, **case.now)
        replies.note(db, one, words="godwit", **acts)
        assert one.customer is not None
        adjustments.ask(db, one.customer, "phalarope", case=one, **case.now)
        routing.route(db, one, team=cast.team, service=None, reason="redshank", **acts)

    case.do(plant)
    return case


def told(words: str) -> set[str]:
    """Which secrets can be read in this."""
    plain = re.sub(r"\s", " ", words).casefold()
    plain = f"{plain} {re.sub(r'[^0-9]', '', plain)}"
    return {name for name, secret in SECRETS.items() if secret.casefold() in plain}


def everything_for_them(case: SpokenFor, visitor: Visitor) -> dict[str, str]:
    """All that the representative can reach: pages, files to keep, letters, and what a search of theirs answers."""
    found = {}
    ways = [case.page, case.receipt, case.list]
    for way in [f"{one}{end}" for one in ways for end in (*ends_of_pages(visitor), "/withdraw", "?before=1")]:
        found[way] = visitor.client.get(way, follow_redirects=True).get_data(as_text=True)
        found[f"POST {way}"] = visitor.client.post(way, data={"words": "x"}, follow_redirects=True).text
    for secret in ("ann@advice.example", "curlew@customer.example", "01632 960777", case.page.rsplit("/", 1)[1]):
        visitor.open("/look-up").press(reference=case.reference, secret=secret)
        found[f"/look-up {secret}"] = visitor.words
    with case.records() as session:
        for notice in session.scalars(sa.select(Notice).where(Notice.representative_id.is_not(None))):
            letter = render(notice, case.charter, "https://tell.example")
            found[f"letter {notice.template}"] = f"{letter.subject} {letter.text} {letter.html}"
    return found


def ends_of_pages(visitor: Visitor) -> set[str]:
    """How the address of every page goes on that a representative's key might open, whoever added it to the site."""
    rules = [str(rule) for rule in visitor.client.application.url_map.iter_rules()]
    door = re.compile(r"/(?:for|<any\([^)]*\bfor\b[^)]*\):door>)/<reference>/<key>(.*)")
    ends = {re.sub(r"<[^>]+>", "1", found[1]) for rule in rules if (found := door.fullmatch(rule))}
    assert ends >= {"", "/sent", "/add", "/files/1", "/answers", "/explain", "/worried"}
    return ends


@pytest.mark.clause("FP-10", "SC-7")
def test_before_it_is_settled_nothing_they_can_reach_says_anything_about_the_customer(
    visitor: Visitor, spoken_for: Begin
) -> None:
    case = with_secrets(spoken_for(person=WHO, organisation="Citizens Advice"))
    for where, words in everything_for_them(case, visitor).items():
        assert told(words) == set(), where


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("act", [representing.refuse, representing.end])
def test_after_a_no_or_an_end_nothing_they_can_reach_says_anything_any_more(
    visitor: Visitor, spoken_for: Begin, act: Callable[..., object]
) -> None:
    case = spoken_for(person=WHO, organisation="Citizens Advice")
    if act is representing.end:
        case.decide(representing.settle, messages_to=MessagesTo.CUSTOMER)
    case.decide(act)
    with_secrets(case)
    for where, words in everything_for_them(case, visitor).items():
        assert told(words) == set(), where
    visitor.open(case.page)
    assert visitor.heading in ("You cannot speak for them in this", "You do not speak for them any more")
    assert "What you told us is not lost: we go on with it." in visitor.words
    assert visitor.link("/contact")


@pytest.mark.clause("FP-10", "RP-2")
def test_once_settled_they_read_what_the_customer_reads_and_no_note_of_colleagues(
    visitor: Visitor, spoken_for: Begin
) -> None:
    case = with_secrets(spoken_for(person=WHO))
    case.decide(representing.settle)
    visitor.open(case.page)
    assert visitor.heading == "What you told us for Quintessa MacLeod"
    # The customer's own page has no address on it either, and no other case.
    assert told(visitor.words) == {"name", "answer", "question", "added", "history"}
    promised = dates_in(visitor.words)[0]
    assert dates_in(visitor.open(case.track).words)[0] == promised


@pytest.mark.clause("FP-10", "CH-1")
def test_while_it_waits_they_read_their_own_words_what_is_waiting_and_what_happens_next(
    visitor: Visitor, spoken_for: Begin
) -> None:
    visitor.open(spoken_for().page)
    for words in (
        "What is waiting We have asked the person whether you may speak for them.",
        "by Tuesday 9 March 2027",
        "We work on what you told us all the same, and you hear what we did as soon as it is settled.",
        "What we do next about what you told us",
        "Customer contact will tell you that we have your complaint",
        "The street light outside her house has been out for a week.",
    ):
        assert words in visitor.words


def test_who_is_late_says_so(visitor: Visitor, spoken_for: Begin, clock: SettableClock) -> None:
    case = spoken_for()
    clock.set(clock() + timedelta(days=8))
    visitor.open(case.page)
    assert "We are late, and we are sorry. We said Tuesday 9 March 2027." in visitor.words
    assert "by Thursday 11 March 2027" in visitor.words


@pytest.mark.clause("FP-10")
def test_who_comes_later_does_not_read_the_customers_own_words(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for(words="They came too late.")
    case.decide(representing.refuse)

    def another(db: Session, one: Case, cast: Cast) -> None:
        speaker = a_speaker(name="Bob", email="bob@x.example")
        representing.bring_in(db, one, speaker, OnBehalf.UNABLE, by=cast.triage, **case.now)

    case.do(another)
    visitor.open(f"/for/{case.reference}/{case.authority.track_key}")
    assert visitor.heading == "Speaking for somebody"
    assert "They came too late." not in visitor.words
    assert "We get in touch with you, and find out whether you may speak for them." in visitor.words


@pytest.mark.clause("RP-1")
def test_who_speaks_for_a_child_is_shown_the_way_for_schools(visitor: Visitor, spoken_for: Begin) -> None:
    assert "Your school, nursery or college" in visitor.open(spoken_for(ground=OnBehalf.UNDER_18).page).words
    assert "Your school, nursery or college" not in visitor.open(spoken_for().page).words


@pytest.mark.clause("FP-10")
def test_what_they_add_stands_there_in_their_name_and_once(visitor: Visitor, spoken_for: Begin, cases: Cases) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(visitor.open(case.page).link("/add"))
    page = visitor.page
    visitor.press(words="It is still out.")
    visitor.press(as_it_was=page, words="It is still out.")
    assert visitor.path == case.page
    assert [(one.by_name, one.words) for one in cases.only.contacts[1:]] == [("Ann Advocate", "It is still out.")]
    assert "You Tuesday 2 March 2027 at 10:00 am It is still out." in visitor.words
    visitor.open(case.track)
    assert "Ann Advocate Tuesday 2 March 2027 at 10:00 am It is still out." in visitor.words
    assert "Ann Advocate told us more for you on this website." in visitor.words


def test_nothing_typed_is_lost_when_there_is_nothing_to_send(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    assert visitor.open(f"{case.page}/add").press(words=" ").errors == ["Write what you want to add"]


@pytest.mark.clause("FP-10")
def test_what_was_being_written_when_it_ended_is_not_taken_in(
    visitor: Visitor, spoken_for: Begin, cases: Cases
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(f"{case.page}/add")
    page = visitor.page
    case.decide(representing.end)
    visitor.press(as_it_was=page, words="One more thing.")
    assert visitor.heading == "You do not speak for them any more"
    assert len(cases.only.contacts) == 1


def test_they_save_everything_that_we_wrote(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    case.do(lambda db, one, cast: replies.write(db, one, words="We come on <Monday>.", by=cast.triage, **case.now))
    visitor.open(case.page)
    answer = visitor.client.get(visitor.link("/answers"))
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{case.reference}.txt"'
    assert answer.text.startswith(f"What we wrote: {case.reference}\n")
    assert "Tavish Triage\n\nWe come on <Monday>.\n" in answer.text


@pytest.mark.clause("SC-7")
def test_a_wrong_key_is_the_same_page_as_any_other_and_guessing_is_slowed(visitor: Visitor, spoken_for: Begin) -> None:
    one, another = spoken_for(), spoken_for(name="Bob", email="bob@x.example")
    key = another.page.rsplit("/", 1)[1]
    for wrong in (f"/for/{one.reference}/{key}", f"/for/{one.reference}/x", f"/for/nonsense/{key}"):
        for end in ("", "/sent", "/add", "/files", "/answers"):
            visitor.open(wrong + end)
            assert (visitor.status, visitor.heading) == (404, "We cannot open this page")
    for number in range(20):
        visitor.open(f"/for/{one.reference}/guess-{number}")
    assert visitor.status == 429


def test_no_page_of_theirs_is_kept_or_found(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    for settle in (False, True):
        if settle:
            case.decide(representing.settle)
        for end in ("", "/sent", "/files"):
            answer = visitor.client.get(case.page + end)
            assert answer.headers["Cache-Control"] == "no-store", end
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow", end


@pytest.mark.clause("FP-10")
def test_whoever_tells_us_something_for_another_never_sees_the_customers_own_link(
    visitor: Visitor, cases: Cases
) -> None:
    visitor.tells("complaint", whom="asked", name="Ann Advocate", email="ann@advice.example")
    case = cases.only
    assert visitor.path.endswith("/sent")
    assert visitor.heading == "We have what you told us"
    assert case.tracking_key not in "".join(one.get("href", "") for one in visitor.page.elements)
    assert "What is waiting" in visitor.words
    visitor.open(visitor.path.removesuffix("/sent"))
    assert visitor.heading == "What you told us for somebody"


@pytest.mark.clause("FP-10")
def test_who_only_knows_an_advocates_name_and_address_gets_no_way_to_the_page(
    visitor: Visitor, cases: Cases, clock: SettableClock, charter: Charter
) -> None:
    visitor.tells("complaint", whom="asked", name="Ann Advocate", email="ann@advice.example")
    clock.set(clock() + timedelta(minutes=1))
    visitor.open("/").tells("request", whom="asked", name="Ann Advocate", email="ANN@advice.example")
    assert "We know you already." in visitor.words
    receipt = visitor.path.removesuffix("/sent")
    assert visitor.open(receipt).path == f"{receipt}/sent"
    with cases.records() as session:
        one = session.scalars(sa.select(Case).where(Case.kind == Kind.REQUEST)).one()
        representing.settle(
            session, one.authorities[0], at=clock(), charter=visitor.client.application.extensions["bywhen.charter"]
        )
    for end in ("", "/add", "/files", "/answers"):
        assert visitor.open(receipt + end).path == f"{receipt}/sent", end
        assert "sandpiper" not in visitor.words
