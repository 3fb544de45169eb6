"""The special routes: what signs do to a case, when it is opened and when staff set them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, notices, procedures, timeline
from shared.casework.changing import change_procedure
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.signs import Sign, SignRule, Suggestion, sealed_by, suggested
from shared.charter.vocabulary import OnBehalf, Seal
from shared.charter.workflow import Stage, Step
from shared.delivery.languages import speech
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff


def hints(case: Case, charter: Charter) -> tuple[Suggestion, ...]:
    """The signs that the customer's words hint at and nobody has set or put aside, with the words that do."""
    put_aside = {
        Sign(one)
        for line in case.happenings
        if line.what is Happened.SIGN_TAKEN_AWAY
        for one in line.facts.get("signs", ())
    }
    said = [contact.words for contact in case.contacts if not contact.ours]
    return suggested(_in_every_language(charter), [case.words, *said], set_already={*case.signs, *put_aside})


def _in_every_language(charter: Charter) -> dict[Sign, SignRule]:
    """The rules with the words of every language that this council offers: people write to us in all of them."""
    spoken = [speech(charter, language).charter.signs for language in charter.organisation.languages]
    words = {sign: [word for signs in (charter.signs, *spoken) for word in signs[sign].words] for sign in charter.signs}
    return {sign: replace(rule, words=tuple(dict.fromkeys(words[sign]))) for sign, rule in charter.signs.items()}


def by_signs(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """A new case goes by itself where one of its signs sends it, and the person reads why."""
    if case.on_behalf is OnBehalf.ABOUT_ANOTHER:
        return
    rule = _sends(case, charter)
    if rule is not None:
        _offer(session, case, rule, at=at, by=None, charter=charter)


def set_signs(
    session: Session,
    case: Case,
    *,
    signs: Sequence[Sign],
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Say what makes this case special, all of it at once: procedure, first destination and seal follow.

    Taking a sign away takes back what it closed off, but never sends a case on: a person decides that. `reason` is for
    colleagues; the customer reads what the charter says of the sign. Raises `StepRefused`.
    """
    require(Step.SIGN, case, by=by, charter=charter)
    require_words(Step.SIGN, reason)
    new = _chosen(case, signs, charter)
    added, removed = [one for one in new if one not in case.signs], [one for one in case.signs if one not in new]
    if not added and not removed:
        return
    case.signs = new
    if case.seal is not Seal.CONCERN:
        case.seal = sealed_by(charter.signs, new)
    if added:
        timeline.write(session, case, Happened.SIGN_SET, at=at, by=by, once=once, public=False, **_told(added, reason))
    if removed:
        once = None if added else once
        facts = _told(removed, reason)
        timeline.write(session, case, Happened.SIGN_TAKEN_AWAY, at=at, by=by, once=once, public=False, **facts)
    nameless = procedures.is_nameless(case)
    procedure = procedures.named(charter, case.kind, case.service, new, nameless=nameless)
    if procedure:
        read = next((charter.signs[one].plain for one in added if charter.signs[one].procedure == procedure), "")
        change_procedure(session, case, procedure, reason=read, by=by, at=at, charter=charter)
    rule = _sends(case, charter)
    if added and rule is not None and rule.sign in added and _team_of(rule, case, charter) != case.team:
        _offer(session, case, rule, at=at, by=by, charter=charter)
        notices.owe(session, case, "routed", at=at, charter=charter, reason=rule.plain)


def _chosen(case: Case, signs: Sequence[Sign], charter: Charter) -> list[Sign]:
    """That a case is an appeal follows from what it is against: nobody says so, or takes it back."""
    chosen = {*signs} - {Sign.RESTRICTION} | {*case.signs} & {Sign.RESTRICTION}
    return [one for one in charter.signs if one in chosen]


def put_aside(
    session: Session, case: Case, *, sign: Sign, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """The words hint at a sign, but it is none: it is not offered again, and the history says who decided so."""
    require(Step.SIGN, case, by=by, charter=charter)
    timeline.write(session, case, Happened.SIGN_TAKEN_AWAY, at=at, by=by, once=once, public=False, **_told([sign], ""))


def _told(signs: Sequence[Sign], reason: str) -> dict[str, object]:
    return {"signs": [one.value for one in signs], "reason": reason}


def _sends(case: Case, charter: Charter) -> SignRule | None:
    """The sign that says where the case goes whatever its service; the one that seals it counts first."""
    rules = [charter.signs[one] for one in charter.signs if one in case.signs and charter.signs[one].to]
    return next((rule for rule in rules if rule.seal is not Seal.NONE), rules[0] if rules else None)


def _team_of(rule: SignRule, case: Case, charter: Charter) -> str | None:
    if rule.to in charter.teams:
        return rule.to
    if rule.to == "customer-relations":
        return charter.organisation.customer_relations_team
    service = charter.services.get(case.service or "")
    if service is None:
        return None
    return service.policy_owner if rule.to == "policy-owner" else service.team


def _offer(session: Session, case: Case, rule: SignRule, *, at: datetime, by: Staff | None, charter: Charter) -> None:
    team = _team_of(rule, case, charter)
    if team is None:
        return
    before = case.team
    case.team, case.owner, case.accepted_at, case.waiting_until = team, None, None, None
    case.stage = Stage.OFFERED
    clocks.set_next_on(case, charter=charter, today=clocks.today_of(charter, at))
    names: dict[str, Any] = {"team": charter.team_name(team), "before": charter.team_name(before)}
    timeline.write(session, case, Happened.ROUTED, at=at, by=by, reason=rule.plain, **names)
