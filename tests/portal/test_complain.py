"""Unhappy with how we deal with something: a complaint of its own, while what it is about goes on."""

from collections.abc import Callable

import pytest

from shared.casework import representing
from shared.casework.customers import Person
from shared.charter.vocabulary import Kind, Reach, Scope, Seal
from shared.models.cases import Case
from tests.builders import MORAG, a_case
from tests.portal.conftest import Cases, dates_in
from tests.portal.desk import Desk
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begun = Callable[..., Desk]
#: Somebody whom no e-mail address or number would find again.
BY_POST = Person(name="Iain Post", address="4 Shore Street", reach=Reach.LETTER)


@pytest.mark.clause("FP-9")
@pytest.mark.parametrize("person", [MORAG, BY_POST])
def test_a_request_becomes_a_complaint_of_its_own_and_goes_on(
    visitor: Visitor, begun: Begun, cases: Cases, person: Person
) -> None:
    link = begun(person=person).link
    before = dates_in(visitor.open(link).words)
    assert "We wrote this down as: Request." in visitor.words
    visitor.open(visitor.link("/complain"))
    assert visitor.heading == "Make a complaint about it"
    # 21 22 23 24 29 December: the day of receipt is day 1.
    assert dates_in(visitor.words) == ["Tuesday 29 December 2026", "Tuesday 29 December 2026"]
    visitor.press(words="Nobody came, twice.", wanted="Come.")
    request, complaint = cases.all
    assert (complaint.kind, complaint.words, complaint.wanted) == (Kind.COMPLAINT, "Nobody came, twice.", "Come.")
    assert complaint.customer_id == request.customer_id
    assert visitor.path == f"/track/{complaint.reference}/{complaint.tracking_key}/sent"
    assert "What you complain about goes on as before, with its own dates." in visitor.words
    visitor.open(visitor.path.removesuffix("/sent"))
    assert f"This complaint is about how we dealt with: {request.reference}" in visitor.words
    visitor.open(visitor.link(request.reference))
    assert f"There is a complaint about how we deal with this: {complaint.reference}" in visitor.words
    assert dates_in(visitor.words)[: len(before)] == before


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.COMPLAINT])
def test_every_other_kind_can_be_complained_about_and_says_what_it_was_written_down_as(
    visitor: Visitor, begun: Begun, cases: Cases, kind: Kind
) -> None:
    visitor.open(begun(kind).link)
    assert "We wrote this down as:" in visitor.words
    visitor.open(visitor.link("/complain")).press(words="I meant a complaint.")
    assert [one.kind for one in cases.all] == [kind, Kind.COMPLAINT]


def test_a_complaint_cannot_be_complained_about_it_has_stages(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    link = begun(Kind.COMPLAINT).link
    assert "/complain" not in visitor.client.get(link).text
    assert visitor.open(f"{link}/complain").path == link
    assert visitor.client.post(f"{link}/complain", data={"words": "x"}).status_code == 303
    assert len(cases.all) == 1


def test_pressed_twice_it_is_one_complaint(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    still_open = visitor.open(f"{begun().link}/complain").page
    visitor.press(words="Nobody came.").press(as_it_was=still_open, words="Nobody came.")
    assert visitor.path.endswith("/sent")
    assert len(cases.all) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write what you are not happy with"),
        ("\0 \u202e", "Write what you are not happy with"),
        ("a" * 200_000, "Write no more than 20,000 letters. You can add more afterwards"),
    ],
)
def test_nothing_or_too_much_is_no_complaint(
    visitor: Visitor, begun: Begun, cases: Cases, words: str, sentence: str
) -> None:
    visitor.open(f"{begun().link}/complain").press(words=words, wanted="Come.")
    assert (visitor.status, visitor.errors, visitor.value("wanted")) == (422, [sentence], "Come.")
    assert len(cases.all) == 1


def test_a_page_that_was_open_too_long_keeps_everything(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    visitor.open(f"{begun().link}/complain").client.delete_cookie("bywhen")
    visitor.press(words="Nobody came.", wanted="Come.")
    assert (visitor.status, visitor.value("words"), visitor.value("wanted")) == (422, "Nobody came.", "Come.")
    visitor.press(words="Nobody came.", wanted="Come.")
    assert len(cases.all) == 2


@pytest.mark.clause("FP-5")
def test_somebody_without_a_name_reads_that_a_manager_decides_and_where(
    visitor: Visitor, begun: Begun, cases: Cases
) -> None:
    visitor.open(f"{begun(person=Person()).link}/complain")
    assert "We do not know who you are, so we cannot write to you." in visitor.words
    assert "We know who you are" not in visitor.words
    visitor.press(words="Nobody came.")
    assert cases.all[1].procedure == "anonymous"
    assert "Keep your reference and your code" in visitor.words


def test_nobody_reads_on_a_request_of_a_complaint_that_is_sealed(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    desk = begun()
    visitor.open(f"{desk.link}/complain").press(words="They said it because of my faith.")

    complaint = cases.all[1].id
    desk.do(lambda db, case, cast: setattr(db.get_one(Case, complaint), "seal", Seal.HATE))
    told = visitor.client.get(desk.link).text
    assert cases.all[1].tracking_key not in told
    assert cases.all[1].reference not in told


def test_nobody_is_led_to_the_case_of_somebody_else(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    desk = begun()
    visitor.open(f"{desk.link}/complain").press(words="Nobody came.")

    complaint = cases.all[1].id
    desk.do(lambda db, case, cast: setattr(db.get_one(Case, complaint), "customer", None))
    assert cases.all[1].tracking_key not in visitor.client.get(desk.link).text


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(
    ("scope", "waits"),
    [(Scope.EVERYTHING, False), (Scope.THIS_CASE, True)],
)
def test_whoever_speaks_for_a_customer_complains_as_far_as_they_may(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], cases: Cases, scope: Scope, waits: bool
) -> None:
    case = spoken_for(kind=Kind.REQUEST)
    case.decide(representing.settle, scope=scope)
    visitor.open(case.page)
    visitor.open(visitor.link("/complain")).press(words="Nobody came to her.")
    complaint = cases.all[1]
    assert visitor.path.startswith(f"/for/{complaint.reference}/")
    with case.records() as session:
        kept = session.get_one(Case, complaint.id)
        (authority,) = kept.authorities
        assert authority.representative is session.get_one(Case, case.number).authorities[0].representative
        assert kept.customer_id == session.get_one(Case, case.number).customer_id
        assert authority.waiting is waits
        assert kept.contacts[0].by_name == "Ann Advocate"


def test_what_the_same_customer_has_besides_is_not_told(
    visitor: Visitor, begun: Begun, cases: Cases, charter: object
) -> None:
    desk = begun()
    desk.do(lambda db, case, cast: a_case(db, charter, words="Something else"))  # type: ignore[arg-type]
    assert cases.all[1].tracking_key not in visitor.client.get(desk.link).text


@pytest.mark.clause("FP-10")
def test_whoever_speaks_in_one_case_is_not_told_of_the_customers_own_complaint(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], cases: Cases
) -> None:
    case = spoken_for(kind=Kind.REQUEST)
    case.decide(representing.settle)
    visitor.open(f"{case.track}/complain").press(words="They do not listen to me.")
    assert cases.all[1].reference in visitor.open(case.track).words
    assert cases.all[1].reference not in visitor.open(case.page).words
