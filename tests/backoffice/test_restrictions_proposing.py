"""The form of a proposal: what it asks, what it shows beside its questions, and what it keeps."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from shared.casework.customers import Person
from shared.charter.fairness import Question
from shared.charter.measures import Measure
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Channel, Reach
from shared.config import Settings
from tests.backoffice.contacts import WHY, Contacts
from tests.clock import SettableClock


@pytest.mark.clause("RP-7", "RP-8", "RP-18")
def test_the_form_shows_what_the_policy_means_and_every_measure_with_what_it_needs(contacts: Contacts) -> None:
    shown = contacts.client(contacts.proposer).get(f"{contacts.page}/restrict").text
    engagement = contacts.office.charter.engagement
    assert engagement is not None
    for rule in engagement.measures.values():
        assert f'value="{rule.measure}"' in shown, rule.measure
    for name in ("channels", "instead", "named", "days", "most", "matter"):
        assert f'name="{name}"' in shown
    assert "An act that hurts or could hurt somebody" in shown
    assert "Neutral: say what happened" in shown and "always get in" in shown
    for question in Question:
        assert f'name="{question.value.replace("-", "_")}"' in shown
    assert "What we owe them" in shown and "What we agreed to do differently" in shown


@pytest.mark.clause("RP-7", "RP-9", "RP-11")
@pytest.mark.parametrize(
    ("different", "words"),
    [
        ({"grounds": []}, "Choose at least one."),
        ({"incidents": []}, "Choose at least one incident."),
        ({"measures": []}, "Choose at least one measure."),
        ({"channels": []}, "Choose at least one way of contact."),
        ({"measures": "named-person"}, "Choose who deals with everything."),
        ({"measures": "closed-matter"}, "Choose the case."),
        ({"measures": "third-party"}, "Choose who speaks for them."),
        ({"measures": "limits", "most": "99"}, "Enter a number from 1 to 20"),
        ({"measures": "limits"}, "Choose days, or enter how often."),
        ({"measures": "limits", "most": "²"}, "Enter a number from 1 to 20"),
        ({"why": " "}, "Write why we do this, for the customer."),
        ({"overdue": ""}, "Say whether we are late"),
        ({"ends_on": ["2", "6", "2029"]}, "This runs too long."),
        ({"ends_on": ["1", "3", "2027"]}, "Choose a day that is still to come"),
        ({"review_on": ["", "", ""]}, "or say why not."),
        ({"review_on": ["2", "12", "2027"], "ends_on": ["2", "2", "2028"]}, "We look at it again within 6 months."),
        ({"grounds": "demands"}, "Milder steps come first"),
        ({"channels": ["phone", "email"]}, "we could not reach the person at all"),
    ],
)
def test_what_is_missing_is_said_beside_it_and_what_was_typed_is_kept(
    contacts: Contacts, different: dict[str, object], words: str
) -> None:
    answer = contacts.client(contacts.proposer).post(f"{contacts.page}/restrict", data=contacts.answers(**different))
    assert answer.status_code == 422 and words in answer.text
    if "why" not in different:
        assert "one of us was afraid on the phone" in answer.text
    assert "A threat is acted on at once." in answer.text


def test_answers_that_were_never_offered_are_refused(contacts: Contacts) -> None:
    client = contacts.client(contacts.proposer)
    for name in ("grounds", "incidents", "measures", "channels", "service", "rung", "instead"):
        answer = client.post(f"{contacts.page}/restrict", data=contacts.answers(**{name: "made-up"}))
        assert answer.status_code == 422, name
    closes_web = client.post(f"{contacts.page}/restrict", data=contacts.answers(channels="web"))
    assert closes_web.status_code == 422


@pytest.mark.clause("RP-23")
def test_the_words_are_looked_at_by_a_button_with_and_without_a_script(contacts: Contacts) -> None:
    client = contacts.client(contacts.proposer)
    words = contacts.answers(why=f"{WHY} You are vexatious.", check="yes")
    whole = client.post(f"{contacts.page}/restrict", data=words)
    part = client.post(f"{contacts.page}/restrict", data=words, headers={"HX-Request": "true"})
    for shown in (whole, part):
        assert shown.status_code == 200
        assert "These words blame" in shown.text and "“vexatious”" in shown.text and "Reads with ease" in shown.text
    assert "A threat is acted on at once." in whole.text
    neutral = client.post(f"{contacts.page}/restrict", data=contacts.answers(check="yes"))
    assert "We found none of the words on our list that blame." in neutral.text


@pytest.mark.clause("RP-8")
def test_each_measure_is_kept_with_what_it_needs(contacts: Contacts) -> None:
    page = contacts.proposed(
        measures=["channel", "named-person", "limits", "no-names"],
        channels=["phone", "social-media"],
        named=str(contacts.leader.id),
        days=["1", "3"],
        most="4",
    )
    kept = [
        (one.measure, one.channel, one.instead, one.staff_id, one.days, one.most) for one in contacts.now(page).limits
    ]
    assert sorted(kept, key=str) == sorted(
        [
            (Measure.CHANNEL, Channel.PHONE, Reach.EMAIL, None, "", 0),
            (Measure.CHANNEL, Channel.SOCIAL_MEDIA, Reach.EMAIL, None, "", 0),
            (Measure.NAMED_PERSON, None, None, contacts.leader.id, "", 0),
            (Measure.LIMITS, None, None, None, "1,3", 4),
            (Measure.NO_NAMES, None, None, None, "", 0),
        ],
        key=str,
    )
    shown = contacts.client(contacts.leader).get(page).text
    for words in ("Lena Leader", "Tuesday, Thursday", "At most 4 times a week."):
        assert words in shown


def test_pressed_twice_it_is_one_proposal(contacts: Contacts) -> None:
    once = contacts.answers()
    client = contacts.client(contacts.proposer)
    where = {client.post(f"{contacts.page}/restrict", data=once).headers["Location"] for _ in range(2)}
    assert len(where) == 1


@pytest.mark.clause("RP-9")
def test_a_proposal_is_written_anew_from_what_it_says(contacts: Contacts) -> None:
    page = contacts.proposed()
    shown = contacts.client(contacts.proposer).get(f"{page}/correct").text
    assert "one of us was afraid on the phone" in shown and "A threat is acted on at once." in shown
    before = contacts.now(page)
    stale = contacts.client(contacts.proposer).post(f"{page}/correct", data=contacts.answers(seen="0"))
    assert stale.status_code == 409 and "what you typed is still here" in stale.text
    again = contacts.answers(seen=str(before.version), why="On 1 March somebody cried.", once="again")
    for _ in range(2):
        assert contacts.client(contacts.proposer).post(f"{page}/correct", data=again).status_code == 303
    after = contacts.now(page)
    assert after.why == "On 1 March somebody cried." and after.version == before.version + 1
    contacts.act(contacts.leader, page, "approve", reasons="It helps.")
    late = contacts.client(contacts.proposer).get(f"{page}/correct")
    assert late.status_code == 409 and "cannot be done as things stand now" in late.text


@pytest.mark.clause("RP-11")
@pytest.mark.parametrize("what", ["nothing", "no months"])
def test_where_the_council_has_not_decided_nobody_is_restricted(
    what: str,
    settings: Settings,
    make_app: Callable[[Settings], Flask],
    contacts: Contacts,
    monkeypatch: pytest.MonkeyPatch,
    clock: SettableClock,
) -> None:
    charter = contacts.office.charter
    assert charter.engagement is not None
    engagement = None if what == "nothing" else replace(charter.engagement, review_months=0)
    monkeypatch.setattr("shared.app.load_charter", lambda *_a, **_k: replace(charter, engagement=engagement))
    client = make_app(settings).test_client()
    client.sign_in(contacts.proposer)  # type: ignore[attr-defined]
    for where in (f"{contacts.page}/restrict", "/office/restrictions", contacts.page):
        shown = client.get(where)
        assert shown.status_code == 200
        expected = (
            "has published no rules" if what == "nothing" else "After how many months at most we look at it again"
        )
        assert expected in shown.text, where
    client.post(f"{contacts.page}/restrict", data=contacts.answers())
    assert "Restriction 1" not in client.get("/office/restrictions?tab=all").text


def test_the_template_of_a_charter_says_what_is_lacking() -> None:
    engagement = load_charter("template").engagement
    assert engagement is None or engagement.live or engagement.lacking


@pytest.mark.clause("RP-8")
def test_somebody_with_an_address_can_have_phone_and_mail_closed(contacts: Contacts) -> None:
    by_post = Contacts(contacts.office, Person(name="Peter Post", email="p@customer.example", address="1 Long Lane"))
    page = by_post.proposed(channels=["phone", "email"], instead="letter")
    assert {one.channel for one in by_post.now(page).limits} == {Channel.PHONE, Channel.EMAIL}
