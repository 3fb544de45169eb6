"""Incidents: written down once, put before the right manager at once, with nothing of what happened in the mail."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import evidence, incidents, incidents_seen, sending
from shared.casework.incidents import Happening
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Recorded, Special, Warned
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Channel
from shared.delivery.making import made
from shared.delivery.rendering import render
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.incidents import CareKind, Incident
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.people import Cast, a_cast

SECRET = "He said: I know where you park."


def happening(affected: Staff, **more: object) -> Happening:
    """A threat by phone; one word to vary."""
    told: dict[str, object] = {"words": SECRET, "categories": ("threat",), "channel": Channel.PHONE}
    told |= {"happened_at": TUESDAY, "ended": True, "warned": Warned.GIVEN, "warning": "I will end this call."}
    return Happening(**{**told, "affected": affected, **more})  # type: ignore[arg-type]


def recorded(session: Session, charter: Charter, by: Staff, *, once: str | None = None, **more: object) -> Incident:
    """It is written down by whoever it happened to, unless a test says otherwise."""
    affected = more.pop("affected", by)
    assert isinstance(affected, Staff)
    what = happening(affected, **more)
    return incidents.record(session, what, by=by, at=TUESDAY, charter=charter, once=once)


def mails(session: Session) -> list[Notice]:
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.case_id.is_(None)).order_by(Notice.id)))


@pytest.mark.clause("RP-12", "RP-15", "RP-22")
def test_the_managers_hear_at_once_and_a_talk_and_support_are_owed(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    made = recorded(session, charter, cast.worker, case=case, recorded=Recorded.RESUMED, once="p1")
    assert recorded(session, charter, cast.worker, case=case, once="p1") is made, "pressed twice it is one"
    assert (made.customer, made.team, made.look_by) == (case.customer, cast.team, date(2027, 3, 3))
    assert {one.to_address for one in mails(session)} == {cast.leader.email, cast.head.email}
    assert [(one.what, one.due_on) for one in made.cares] == [
        (CareKind.DEBRIEF, date(2027, 3, 9)),
        (CareKind.ASSISTANCE, date(2027, 3, 9)),
    ]


@pytest.mark.clause("RP-26")
def test_the_mail_says_by_when_and_where_and_nothing_of_what_happened(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    made = recorded(session, charter, cast.worker, case=case, witnesses="Colin", steps="I left.")
    for notice in mails(session):
        letter = render(notice, charter, "https://council.example")
        assert f"https://council.example/office/incidents/{made.id}" in letter.text
        assert "Wednesday 3 March 2027" in letter.subject
        for words in (letter.subject, letter.text, letter.html, str(notice.facts)):
            for secret in ("park", "Wilma", "Colin", "Threat", case.reference, "Morag", "I left", "end this call"):
                assert secret not in words, secret


def test_nothing_of_an_incident_stands_in_the_history_of_its_case(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    before = len(case.happenings)
    recorded(session, charter, cast.worker, case=case)
    session.flush()
    session.refresh(case)
    assert len(case.happenings) == before


@pytest.mark.parametrize(
    ("who", "told", "reason"),
    [
        ("worker", {"leader", "head"}, "the managers of the team"),
        ("leader", {"head"}, "never whoever it happened to"),
        ("stranger", {"relations"}, "Customer Relations where a team has no manager"),
        ("relations", set(), "nobody else may, and they know already"),
    ],
)
def test_who_looks_at_what_happened_to_whom(
    session: Session, charter: Charter, cast: Cast, who: str, told: set[str], reason: str
) -> None:
    recorded(session, charter, getattr(cast, who))
    assert {one.to_address for one in mails(session)} == {getattr(cast, one).email for one in told}, reason


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"words": "  "}, WhyNot.WORDS_MISSING),
        ({"categories": ()}, WhyNot.CATEGORY_MISSING),
        ({"categories": ("threat", "being-rude")}, WhyNot.NOT_HERE),
        ({"happened_at": TUESDAY + timedelta(minutes=1)}, WhyNot.DAY_IN_THE_FUTURE),
        ({"warning": " "}, WhyNot.WORDS_MISSING),
        ({"warned": Warned.UNSAFE}, WhyNot.WORDS_MISSING),
    ],
)
def test_what_is_not_whole_is_not_written_down(
    session: Session, charter: Charter, cast: Cast, change: dict[str, object], why: WhyNot
) -> None:
    with pytest.raises(NotAllowed) as refused:
        recorded(session, charter, cast.worker, **change)
    assert refused.value.why is why
    assert not session.scalars(sa.select(Incident)).all()


def test_several_categories_can_fit(session: Session, charter: Charter, cast: Cast) -> None:
    made = recorded(session, charter, cast.worker, categories=("abuse", "outside-the-office"))
    assert made.kinds == ("abuse", "outside-the-office"), "trap T-20"
    assert incidents.asks(made, Special.OUTSIDE, charter) and not incidents.asks(made, Special.POLICE, charter)


@pytest.mark.clause("RP-28")
def test_named_in_public_is_told_to_exactly_three(
    session: Session, charter: Charter, cast: Cast, tmp_path: Path
) -> None:
    assert charter.engagement is not None
    link = "https://social.example/post/7"
    made_one = recorded(
        session,
        charter,
        cast.colleague,
        affected=cast.worker,
        categories=("named-in-public",),
        link=link,
        words="They post where she works.",
        ended=False,
        warned=Warned.NOT_ENDED,
        warning="",
    )
    shot = Checked(FileKind.PICTURE, "image/png", "post.png", b"a picture of it")
    store = Store(tmp_path)
    evidence.add(session, made_one, [shot], store=store, label="The post", by=cast.colleague, at=TUESDAY)
    told = {one.to_address: one for one in mails(session)}
    people, communications = charter.engagement.people.email, charter.engagement.communications.email
    assert set(told) == {cast.leader.email, people, communications}, "and nobody else"
    assert told[cast.leader.email].template == "incident_named"
    line_manager = render(told[cast.leader.email], charter, "https://council.example").text
    assert "They post" not in line_manager and link not in line_manager
    for address in (people, communications):
        letter = made(told[address], charter, "https://council.example")
        for words in ("They post where she works.", link, "Wilma Worker", "Screenshots go with this e-mail"):
            assert words in letter.text, words
        assert "In confidence" in letter.subject and "Wilma" not in letter.subject
        assert "/office/" not in letter.text, "they have no account here"
        sending.sent(session, told[address], at=TUESDAY)
        assert told[address].facts == {}, "what it said is kept with its incident alone"


@pytest.mark.clause("RP-28")
def test_a_leader_named_in_public_has_the_head_for_a_manager(session: Session, charter: Charter, cast: Cast) -> None:
    assert incidents.line_managers(session, cast.leader, charter) == [cast.head]
    assert incidents.line_managers(session, cast.worker, charter) == [cast.leader]
    assert incidents.line_managers(session, cast.stranger, charter) == [cast.relations]
    chief = a_member_of_staff(session, Role.CHIEF_EXECUTIVE, "chief")
    assert incidents.line_managers(session, chief, charter) == [cast.relations], "somebody always knows"


@pytest.mark.clause("RP-18")
def test_how_much_we_are_late_ourselves_is_counted_per_person(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert incidents.late_cases(session, case.customer_id, TUESDAY.date()) == 0
    assert incidents.late_cases(session, case.customer_id, date(2027, 6, 1)) == len(case.clocks)
    assert incidents.late_cases(session, None, date(2027, 6, 1)) == 0


def test_a_council_without_published_categories_records_all_the_same(session: Session) -> None:
    council = replace(load_charter("template"), engagement=None)
    cast = a_cast(session, council)
    made_one = recorded(session, council, cast.worker, categories=())
    assert made_one.kinds == () and {one.template for one in mails(session)} == {"incident"}
    with pytest.raises(NotAllowed):
        recorded(session, council, cast.worker, categories=("threat",))


@pytest.mark.clause("RP-28")
def test_where_two_lead_a_team_exactly_one_of_them_is_told_and_sees_it(
    session: Session, charter: Charter, cast: Cast
) -> None:
    second = a_member_of_staff(session, Role.TEAM_LEADER, cast.team, name="Lotte Leader")
    assert incidents.line_managers(session, cast.worker, charter) == [cast.leader], "whoever has worked here longer"
    about = {"affected": cast.worker, "categories": ("named-in-public",), "ended": False}
    made_one = recorded(session, charter, cast.colleague, **about, warned=Warned.NOT_ENDED, warning="")
    addresses = {one.to_address for one in mails(session)}
    assert cast.leader.email in addresses and second.email not in addresses

    def sees(staff: Staff) -> bool:
        return incidents_seen.incident_seen_by(session, made_one.id, staff, charter) is not None

    assert sees(cast.leader) and not sees(second) and not sees(cast.head)
    cast.leader.disabled_at = TUESDAY
    session.flush()
    assert sees(second), "somebody always knows"
