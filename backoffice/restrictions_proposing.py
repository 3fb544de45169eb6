"""A restriction is proposed: measures, grounds, evidence, fairness and the words for the customer (RP-7 to RP-9)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Response, flash, get_template_attribute, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.decisions_taking import plainness
from backoffice.forms.measures import MeasuresForm, Offered
from backoffice.forms.restrictions import ProposalForm
from backoffice.guard import NUMBER, may, me
from backoffice.restrictions import PAGE, live_besides, restriction_or_404
from backoffice.restrictions_contact import contact_of, person_or_404
from backoffice.restrictions_refused import answered, refused_words
from shared.casework import efforts, naming, restrictions
from shared.casework.restrictions import Proposal
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot, blamed
from shared.charter.measures import Engagement, Rung
from shared.charter.spans import months_after
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.restrictions import Restriction, State
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show, wants_part
from shared.web.unit_of_work import db

_FORM = "backoffice/restrictions/propose.html"
#: So many incidents are offered as evidence; the newest.
_MOST = 100


@blueprint.route(f"/customers/<{NUMBER}:number>/contact/restrict", methods=["GET", "POST"])
@may(Right.PROPOSE_RESTRICTIONS)
def propose_restriction(number: int) -> Response:
    """Write a proposal, look at its words, or put it before somebody who may decide it."""
    person = person_or_404(number)

    def act(form: ProposalForm, proposal: Proposal) -> Response:
        made = restrictions.propose(db(), proposal, by=me(), at=now(), charter=charter(), once=form.pressing)
        db().flush()
        flash(_("It waits for somebody who may decide it. Nothing has changed for the customer."), "success")
        return sent_to(url_for("backoffice.restriction", number=made.id))

    return _written(person, None, act)


@blueprint.route(f"{PAGE}/correct", methods=["GET", "POST"])
@may(Right.PROPOSE_RESTRICTIONS)
def correct_restriction(number: int) -> Response:
    """Write a proposal anew, while nobody has decided it."""
    found = restriction_or_404(number)
    if found.state is not State.PROPOSED:
        return answered(found, WhyNot.NOT_NOW)

    def act(form: ProposalForm, proposal: Proposal) -> Response:
        if not restrictions.entered_already(db(), form.pressing):
            restrictions.require_fresh(found, form.seen_version)
        restrictions.correct(db(), found, proposal, by=me(), at=now(), charter=charter(), once=form.pressing)
        flash(_("The proposal is written anew."), "success")
        return sent_to(url_for("backoffice.restriction", number=found.id))

    return _written(found.customer, found, act)


def _written(
    person: Customer, found: Restriction | None, act: Callable[[ProposalForm, Proposal], Response]
) -> Response:
    engagement = spoken_charter().engagement
    if engagement is None or not engagement.live:
        return show("backoffice/restrictions/not_live.html", person=person, engagement=engagement)
    form = ProposalForm()
    offered = offered_for(person, engagement)
    _offer(form, person, offered, found)
    if not form.filled_in:
        _begin(form, found, engagement, offered)
    if wants_part():
        return show("backoffice/restrictions/_check.html", **checked(form.why.data or ""))
    if request.method == "GET" or "check" in request.form:
        return _page(form, person, found, **(checked(form.why.data or "") if "check" in request.form else {}))
    if not form.checked():
        return _page(form, person, found, 422)
    try:
        return act(form, proposal_of(form, person, found))
    except NotAllowed as refused:
        return _refused(form, person, found, refused)
    except restrictions.StaleRestriction:
        return _page(form, person, found, 409, stale=True)


def _refused(form: ProposalForm, person: Customer, found: Restriction | None, refused: NotAllowed) -> Response:
    """What is refused for one answer stands beside it; everything else above the form."""
    beside = {
        WhyNot.NO_EVIDENCE: form.incidents,
        WhyNot.NO_MEASURE: form.measures,
        WhyNot.MATTER_OPEN: form.measures,
        WhyNot.NAMED_HARMED: form.measures,
        WhyNot.SAY_WHY_SKIPPED: form.skipped,
        WhyNot.SAY_HOW_LATE: form.overdue,
        WhyNot.NOT_HERE: form.measures,
        WhyNot.NO_WAY_LEFT: form.measures,
        WhyNot.INTAKE_NEVER_CLOSES: form.channels,
        WhyNot.LADDER: form.skipped,
        WhyNot.TOO_LONG: form.ends_on,
        WhyNot.DAY_IN_THE_PAST: form.ends_on,
        WhyNot.REVIEW_MISSING: form.review_on,
        WhyNot.REVIEW_TOO_LATE: form.review_on,
        WhyNot.REVIEW_AFTER_END: form.review_on,
    }.get(refused.why)
    if beside is None:
        return _page(form, person, found, 409, refused=refused)
    beside.errors = [refused_words(refused)]
    return _page(form, person, found, 422)


def checked(words: str) -> dict[str, Any]:
    """How plain the words for the customer are, and which of them blame."""
    engagement = charter().engagement
    blame = engagement.blame if engagement else {}
    found = [(one, blame[one]) for one in blamed(words, blame)]
    return {"checked": True, "plain": plainness([words]), "blamed": found}


def _page(form: ProposalForm, person: Customer, found: Restriction | None, status: int = 200, **more: Any) -> Response:
    form.open_at(found.version if found else person.version)
    more = {"others": live_besides(person, found), **more}
    context = {**contact_of(person), "form": form, "restriction": found, "evidence": _evidence(person, found)}
    return show(_FORM, status=status, **{**context, **more})


def offered_for(person: Customer, engagement: Engagement) -> Offered:
    """Whom and what the measures may name: colleagues who work cases, who speaks for them, their cases that I see."""
    return Offered(
        engagement=engagement,
        colleagues=naming.colleagues_for(db(), person, me(), charter()),
        speakers=naming.speakers_of(db(), person, today()),
        cases=efforts.cases_of(db(), person, me(), charter()),
    )


def offer_measures(form: MeasuresForm, offered: Offered) -> None:
    """Fill the lists of the measures, with the days of the week as the reader calls them."""
    called = get_template_attribute("components/weekdays.html", "weekday_name")
    form.offer(offered, [str(called(number)).strip() for number in range(7)])


def _offer(form: ProposalForm, person: Customer, offered: Offered, found: Restriction | None) -> None:
    offer_measures(form, offered)
    engagement = offered.engagement
    named = {one.id: one.name for one in spoken_charter().services.values()}
    rungs = {rung: engagement.rungs.get(rung, rung.value) for rung in (Rung.RESTRICTION, Rung.ZERO_TOLERANCE)}
    form.put({one.id: one.name for one in engagement.categories.values()}, named, rungs)
    form.incidents.choices = [(str(one.id), str(one.id)) for one in _evidence(person, found)]


def _evidence(person: Customer, found: Restriction | None) -> Sequence[Incident]:
    """Their incidents that I may see, and those that it rests on already."""
    seen = efforts.evidence_of(db(), person, me(), charter(), most=_MOST)
    before = found.incidents if found else []
    return [*seen, *(one for one in before if one not in seen)]


def _begin(form: ProposalForm, found: Restriction | None, engagement: Engagement, offered: Offered) -> None:
    """A proposal begins with half the longest time until a review; one that is corrected, with what it says."""
    if found is None:
        form.rung.data = Rung.RESTRICTION.value
        form.ends_on.data = months_after(today(), min(engagement.review_months, engagement.longest_months))
        form.review_on.data = months_after(today(), max(engagement.review_months // 2, 1))
        newest = next((one.service for one in offered.cases if one.service), None)
        form.service.data = newest or ""
        return
    form.open_with(found.limits)
    form.grounds.data, form.incidents.data = list(found.categories), [str(one.id) for one in found.incidents]
    form.service.data, form.rung.data = found.service or "", found.rung.value
    form.skipped.data, form.why.data, form.no_review.data = found.skipped, found.why, found.no_review
    form.ends_on.data, form.review_on.data = found.ends_on, found.review_on
    for question, answer in found.fairness.items():
        getattr(form, question.replace("-", "_")).data = answer


def proposal_of(form: ProposalForm, person: Customer, found: Restriction | None) -> Proposal:
    """The answers as one value; whether milder steps were tried is read from the records, never from the form."""
    chosen = set(form.incidents.data or ())
    return Proposal(
        customer=person,
        grounds=tuple(form.grounds.data or ()),
        measures=form.written(),
        incidents=tuple(one for one in _evidence(person, found) if str(one.id) in chosen),
        why=form.why.data or "",
        ends_on=form.ends_on.data or date.min,
        review_on=form.review_on.data,
        fairness=form.answers(),
        service=form.service.data or None,
        rung=Rung(form.rung.data),
        skipped=form.skipped.data or "",
        tried=efforts.ladder_of(db(), person).complete,
        no_review=form.no_review.data or "",
    )
