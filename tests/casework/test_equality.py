"""Answers about equality are kept apart, and shown only where nobody can be known by them."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import equality
from shared.charter.equality import NOT_SAID, About, choices
from shared.models.base import every_table
from shared.models.equality import EqualityAnswer

TODAY = date(2027, 3, 17)
YEAR = {"since": date(2026, 4, 1), "until": date(2027, 3, 1)}


def somebody(session: Session, times: int = 1, **said: str) -> None:
    """So many people, each of whom said this."""
    for _ in range(times):
        answers = {About[name.upper()]: answer for name, answer in said.items()}
        equality.keep(session, answers, nation="scotland", today=TODAY)
    session.flush()


@pytest.mark.clause("FP-12")
def test_nothing_leads_from_an_answer_to_a_case_a_person_or_a_moment(session: Session) -> None:
    somebody(session, age="25-44")
    table = every_table().tables["equality_answers"]
    assert not table.foreign_keys
    assert not [
        one for other in every_table().tables.values() for one in other.foreign_keys if one.column.table is table
    ]
    assert [column.name for column in table.columns if isinstance(column.type, sa.DateTime)] == []
    kept = session.scalars(sa.select(EqualityAnswer)).one()
    assert kept.month == date(2027, 3, 1), "not the day"
    assert kept.religion == NOT_SAID


def test_the_order_of_the_rows_is_drawn_by_chance(session: Session) -> None:
    for age in ("under-18", "18-24", "25-44", "45-64", "65-79", "80-over") * 4:
        somebody(session, age=age)
    by_key = session.scalars(sa.select(EqualityAnswer.age).order_by(EqualityAnswer.key)).all()
    assert by_key != list(("under-18", "18-24", "25-44", "45-64", "65-79", "80-over") * 4)


def test_whoever_says_nothing_leaves_nothing_behind(session: Session) -> None:
    assert not equality.keep(session, {About.AGE: "", About.SEX: NOT_SAID}, nation="wales", today=TODAY)
    assert equality.counted(session, **YEAR).total == 0


def test_what_is_not_offered_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="no answer about age"):
        equality.keep(session, {About.AGE: "<b>old</b>"}, nation="england", today=TODAY)


@pytest.mark.clause("FP-12")
@pytest.mark.parametrize(
    ("people", "shown", "because"),
    [
        ({"female": 12, "male": 9}, {"female": 12, "male": 9}, "enough of each"),
        (
            {"female": 12, "male": 4},
            {"female": None, "male": None},
            "one small number could be worked out from the total",
        ),
        ({"female": 12, "male": 4, "other": 1}, {"female": 12, "male": None, "other": None}, "two hide each other"),
        (
            {"female": 12, "male": 7, "other": 1},
            {"female": 12, "male": None, "other": None},
            "the next smallest hides it",
        ),
        ({"other": 4}, {"other": None}, "so few are nobody's business"),
        ({"female": 5}, {"female": 5}, "five are enough"),
    ],
)
def test_small_numbers_are_never_shown(
    session: Session, people: dict[str, int], shown: dict[str, int | None], because: str
) -> None:
    for sex, times in people.items():
        somebody(session, times, sex=sex)
    assert equality.counted(session, **YEAR).shown[About.SEX] == shown, because


def test_other_months_are_not_counted(session: Session) -> None:
    somebody(session, 9, sex="female")
    earlier = {"since": date(2026, 1, 1), "until": date(2027, 2, 1)}
    found = equality.counted(session, **earlier)
    assert found.total == 0 and found.shown[About.SEX] == {}


@pytest.mark.parametrize("nation", ["scotland", "england", "wales", "northern-ireland"])
def test_every_nation_has_its_lists_and_everybody_may_stay_silent(nation: str) -> None:
    for offered in choices(nation).values():
        assert offered[-1] == NOT_SAID and len(set(offered)) == len(offered)
