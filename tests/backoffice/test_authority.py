"""Who speaks for the customer, as staff settle it: with how they know, once, and never on a case that has moved on."""

import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from shared.casework import files, representing
from shared.casework.customers import Person
from shared.charter.vocabulary import Evidence, MessagesTo, OnBehalf, Scope
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.cases import Case
from shared.models.files import Purpose
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.representatives import Speaks
from tests.backoffice.desk import Desk, Office
from tests.backoffice.speaking import ANN, TODAY, YES, authority, errors, page_of, spoken_for, words
from tests.builders import TUESDAY


@pytest.fixture
def desk(office: Office) -> Desk:
    """Wilma Worker's."""
    return office.desk(office.cast.worker)


@pytest.mark.clause("FP-10", "RP-5")
def test_the_case_says_who_wants_to_speak_that_it_is_not_settled_and_by_when(office: Office, desk: Desk) -> None:
    case = spoken_for(office, organisation="Citizens Advice")
    seen = words(desk.sees(case))
    for said in (
        "Who speaks for the customer Name Ann Advocate, Citizens Advice",
        "May they speak? Not settled yet To settle by Tuesday 9 March 2027",
        "Why they speak The customer asked them",
        "Tell them nothing personal about the customer yet.",
    ):
        assert said in seen
    one, page = authority(office, case), desk.sees(case).text
    for key in (one.confirm_key, one.track_key, one.representative.list_key):
        assert key not in page, "colleagues do not hold the links of the two"


@pytest.mark.clause("FP-10")
def test_a_colleague_settles_it_and_says_how_they_know(office: Office, desk: Desk) -> None:
    case = spoken_for(office)
    answer = desk.takes(
        "authority/settle", case, **{**YES, "evidence": "upload", "scope": "everything", "ends_on": ["31", "3", "2028"]}
    )
    assert answer.status_code == 303
    one = authority(office, case)
    assert (one.evidence, one.scope, one.ends_on, one.messages_to, one.how) == (
        Evidence.UPLOAD,
        Scope.EVERYTHING,
        date(2028, 3, 31),
        MessagesTo.BOTH,
        "She said so on the phone.",
    )
    assert one.settled_by is not None and one.settled_by.name == "Wilma Worker"
    said = page_of(desk, case)
    assert "May they speak? Yes" in said and "What shows it A paper shows it, Wilma Worker" in said
    assert "Until Friday 31 March 2028" in said
    with office.records() as session:
        task = session.scalars(sa.select(Task).where(Task.what == TaskKind.AUTHORITY)).one()
        assert (task.done_by_id, task.how) == (office.cast.worker.id, "She said so on the phone.")


@pytest.mark.clause("FP-10")
def test_a_no_has_its_reason_for_colleagues_and_the_representative_reads_none(office: Office, desk: Desk) -> None:
    case = spoken_for(office)
    desk.takes("authority/refuse", case, how="She does not know her.")
    assert authority(office, case).stands(TODAY) is Speaks.REFUSED
    assert "Why not She does not know her." in page_of(desk, case)
    assert "Ann Advocate may not speak for the customer. She does not know her." in words(desk.sees(case))
    with office.records() as session:
        notice = session.scalars(sa.select(Notice).where(Notice.template == "authority_refused")).one()
        assert "does not know" not in str(notice.facts)


@pytest.mark.clause("RP-2", "FP-10")
def test_who_gets_our_messages_is_changed_and_the_end_is_written_down(office: Office, desk: Desk) -> None:
    case = spoken_for(office)
    desk.takes("authority/settle", case, **YES)
    desk.takes("authority/choose", case, messages_to="representative")
    assert authority(office, case).messages_to is MessagesTo.REPRESENTATIVE
    desk.takes("authority/end", case, how="She wants to speak for herself.")
    assert authority(office, case).stands(TODAY) is Speaks.ENDED
    seen = words(desk.sees(case))
    assert "Tell them nothing about the customer." in seen
    assert "Ann Advocate does not speak for the customer any more. She wants to speak for herself." in seen


#: step, what is different, what is said
WRONG = [
    ("settle", {"evidence": ""}, "Choose what shows it."),
    ("settle", {"evidence": "link"}, "Choose what shows it."),
    ("settle", {"how": " "}, "Say how we know, such as “She said so on the phone on Monday”."),
    ("settle", {"how": "x" * 1001}, "Use at most 1,000 characters."),
    ("settle", {"scope": "the world"}, "Choose what they may speak about."),
    ("settle", {"messages_to": "nobody"}, "Choose who gets our messages."),
    ("settle", {"ends_on": ["1", "3", "2027"]}, "Enter today or a later day, or leave it empty."),
    ("settle", {"ends_on": ["31", "2", "2028"]}, "There is no such day. Enter a real date, such as 31 3 2027."),
    ("refuse", {"how": ""}, "Say why, in your own words."),
]


