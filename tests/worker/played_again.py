"""A case played again: the acts that its history tells of, done by casework itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import (
    closing,
    deciding,
    decisions,
    heard,
    intake,
    lessons,
    nameless,
    remedies,
    replies,
    resting,
    routing,
    stages,
    timeline,
)
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.workflow import Outcome
from shared.models.base import Base
from shared.models.cases import Case, Happening
from shared.models.decisions import RestFor
from shared.models.happened import Happened
from shared.models.staff import Staff


def played_again(session: Session, case: Case, charter: Charter) -> Case:
    """Another case, opened and dealt with in the same way at the same moments."""
    customer = case.customer
    person = Person()
    if customer:
        person = Person(customer.name, customer.email, customer.phone, customer.address, customer.reach, customer.needs)
        person = replace(person, language=customer.language, format=customer.format, interpreter=customer.interpreter)
    first, *later = case.happenings
    submission = intake.Submission(
        key=f"again-{case.reference}",
        kind=case.kind,
        words=case.words,
        channel=case.channel,
        service=case.service,
        wanted=case.wanted,
        person=person,
    )
    by = session.get(Staff, first.staff_id) if first.staff_id else None
    again = intake.open_case(session, submission, at=case.received_at, charter=charter, by=by)
    session.flush()
    player = _Player(session, case, again, charter)
    for before, line in zip([first, *later], later, strict=False):
        player.act(line, before)
        session.flush()
    return again


_IN_WORDS = {
    Happened.ACKNOWLEDGED: replies.acknowledge,
    Happened.ASKED: replies.ask,
    Happened.WROTE: replies.write,
}


_OF_DECISIONS = frozenset(
    {
        Happened.POINTS_CHANGED,
        Happened.DECISION_CHANGED,
        Happened.REMEDY_CHANGED,
        Happened.LESSON_CHANGED,
        Happened.APPROVAL_ASKED,
        Happened.APPROVED,
        Happened.DECIDED,
        Happened.TAKEN_UP,
        Happened.REMEDY_DONE,
    }
)


_OF_PLACES = frozenset(
    {
        Happened.ROUTED,
        Happened.ACCEPTED,
        Happened.SENT_BACK,
        Happened.GIVEN,
        Happened.RESTED,
        Happened.REST_ENDED,
    }
)


class _Player:
    """Does one act after another."""

    def __init__(self, session: Session, case: Case, again: Case, charter: Charter) -> None:
        self.session, self.again, self.charter = session, again, charter
        self.teams = {team.name: team.id for team in charter.teams.values()}
        self.service = case.service
        self.case = case
        self.ours: Iterator[str] = iter([said.words for said in case.contacts if said.ours])
        self.theirs: Iterator[str] = iter([said.words for said in case.contacts if not said.ours][1:])

    def act(self, line: Happening, before: Happening) -> None:
        """What this line of the history tells of; `before` is the line above it."""
        by = self.session.get(Staff, line.staff_id) if line.staff_id else None
        if by is None:
            self._without_staff(line, before)
            return
        how: dict[str, Any] = {"by": by, "at": line.at, "charter": self.charter}
        if line.what in _OF_DECISIONS:
            self._decide(line, how)
        elif line.what in _OF_PLACES:
            self._move(line, how)
        else:
            self._say(line, how)

    def _move(self, line: Happening, how: dict[str, Any]) -> None:
        """Where the case is, who has it, and whether it rests."""
        facts = line.facts
        match line.what:
            case Happened.ROUTED:
                team = self.teams[facts["team"]]
                routing.route(self.session, self.again, team=team, service=self.service, reason=facts["reason"], **how)
            case Happened.ACCEPTED:
                routing.accept(self.session, self.again, **how)
            case Happened.SENT_BACK:
                routing.send_back(self.session, self.again, reason=facts["reason"], **how)
            case Happened.GIVEN:
                to = self.session.scalars(sa.select(Staff).where(Staff.name == facts["owner"])).one()
                routing.give(self.session, self.again, to=to, **how)
            case Happened.RESTED:
                until = date.fromisoformat(facts["until"])
                what, why = RestFor(facts["rests_for"]), facts["reason"]
                resting.rest(self.session, self.again, what=what, reason=why, review_on=until, **how)
            case Happened.REST_ENDED:
                resting.go_on(self.session, self.again, how=facts["reason"], **how)

    def _say(self, line: Happening, how: dict[str, Any]) -> None:
        """What passes between the council and the customer."""
        facts = line.facts
        match line.what:
            case Happened.EXPLAINED:
                day = date.fromisoformat(facts["day"])
                replies.explain(self.session, self.again, day=day, reason=facts["reason"], **how)
            case Happened.NOTED:
                replies.note(self.session, self.again, words=facts["words"], **how)
            case Happened.CLOCK_RESTARTED:
                replies.carry_on(self.session, self.again, **how)
            case Happened.CLOSED:
                outcome = Outcome(facts["outcome"])
                closing.close(self.session, self.again, outcome=outcome, reason=facts["reason"], **how)
            case Happened.REPLIED:
                outcome = Outcome(facts["outcome"])
                replies.reply(self.session, self.again, words=next(self.ours), outcome=outcome, **how)
            case Happened.ACKNOWLEDGED | Happened.ASKED | Happened.WROTE:
                _IN_WORDS[line.what](self.session, self.again, words=next(self.ours), **how)
            case Happened.REACHED:
                timeline.write(self.session, self.again, line.what, at=line.at, by=how["by"], public=False, **facts)
            case _:
                raise AssertionError(f"Nobody plays {line.what}.")

    def _decide(self, line: Happening, how: dict[str, Any]) -> None:
        """What belongs to the decision of the stage that the case is in by now."""
        facts = line.facts
        made = next(one for one in self.case.decisions if one.stage == self.again.stage_number)
        match line.what:
            case Happened.POINTS_CHANGED:
                words: dict[str, Any] = {"definition": facts["definition"], "points": facts["points"]}
                decisions.define(self.session, self.again, sought=made.sought, **words, **how)
            case Happened.DECISION_CHANGED:
                found = decisions.as_found(made)
                decisions.find(self.session, self.again, **found, **how)
            case Happened.REMEDY_CHANGED:
                one = next(one for one in made.remedies if one.words == facts["words"])
                owner = self.session.get(Staff, one.owner_id)
                remedies.offer(
                    self.session, self.again, kind=one.kind, words=one.words, due_on=one.due_on, owner=owner, **how
                )
            case Happened.REMEDY_DONE:
                remedy = next(one for one in self.again.decisions[-1].remedies if one.words == facts["words"])
                remedies.done(self.session, remedy, how=facts["how"], **how)
            case Happened.LESSON_CHANGED:
                lesson = next(one for one in made.lessons if one.words == facts["words"])
                owner = self.session.get(Staff, lesson.owner_id)
                lessons.learn(self.session, self.again, words=lesson.words, due_on=lesson.due_on, owner=owner, **how)
            case Happened.APPROVAL_ASKED:
                deciding.ask_approval(self.session, self.again, **how)
            case Happened.APPROVED:
                deciding.approve(self.session, self.again, **how)
            case Happened.DECIDED:
                next(self.ours)
                deciding.issue(self.session, self.again, **how)
            case Happened.TAKEN_UP:
                day = date.fromisoformat(facts["day"]) if facts["day"] else None
                nameless.take_up(self.session, self.again, day=day, reason=facts["reason"], **how)

    def _without_staff(self, line: Happening, before: Happening) -> None:
        match line.what:
            case Happened.ADDED:
                channel, words = line.facts["channel"], next(self.theirs)
                heard.hear(self.session, self.again, words=words, channel=channel, at=line.at, charter=self.charter)
            case Happened.ESCALATED:
                words = line.facts["words"]
                stages.ask_next_stage(self.session, self.again, words=words, at=line.at, charter=self.charter)
            case Happened.WITHDRAWN:
                words = line.facts["reason"]
                closing.withdraw(self.session, self.again, at=line.at, charter=self.charter, words=words)
            case Happened.CLOCK_RESTARTED | Happened.REOPENED:
                assert before.what is Happened.ADDED, "both follow from what the customer added"
            case Happened.TOLD_LATE:
                late = [c for c in self.again.clocks if c.open and str(c.due_on) == line.facts["day"]]
                clock = next(c for c in late if c.act == line.facts["act"])
                clock.told_late_on = line.at.date()
                timeline.write(self.session, self.again, line.what, at=line.at, **line.facts)
            case Happened.NOT_DELIVERED:
                timeline.write(self.session, self.again, line.what, at=line.at, public=False, **line.facts)
            case _:
                raise AssertionError(f"Nobody plays {line.what}.")


#: Its names, and what search keeps of them, are each case's own.
_OWN = {
    "id",
    "case_id",
    "clock_id",
    "decision_id",
    "reference",
    "tracking_key",
    "submission_key",
    "customer_id",
    "norm",
}


def _values(one: Base) -> dict[str, object]:
    names = type(one).__table__.columns.keys()
    return {name: getattr(one, name) for name in names if name not in _OWN}


def told(case: Case) -> dict[str, object]:
    """All that is kept of a case except its names."""
    return {
        **_values(case),
        "searched": case.norm.split(" ", 4)[4:],
        "clocks": [{**_values(clock), "stops": [_values(stop) for stop in clock.stops]} for clock in case.clocks],
        "contacts": [_values(contact) for contact in case.contacts],
        "happenings": [_values(line) for line in case.happenings],
        "rests": [_values(one) for one in case.rests],
        "decided": [
            {
                **_values(made),
                "points": [_values(one) for one in made.points],
                "remedies": [_values(one) for one in made.remedies],
                "lessons": [_values(one) for one in made.lessons],
            }
            for made in case.decisions
        ],
    }
