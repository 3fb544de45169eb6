"""Words of ours that wait for a translation: the page of their reader says that they wait, and until which day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import fitting, replies, representing
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.notices import Task, TaskKind
from tests.builders import MORAG
from tests.clock import SettableClock
from tests.people import Cast
from tests.portal.desk import Desk, acts
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begun = Callable[..., Desk]
ARABIC = replace(MORAG, language="ar")
WAITS = "We are having this translated for you. You get it by"


@pytest.fixture
def wrote(charter: Charter, clock: SettableClock) -> Callable[..., None]:
    """Staff write in English, and have it translated first."""

    def write(db: Session, case: Case, cast: Cast) -> None:
        how = {**acts(charter, clock), "by": cast.relations, "telling": Telling(words_in="en", translate=True)}
        replies.write(db, case, words="We come on Monday.", **how)

    return write


@pytest.fixture
def translated(charter: Charter, clock: SettableClock) -> Callable[..., None]:
    """Somebody puts it into Arabic."""

    def put(db: Session, case: Case, cast: Cast) -> None:
        task = db.scalars(sa.select(Task).where(Task.what == TaskKind.TRANSLATE)).one()
        how: dict[str, Any] = {**acts(charter, clock), "by": cast.relations}
        fitting.translated(db, task, words="نأتي يوم الاثنين.", seen="ar", **how)

    return put


@pytest.mark.clause("RP-5", "CH-9")
def test_words_that_wait_for_their_translation_are_not_shown_as_if_she_had_got_them(
    visitor: Visitor, begun: Begun, wrote: Callable[..., None], translated: Callable[..., None]
) -> None:
    desk = begun(person=ARABIC)
    assert WAITS not in visitor.open(f"{desk.link}?language=en").words
    desk.do(wrote)
    said = visitor.open(desk.link).words
    assert f"{WAITS} Thursday 24 December 2026. We come on Monday." in said
    words = next(one for one in visitor.page.all("div") if "We come on Monday." in "".join(one.itertext()).strip()[:20])
    assert words.get("lang") == "en"
    desk.do(translated)
    assert WAITS not in visitor.open(desk.link).words
    assert "نأتي يوم الاثنين." in visitor.words


def test_a_translation_that_is_late_is_said_to_be_late(
    visitor: Visitor, begun: Begun, wrote: Callable[..., None], clock: SettableClock
) -> None:
    desk = begun(person=ARABIC)
    desk.do(wrote)
    clock.set(datetime(2027, 2, 1, 10, tzinfo=UTC))
    said = visitor.open(f"{desk.link}?language=en").words
    assert "We are still having this translated for you. We said Thursday 24 December 2026: we are late" in said


def test_a_reader_of_our_own_language_reads_no_word_about_translations(
    visitor: Visitor, begun: Begun, wrote: Callable[..., None], statements: list[str]
) -> None:
    desk = begun()
    desk.do(wrote)
    assert WAITS not in visitor.open(desk.link).words
    assert not [one for one in statements if "held_for" in one.partition("WHERE")[2]], "nothing can wait: not asked"


def test_asking_what_waits_is_one_question_and_only_where_something_can_wait(
    visitor: Visitor, begun: Begun, wrote: Callable[..., None], translated: Callable[..., None], statements: list[str]
) -> None:
    desk = begun(person=ARABIC)
    desk.do(wrote)
    for act, asked in ((None, 1), (translated, 0)):
        if act:
            desk.do(act)
        visitor.open(desk.link)
        statements.clear()
        visitor.open(desk.link)
        assert len([one for one in statements if "held_for" in one.partition("WHERE")[2]]) == asked
        assert len(statements) <= 10


def test_whoever_speaks_for_her_and_reads_what_we_write_is_not_told_to_wait(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], wrote: Callable[..., None]
) -> None:
    said = spoken_for(person=ARABIC)
    said.decide(representing.settle)
    said.do(wrote)
    assert WAITS not in visitor.open(f"{said.page}?language=en").words
    assert "We come on Monday." in visitor.words