@pytest.mark.parametrize(("step", "different", "said"), WRONG)
def test_what_is_missing_is_said_and_nothing_is_decided(
    office: Office, desk: Desk, step: str, different: dict[str, Any], said: str
) -> None:
    case = spoken_for(office)
    answer = desk.takes(f"authority/{step}", case, **{**YES, **different})
    assert (answer.status_code, errors(answer)) == (422, [said])
    assert authority(office, case).waiting


def test_on_a_case_that_has_moved_on_nothing_is_saved_and_what_happened_is_shown(office: Office, desk: Desk) -> None:
    case = spoken_for(office)
    desk.takes("note", case, words="I rang her.")
    answer = desk.takes("authority/settle", case, seen=case.version, **YES)
    assert answer.status_code == 409
    assert "Nothing was saved yet: something happened on this case while you had it open." in words(answer)
    assert "I rang her." in words(answer) and "She said so on the phone." in answer.text
    assert authority(office, case).waiting
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', answer.text)
    assert seen is not None
    assert desk.takes("authority/settle", case, seen=seen[1], **YES).status_code == 303


def test_pressed_twice_it_is_done_once(office: Office, desk: Desk) -> None:
    case = spoken_for(office)
    for _ in range(2):
        assert desk.takes("authority/settle", case, once="one-pressing", **YES).status_code == 303
    settled = [one for one in office.now(case.reference).happenings if one.what is Happened.AUTHORITY_SETTLED]
    assert len(settled) == 1


#: how it stands, what is then not open
SHUT = [
    (None, ("settle", "refuse", "choose", "end")),
    ("waiting", ("add", "choose", "end")),
    ("settled", ("add", "settle", "refuse")),
    ("refused", ("settle", "refuse", "choose", "end")),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("standing", "shut"), SHUT)
def test_what_cannot_be_decided_now_is_refused_with_its_reason(
    office: Office, desk: Desk, standing: str | None, shut: tuple[str, ...]
) -> None:
    case = spoken_for(office) if standing else office.case(held_by=office.cast.worker)
    if standing == "settled":
        desk.takes("authority/settle", case, **YES)
    if standing == "refused":
        desk.takes("authority/refuse", case, how="She said no.")
    for step in shut:
        for answer in (desk.opens(f"authority/{step}", case), desk.takes(f"authority/{step}", case, **{**YES, **ANN})):
            assert answer.status_code == 409, step
            assert "This is decided already." in words(answer) or "speaks for this customer already" in words(answer)


@pytest.mark.clause("FP-10")
def test_only_whoever_works_on_the_case_decides(office: Office) -> None:
    case = spoken_for(office)
    stranger, head = office.desk(office.cast.stranger), office.desk(office.cast.relations)
    assert stranger.client.get(f"/office/cases/{case.reference}/authority").status_code == 404
    assert stranger.takes("authority/settle", case, seen=1, **YES).status_code == 404
    assert head.opens("authority/settle", case).status_code == 200
    analyst = office.desk(office.cast.analyst)
    assert analyst.client.get(f"/office/cases/{case.reference}/authority").status_code == 403


@pytest.mark.clause("RP-1")
def test_for_somebody_under_18_the_way_for_schools_is_shown(office: Office, desk: Desk) -> None:
    young, grown = spoken_for(office, ground=OnBehalf.UNDER_18), spoken_for(office)
    for where in (page_of(desk, young), words(desk.sees(young))):
        assert "If it is about something at school, nursery or college, it is not for us to answer." in where
        assert "Your school, nursery or college" in where
    assert "Your school, nursery or college" not in page_of(desk, grown)


@pytest.mark.clause("FP-10")
def test_the_papers_that_were_sent_in_stand_beside_the_decision(office: Office, desk: Desk, settings: Any) -> None:
    case = spoken_for(office)
    with office.records() as session:
        files.add(
            session,
            [Checked(FileKind.PICTURE, "image/jpeg", "letter.jpg", b"a photo", False)],
            store=Store(settings.files),
            at=TUESDAY,
            case=session.get_one(Case, case.id),
            purpose=Purpose.EVIDENCE,
        )
    assert "Papers that should show it letter.jpg" in page_of(desk, case)


@pytest.mark.clause("FP-10")
def test_before_an_end_that_leaves_nobody_to_write_to_staff_are_told_so(office: Office, desk: Desk) -> None:
    case = spoken_for(office, person=Person(name="Eilidh MacLeod"), ground=OnBehalf.UNDER_18)
    desk.takes("authority/settle", case, **YES)
    assert "After this, nobody gets our messages." in words(desk.opens("authority/end", case))
    with office.records() as session:
        kept = session.get_one(Case, case.id)
        representing.end(session, kept.authorities[0], at=TUESDAY, charter=office.charter)
    assert "Tell them nothing about the customer." in words(desk.sees(case))
