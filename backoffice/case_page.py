"""Everything that the page of one case shows, whichever step is open on it."""

from typing import Any

from flask import request, url_for

from backoffice.beside import beside
from backoffice.guard import me
from backoffice.toolbar import in_groups, main_step
from backoffice.where_it_is import where_it_is
from backoffice.who import panel_of
from shared.casework import clocks, explaining, files, finding, presence, procedures, timeline
from shared.casework.explaining import Explanation
from shared.casework.steps import steps_for
from shared.charter.clock import Standing, standing
from shared.charter.next_step import next_step
from shared.charter.workflow import Step
from shared.models.cases import Case, Clock
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import wants_part
from shared.web.unit_of_work import db, small_write

PAGE = "backoffice/cases/case.html"


def looked_at(case: Case) -> None:
    """Colleagues see that this person has the case open."""
    with small_write() as session:
        presence.look(session, case, by=me(), at=now())


def page_of(case: Case) -> dict[str, Any]:
    """What the templates of the case page are given."""
    spoken = spoken_charter()
    story = clocks.story(case, spoken)
    following = next_step(story, spoken, today())
    steps = steps_for(case, me(), charter())
    # Somebody whom nobody knows was told that we can ask them nothing; nor is there anybody to agree with.
    needless = {Step.AGREE, Step.ASK} if procedures.is_nameless(case) else set()
    ways = [step for step, why in steps.items() if why is None and step not in needless]
    first = main_step(case, ways)
    return {
        "case": case,
        "story": story,
        "next": following,
        "explanation": explaining.explained(case, following, spoken),
        "answer": explaining.answer_explained(case, spoken),
        "clocks": [(clock, _standing(clock), _explained(case, clock)) for clock in case.clocks],
        "steps": steps,
        "main_step": first,
        "step_groups": in_groups(ways, first),
        "others": presence.others(db(), case, by=me(), at=now()),
        "files": files.of_case(db(), case),
        "other_cases": finding.other_cases(db(), case, me(), charter()),
        **panel_of(case),
        **beside(case),
        **where_it_is(case),
        **_news(case),
        "step_url": lambda step: step_url(step, case),
    }


def _standing(clock: Clock) -> Standing:
    return standing(due=clock.due_on, kept=clock.kept_on, today=today(), dropped=clock.dropped_on is not None)


def _explained(case: Case, clock: Clock) -> Explanation | None:
    """How its date came about; None while it stands still, when nobody can know the date."""
    return explaining.of_clock(case, clock, spoken_charter()) if clock.due_on else None


def step_url(step: Step, case: Case) -> str:
    """Where a step on a case is taken."""
    return url_for(f"backoffice.{step.name.lower()}", reference=case.reference)


def _news(case: Case) -> dict[str, Any]:
    """What happened since the page was opened: a part goes on asking from there, a whole page begins anew."""
    seen = request.args.get("seen", case.version, type=int)
    return {"news": timeline.since(case, seen), "seen": seen if wants_part() else case.version}
