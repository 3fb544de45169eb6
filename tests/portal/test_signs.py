"""What makes a matter special is asked, explained before it is sent, and goes where the charter sends it."""

from datetime import date

import pytest

from shared.charter.signs import Sign
from shared.charter.vocabulary import Seal
from tests.clock import SettableClock
from tests.portal.conftest import Cases, dates_in
from tests.portal.visitor import Visitor


def _ticks(visitor: Visitor) -> list[str]:
    return [one.get("value", "") for one in visitor.page.all("input") if one.get("name") == "signs"]


@pytest.mark.parametrize(
    ("kind", "asked", "because"),
    [
        ("complaint", ["hate", "treated-worse", "about-staff", "data-protection"], "all of it can be complained about"),
        ("request", ["hate"], "the others are complaints"),
        ("comment", ["hate"], "the others are complaints"),
    ],
)
def test_only_what_can_fit_is_asked(visitor: Visitor, kind: str, asked: list[str], because: str) -> None:
    assert _ticks(visitor.tells(kind, until="signs")) == asked, because


@pytest.mark.parametrize("kind", ["compliment", "representation", "adjustment"])
def test_where_nothing_can_fit_nothing_is_asked(visitor: Visitor, kind: str) -> None:
    visitor.tells(kind, until="check")
    assert "What fits" not in visitor.words


def test_a_sign_that_nobody_asked_about_is_refused(visitor: Visitor) -> None:
    visitor.tells("request", until="signs").press(signs="legacy")
    assert (visitor.status, visitor.question) == (422, "signs")


@pytest.mark.clause("FP-16")
def test_somebody_treated_worse_reads_who_looks_into_it_before_they_send_it(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="check", signs="treated-worse", service="roads")
    assert "Customer Relations look into this, and not the service that you complained about." in visitor.words
    visitor.press()
    assert (cases.only.signs, cases.only.seal) == ([Sign.TREATED_WORSE], Seal.TREATED_WORSE)


def test_whoever_complains_about_staff_is_asked_for_a_name_where_they_tell_what_happened(visitor: Visitor) -> None:
    visitor.tells("complaint", until="signs")
    assert "Write their name in what happened, if you know it" in visitor.words
    visitor.press(signs="about-staff")
    assert visitor.question == "words", "no question more"


@pytest.mark.clause("FP-8")
def test_the_dates_before_sending_are_those_of_the_procedure_that_the_answers_lead_to(visitor: Visitor) -> None:
    visitor.tells("complaint", until="check", signs="data-protection")
    assert "Complaints about your information." in visitor.words
    # 30 days after Tuesday 2 March is Thursday 1 April; two months after it is Sunday 2 May, and nothing rolls.
    assert dates_in(visitor.words)[0] == "Thursday 1 April 2027"
    visitor.open(visitor.link("/signs?change=1")).press()
    assert "Complaints about your information." not in visitor.words
    assert dates_in(visitor.words)[0] != "Thursday 1 April 2027"


@pytest.mark.clause("FP-8")
def test_a_complaint_about_help_for_children_says_which_procedure_it_takes(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="check", service="children-and-families")
    assert "Complaints about social work." in visitor.words
    visitor.press()
    assert cases.only.procedure == "social-work"
    assert "Complaints about social work" in visitor.words, "on the page that says we have it, too"


@pytest.mark.clause("FP-5")
def test_without_a_name_a_manager_decides_by_a_day_that_is_said_before_sending(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="check", reach="none")
    assert "Complaints without a name." in visitor.words
    assert "Keep your reference and your code." in visitor.words
    assert dates_in(visitor.words) == ["Tuesday 16 March 2027"]
    visitor.press()
    assert cases.only.procedure == "anonymous"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("1", "3", "2027"), date(2027, 3, 1)),
        (("2", "3", "2027"), date(2027, 3, 2)),
        (("1", "March", "27"), date(2027, 3, 1)),
        (("", "", ""), None),
        (("28", "Feb", "2027"), date(2027, 2, 28)),
    ],
)
def test_when_it_happened_is_kept_and_may_be_left_empty(
    visitor: Visitor, cases: Cases, typed: tuple[str, str, str], kept: date | None
) -> None:
    visitor.tells("complaint", until="when").types(happened_on=typed)
    assert visitor.question == "wanted"
    while visitor.question:
        if visitor.question == "check":
            assert ("You have not said when" in visitor.words) is (kept is None)
            assert visitor.link("/when?change=1")
        visitor.answers()
    assert cases.only.happened_on == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("3", "3", "2027"), "Enter today or an earlier day."),
        (("31", "2", "2027"), "There is no such day. Enter a real date, such as 31 3 2026."),
        (("1", "", "2027"), "Enter a month as well."),
        (("", "3", ""), "Enter a day and a year as well."),
        (("3", "3", "27"), "Enter today or an earlier day."),
        (("1", "3", "127"), "There is no such day. Enter a real date, such as 31 3 2026."),
        (("1", "3", "1827"), "Check the year: enter a day in the last 100 years."),
    ],
)
def test_a_day_that_cannot_be_says_what_to_mend_and_stays_as_it_was_typed(
    visitor: Visitor, typed: tuple[str, str, str], sentence: str
) -> None:
    visitor.tells("complaint", until="when").types(happened_on=typed)
    assert (visitor.status, visitor.errors) == (422, [sentence])
    assert [one.get("value", "") for one in visitor.page.all("input") if one.get("name") == "happened_on"] == [*typed]


