"""Everything that can be done to a case, by staff or customer, for tests that do any of it in any order."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import (
    agreeing,
    changing,
    clocks,
    closing,
    deciding,
    decisions,
    heard,
    nameless,
    remedies,
    replies,
    resting,
    routes,
    routing,
    stages,
    steps,
)
from shared.casework.decisions import PointWritten
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.passages import refusal
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.signs import Sign
from shared.charter.vocabulary import Act, Channel, Kind
from shared.charter.workflow import Outcome, Step, StepRefused
from shared.models.cases import Case
from shared.models.decisions import RestFor
from shared.models.staff import Staff
from tests.builders import a_member_of_staff


@dataclass(frozen=True)
class Deciders:
    """Three people of Customer Relations, who may act for any team, and the team that a case is sent to."""

    people: tuple[Staff, ...]
    team: str


def deciders(session: Session, charter: Charter) -> Deciders:
    """Enough that each stage finds somebody who had no part in the one before, and another to read the decision."""
    relations = charter.organisation.customer_relations_team
    people = tuple(a_member_of_staff(session, Role.CUSTOMER_RELATIONS, relations) for _ in range(6))
    return Deciders(people, next(iter(charter.services.values())).team)


Move = Callable[[Session, Case, Deciders, dict[str, Any]], object]


def who(case: Case, cast: Deciders, charter: Charter) -> Staff:
    """Somebody of Customer Relations who may act: whoever decided a stage leaves the next to another."""
    return next(one for one in cast.people if not steps.position(case, one, charter).decided_earlier)


def _explain(session: Session, case: Case, cast: Deciders, how: dict[str, Any]) -> None:
    charter, at = how["charter"], how["at"]
    clock = clocks.open_clock(case, Act.REPLY)
    today = clocks.today_of(charter, at)
    day = charter.calendar.add(max(clock.due_on if clock and clock.due_on else today, today), 1)
    replies.explain(session, case, day=day, reason="More to find out.", **how)


def _agree(session: Session, case: Case, cast: Deciders, how: dict[str, Any]) -> None:
    words = "It was late."
    decisions.define(session, case, definition=words, sought=case.wanted, points=[words], **how)
    agreeing.agree(session, case, how="By phone.", **how)


def _decide(session: Session, case: Case, cast: Deciders, how: dict[str, Any]) -> None:
    """Written, read by somebody else where the stage asks for it, and issued."""
    charter, at, words = how["charter"], how["at"], "It was late."
    decisions.define(session, case, definition=words, sought="", points=[words], **how)
    found = [PointWritten(words, Finding.UPHELD, "It was.")]
    said: dict[str, Any] = {"reasons": "It was.", "met": Met.FULLY, "met_how": "", "no_remedy": "", "training": False}
    decisions.find(session, case, points=found, outcome=Finding.UPHELD, **said, **how)
    day = charter.calendar.add(clocks.today_of(charter, at), 5)
    remedies.offer(session, case, kind=RemedyKind.APOLOGY, words="We are sorry.", due_on=day, owner=None, **how)
    if decisions.needs_approval(case, charter):
        deciding.ask_approval(session, case, **how)
        reader = next(one for one in reversed(cast.people) if one is not how["by"])
        deciding.approve(session, case, **{**how, "by": reader})
    deciding.issue(session, case, **how)


def _rest(session: Session, case: Case, cast: Deciders, how: dict[str, Any]) -> None:
    until = how["charter"].calendar.add(clocks.today_of(how["charter"], how["at"]), 20)
    resting.rest(session, case, what=RestFor.MEDIATION, reason="To talk it over.", review_on=until, **how)


def _take_up(session: Session, case: Case, cast: Deciders, how: dict[str, Any]) -> None:
    day = how["charter"].calendar.add(clocks.today_of(how["charter"], how["at"]), 5)
    nameless.take_up(session, case, day=day, reason="It would be serious.", **how)


def _as_customer(how: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in how.items() if name != "by"}


def _ending(case: Case) -> Outcome:
    """Without a reply: not ours, or, where it can only be taken back, taken back."""
    ways = closing.closing_ways(case)
    return Outcome.NOT_OURS if Outcome.NOT_OURS in ways else ways[0]


MOVES: Mapping[Step, Move] = {
    Step.ACKNOWLEDGE: lambda s, c, p, how: replies.acknowledge(s, c, words="We have it.", **how),
    Step.ROUTE: lambda s, c, p, how: routing.route(s, c, team=p.team, service=None, reason="Theirs.", **how),
    Step.ACCEPT: lambda s, c, p, how: routing.accept(s, c, **how),
    Step.SEND_BACK: lambda s, c, p, how: routing.send_back(s, c, reason="Not ours.", **how),
    Step.TAKE: lambda s, c, p, how: routing.take(s, c, **how),
    Step.REPLY: lambda s, c, p, how: replies.reply(s, c, words="Done.", **how),
    Step.EXPLAIN: _explain,
    Step.AGREE: _agree,
    Step.DECIDE: _decide,
    Step.TAKE_UP: _take_up,
    Step.MEET: lambda s, c, p, how: agreeing.meet(s, c, words="We met.", **how),
    Step.REPORT: lambda s, c, p, how: agreeing.report(s, c, words="This is what we think.", **how),
    Step.ASK: lambda s, c, p, how: replies.ask(s, c, words="Which?", **how),
    Step.CARRY_ON: lambda s, c, p, how: replies.carry_on(s, c, **how),
    Step.SIGN: lambda s, c, p, how: routes.set_signs(s, c, signs=[Sign.DATA_PROTECTION], reason="It is.", **how),
    Step.REST: _rest,
    Step.GO_ON: lambda s, c, p, how: resting.go_on(s, c, how="They talked.", **how),
    Step.RAISE: lambda s, c, p, how: stages.raise_stage(s, c, words="They asked.", **how),
    Step.CLOSE: lambda s, c, p, how: closing.close(s, c, outcome=_ending(c), reason="Theirs.", **how),
    Step.REOPEN: lambda s, c, p, how: closing.reopen(s, c, reason="Ours.", **how),
    Step.ADD: lambda s, c, p, how: heard.hear(s, c, words="More.", channel=Channel.WEB, **_as_customer(how)),
    Step.NEXT_STAGE: lambda s, c, p, how: stages.ask_next_stage(s, c, words="", **_as_customer(how)),
    Step.WITHDRAW: lambda s, c, p, how: closing.withdraw(s, c, **_as_customer(how)),
}


def open_moves(case: Case, cast: Deciders, charter: Charter) -> list[Step | Kind]:
    """What can be done to the case now; a kind stands for changing it into that."""
    by = who(case, cast, charter)
    found: list[Step | Kind] = []
    for step in MOVES:
        person = None if step in (Step.ADD, Step.NEXT_STAGE, Step.WITHDRAW) else by
        if refusal(step, steps.position(case, person, charter)) is None:
            found.append(step)
    if refusal(Step.CHANGE_KIND, steps.position(case, by, charter)) is None:
        found += [kind for kind in Kind if kind is not case.kind]
    return found


def make(move: Step | Kind, session: Session, case: Case, cast: Deciders, charter: Charter, at: datetime) -> None:
    """Do it, unless what it is done with is refused, such as the team that has the case already."""
    how: dict[str, Any] = {"by": who(case, cast, charter), "at": at, "charter": charter}
    with suppress(StepRefused):
        if isinstance(move, Kind):
            changing.change_kind(session, case, kind=move, reason="It is one.", **how)
        else:
            MOVES[move](session, case, cast, how)
