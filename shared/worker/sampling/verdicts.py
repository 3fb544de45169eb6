"""What a sampled complaint comes to: points with findings and reasons, remedies and lessons, in plain sentences."""

from dataclasses import dataclass
from datetime import date
from random import Random

from shared.charter.organisation import Charter
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.models.decisions import Decision, Lesson, Point, Remedy, RemedyState
from shared.models.staff import Staff
from shared.worker.sampling.words import Stories

_OFTEN = {Finding.UPHELD: 38, Finding.PARTLY_UPHELD: 22, Finding.NOT_UPHELD: 40}
_MET = {Finding.UPHELD: Met.FULLY, Finding.PARTLY_UPHELD: Met.PARTLY, Finding.NOT_UPHELD: Met.NOT}
#: So many working days a remedy or a lesson may take.
_SOON, _LATER = 15, 60


@dataclass(frozen=True)
class Verdict:
    """One decision as it is about to be written."""

    finding: Finding
    reasons: str
    remedy: tuple[RemedyKind, str, date] | None
    lesson: tuple[str, date] | None


def drawn(stories: Stories, rng: Random, charter: Charter, today: date, owner: Staff) -> Verdict:
    """What this complaint comes to, by chance: what is upheld is put right, and now and then something is learned."""
    finding = rng.choices(list(_OFTEN), list(_OFTEN.values()))[0]
    reasons = stories.our(finding.value, owner=owner.name)
    if finding is Finding.NOT_UPHELD:
        return Verdict(finding, reasons, None, None)
    kind = rng.choice([RemedyKind.APOLOGY, RemedyKind.ACTION, RemedyKind.HELP, RemedyKind.RECORD])
    remedy = kind, stories.our(f"remedy-{kind.value}"), charter.calendar.add(today, rng.randrange(1, _SOON))
    learned = rng.random() < 0.3
    lesson = (stories.our("lesson"), charter.calendar.add(today, rng.randrange(10, _LATER))) if learned else None
    return Verdict(finding, reasons, remedy, lesson)


def fill(decision: Decision, verdict: Verdict, *, subject: str, team: str, owner: Staff, service: str | None) -> None:
    """See `decisions.define`, `decisions.find`, `remedies.offer`, `lessons.learn`."""
    decision.definition = subject
    decision.points = [Point(number=1, words=subject, finding=verdict.finding, reasons=verdict.reasons)]
    decision.outcome, decision.reasons = verdict.finding, verdict.reasons
    if decision.sought:
        decision.met, decision.met_how = _MET[verdict.finding], verdict.reasons
    decision.training = None if verdict.finding is Finding.NOT_UPHELD else verdict.lesson is not None
    if verdict.remedy is not None:
        kind, words, day = verdict.remedy
        decision.remedies = [_remedy(kind, words, day, team=team, owner=owner)]
    if verdict.lesson is not None:
        words, day = verdict.lesson
        lesson = Lesson(words=words, service=service, owner_id=owner.id, team=team, due_on=day, evidence="")
        decision.lessons = [lesson]


def _remedy(kind: RemedyKind, words: str, day: date, *, team: str, owner: Staff) -> Remedy:
    return Remedy(
        kind=kind, words=words, due_on=day, owner_id=owner.id, team=team, state=RemedyState.AGREED, how="", instead=""
    )
