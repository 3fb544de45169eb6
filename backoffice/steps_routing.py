"""The steps that say what a case is and who has it: change kind, route, accept, send back, take, give."""

from functools import partial

from flask_babel import gettext as _

from backoffice.forms.steps import GiveForm, KindForm, ReasonForm, RouteForm, StepForm
from backoffice.guard import me
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how, read_by
from backoffice.wording import kind_name
from shared.casework import accounts, changing, routing
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.triage import Destination, choose_route
from shared.charter.vocabulary import Kind, OnBehalf
from shared.charter.workflow import Step
from shared.delivery.languages import speech as speech_of
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.unit_of_work import db

#: Marks a choice that names a team and not the service it works for.
TEAM = "team:"


@step_route(Step.ROUTE)
def route(case: Case) -> Taking:
    """Offer the case to a team, with a reason that the customer reads (clause CH-3)."""
    likely = _likely(case)
    if likely is not None and likely.team == case.team:
        likely = None
    form = RouteForm(to=_as_choice(likely), reason=likely.reason if likely else "")
    form.to.choices = destinations(case, spoken_charter())
    chosen = _destination(case, form.to.data or "", charter())
    team, service = (chosen.team, chosen.service) if chosen else ("", None)
    telling = _told(form, likely.reason if likely else "", case)
    act = partial(routing.route, team=team, service=service, reason=form.reason.data or "", telling=telling)
    form.meant_for(likely, team, spoken_charter().team_name(team or None))
    said = _("It is offered to %(team)s. The customer is told.", team=spoken_charter().team_name(team or None))
    return Taking(form, act, said, more={"likely": likely})


def _told(form: RouteForm, suggested: str, case: Case) -> Telling:
    """The charter's own reason is said to each reader in their language; what somebody typed is in theirs."""
    telling = asked_how(form)
    said = all(suggested not in speech_of(charter(), language).missing for language in read_by(case))
    return telling.of_ready_words if suggested and form.reason.data == suggested and said else telling


def _likely(case: Case) -> Destination | None:
    """Where the charter sends such a case; what is told about another person goes to those who may read it."""
    if case.on_behalf is OnBehalf.ABOUT_ANOTHER:
        return Destination(charter().organisation.customer_relations_team, None, "")
    return choose_route(charter(), case.kind, case.service)


def destinations(case: Case, charter: Charter) -> list[tuple[str, str]]:
    """Every service with the team that this kind of contact about it goes to, then every team by itself."""
    services = []
    for service in sorted(charter.services.values(), key=lambda service: service.name):
        to = choose_route(charter, case.kind, service.id)
        team = to.team if to else service.team
        services.append((service.id, f"{service.name} ({charter.team_name(team)})"))
    teams = sorted(charter.teams.values(), key=lambda team: team.name)
    return [
        ("", _("Choose a service or a team")),
        *services,
        *((TEAM + team.id, _("Team: %(name)s", name=team.name)) for team in teams),
    ]


def _as_choice(likely: Destination | None) -> str:
    """How a destination is written in the list: by its service, or by its team where it has none."""
    if likely is None:
        return ""
    return likely.service or TEAM + likely.team


def _destination(case: Case, chosen: str, charter: Charter) -> Destination | None:
    team = chosen.removeprefix(TEAM)
    if chosen.startswith(TEAM) and team in charter.teams:
        return Destination(team, None, "")
    return choose_route(charter, case.kind, chosen) if chosen in charter.services else None


@step_route(Step.ACCEPT)
def accept(case: Case) -> Taking:
    """Yes, this is ours."""
    return Taking(StepForm(), routing.accept, _("Your team has it now, and you deal with it."))


@step_route(Step.SEND_BACK)
def send_back(case: Case) -> Taking:
    """No, this is not ours, and why."""
    form = ReasonForm()
    act = partial(routing.send_back, reason=form.reason.data or "")
    return Taking(form, act, _("It has gone back to triage with your reason."))


@step_route(Step.TAKE)
def take(case: Case) -> Taking:
    """I deal with this one."""
    return Taking(StepForm(), routing.take, _("You deal with it now. The customer sees your name."))


@step_route(Step.GIVE)
def give(case: Case) -> Taking:
    """A colleague deals with it from now on."""
    form = GiveForm()
    people = {one.id: one for one in accounts.able_to_deal_with(db(), case, charter())}
    form.to.choices = [(0, _("Choose a colleague")), *((one.id, one.name) for one in people.values())]
    to = people.get(form.to.data or 0, me())
    said = _("%(name)s deals with it now.", name=to.name)
    return Taking(form, partial(routing.give, to=to), said, more={"nobody": not people})


@step_route(Step.CHANGE_KIND)
def change_kind(case: Case) -> Taking:
    """It is of another kind: the promises follow (clause CH-6)."""
    form = KindForm()
    others = [kind for kind in Kind if kind is not case.kind]
    form.kind.choices = [(kind.value, kind_name(kind)) for kind in others]
    chosen = next((kind for kind in others if kind.value == form.kind.data), case.kind)
    act = partial(changing.change_kind, kind=chosen, reason=form.reason.data or "")
    follows = {kind.value: changing.promises_if(case, kind, charter=charter(), at=now()) for kind in others}
    said = _("The kind is changed, and the dates with it. The customer is told.")
    return Taking(form, act, said, more={"follows": follows})