def test_hostile_answers_that_are_kept_for_later_come_back_as_words_or_not_at_all(visitor: Visitor) -> None:
    visitor.tells("complaint", until="signs").types(signs=("<b>", "\0", "hate"), later="yes")
    assert visitor.path.startswith("/tell-us/later")
    assert visitor.open("/tell-us/signs").status == 200
    visitor.press().press()
    visitor.types(happened_on=("<script>", "\0", "x" * 500), later="yes").open("/tell-us/when")
    assert not [one for one in visitor.page.all("script") if one.text]


def test_half_a_day_is_kept_for_later_as_it_was_typed(visitor: Visitor) -> None:
    visitor.tells("complaint", until="when").types(happened_on=("1", "", "2027"), later="yes")
    visitor.open("/tell-us/when")
    boxes = [one.get("value", "") for one in visitor.page.all("input") if one.get("name") == "happened_on"]
    assert boxes == ["1", "", "2027"]
    assert visitor.open("/tell-us/check").question == "when", "it is open until it is continued"


@pytest.mark.parametrize(
    ("words", "hint", "helped"),
    [
        ("The hospital lost my letter.", "hospital", "NHS Highland"),
        ("My son's teacher shouts.", "my son’s teacher", "Your school, nursery or college"),
        ("I got a parking ticket.", "parking ticket", "General Regulatory Chamber"),
        ("This is a freedom of information question.", "freedom of information", "Information Commissioner"),
    ],
)
def test_what_is_somebody_elses_is_said_with_who_they_are_and_can_be_told_all_the_same(
    visitor: Visitor, cases: Cases, words: str, hint: str, helped: str
) -> None:
    visitor.tells("complaint", until="elsewhere", words=words)
    assert (visitor.status, visitor.errors) == (200, [])
    assert f"You wrote “{hint}”." in visitor.words and helped in visitor.words
    while visitor.question:
        visitor.answers()
    assert cases.only.words == words


def test_other_words_with_another_hint_bring_the_page_back_and_the_same_do_not(visitor: Visitor) -> None:
    visitor.tells("complaint", until="check", words="The hospital lost my letter.")
    visitor.open(visitor.link("/words?change=1")).press(words="The hospital lost both my letters.")
    assert visitor.question == "check"
    visitor.open(visitor.link("/words?change=1")).press(words="The hospital sent me a parking ticket.")
    assert visitor.question == "elsewhere" and "parking ticket" in visitor.words
    assert visitor.press().question == "check"


def test_a_worry_about_somebody_else_is_not_held_up_by_any_of_it(visitor: Visitor, clock: SettableClock) -> None:
    visitor.open("/").open(visitor.link("whom=about-another"))
    visitor.press(words="Somebody racist shouts at my neighbour. She was in hospital.")
    assert visitor.question == "files"


@pytest.mark.clause("SC-8")
def test_whoever_worries_about_somebody_reads_before_sending_who_looks_at_it_by_when(visitor: Visitor) -> None:
    visitor.open("/").open(visitor.link("whom=about-another"))
    assert "Request" not in visitor.words.split("What worries you?")[0]
    while visitor.question != "check":
        visitor.answers()
    assert "Our safeguarding team is told at once, and looks at it by Wednesday 3 March 2027." in visitor.words
    assert "It may not say what they find or do" in visitor.words and "call 999" in visitor.words
