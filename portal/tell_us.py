"""Telling us something: one question a page, then everything to check, then it is sent."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, abort, request, url_for

from portal import journey, safety, signs
from portal.blueprint import blueprint
from portal.forms import people, telling
from portal.forms import signs as special
from portal.forms.patient import PatientForm
from portal.kept import Kept
from portal.representing import page_after_sending
from portal.services import areas, matching
from portal.signs import rules
from portal.told import submission
from shared.casework import explaining, files, intake, procedures
from shared.casework.intake import Submission
from shared.charter.vocabulary import Kind, OnBehalf, Reach, Support, Topic
from shared.delivery.languages import own_name
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import language, spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.safe_text import tidy
from shared.web.unit_of_work import db

FORMS: Mapping[str, Callable[..., PatientForm]] = {
    "kind": telling.KindForm,
    "whom": telling.WhomForm,
    "service": telling.ServiceForm,
    "signs": special.SignsForm,
    "safety": special.SafetyForm,
    "words": telling.WordsForm,
    "because": special.BecauseForm,
    "elsewhere": special.ElsewhereForm,
    "when": special.WhenForm,
    "wanted": telling.WantedForm,
    "customer": people.CustomerForm,
    "speaker": people.SpeakerForm,
    "consent": people.ConsentForm,
    "messages": people.MessagesForm,
    "reach": people.ReachForm,
    "who": people.WhoForm,
    "needs": people.NeedsForm,
    "how": people.HowForm,
}


@blueprint.get("/tell-us/<name>")
def question(name: str) -> Response:
    """Ask one question, with the answer that was given before."""
    kept = _journey(name)
    if kept.sent:
        return show("portal/tell_us/sent_already.html", sent=kept.sent, section="tell_us")
    if not journey.asks(name, kept.answers, rules()):
        return sent_to(_address(journey.first_open(kept.answers, rules()) or "check", kept))
    return _ask(name, _form(name, kept, data=kept.shown(name)), kept)


@blueprint.post("/tell-us/<name>")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def answer(name: str) -> Response:
    """Keep one answer and go on, now or later; or show the question again with what is wrong."""
    kept = _journey(name)
    if kept.sent:
        return show("portal/tell_us/sent_already.html", sent=kept.sent, section="tell_us")
    form = _form(name, kept)
    fine = form.checked()
    if "later" in request.form and not form.too_old:
        kept.keep_unfinished(name, form.answers())
        return sent_to(url_for("portal.later", draft=kept.mark))
    if not fine:
        return _ask(name, form, kept, status=422)
    if name == "safety" and "only" in request.form:
        return safety.only_wanted_to_know(kept)
    kept.keep(form.answers(), name)
    following = None if request.args.get("change") else journey.after(name, kept.answers, rules())
    return sent_to(_address(following or "check", kept))


@blueprint.get("/tell-us/check")
def check() -> Response:
    """Everything that was said, what happens after sending, and by when."""
    kept = Kept()
    if kept.sent:
        return show("portal/tell_us/sent_already.html", sent=kept.sent, section="tell_us")
    missing = journey.first_open(kept.answers, rules())
    if missing:
        return sent_to(_address(missing, kept, change=1 if kept.answers else None))
    return _check(kept, telling.SendForm(seen=kept.seen))


@blueprint.post("/tell-us/check")
@csrf.exempt
def send() -> Response:
    """Make it a case: however often it is pressed, one."""
    kept = Kept()
    if kept.sent:
        return sent_to(kept.sent)
    if "later" in request.form:
        return sent_to(url_for("portal.later", draft=kept.mark))
    if journey.first_open(kept.answers, rules()):
        return sent_to(_address("check", kept))
    form = telling.SendForm()
    if not (form.checked() and form.still(kept.seen)):
        return _check(kept, form, status=422)
    told = submission(kept.key, kept.answers, _reads(), rules())
    case = intake.open_case(db(), told, at=now(), charter=charter())
    files.adopt(db(), kept.key, case, at=now())
    page = page_after_sending(case, kept.answers.get("advocate", "")) or url_for(
        "portal.sent", reference=case.reference, key=case.tracking_key
    )
    kept.became(page)
    safety.keep_way_out({})
    return sent_to(page)


def _reads() -> str:
    """The language that they seem to read; a council that asks everybody does not guess."""
    return "" if len(charter().organisation.write_in) > 1 else language()


def _journey(name: str) -> Kept:
    return Kept() if name in journey.NAMES else abort(404)


def _form(name: str, kept: Kept, **given: object) -> PatientForm:
    form = FORMS[name](**given)
    match form:
        case telling.ServiceForm():
            form.know(charter())
        case special.SignsForm() if kind := journey.kind_of(kept.answers):
            form.know(signs.offered(kind, kept.answers, rules()))
        case special.ElsewhereForm():
            form.know(signs.elsewhere(kept.answers, rules()))
        case special.WhenForm():
            form.know(today())
        case people.ReachForm():
            form.know(nameless=not journey.needs_a_name(kept.answers))
        case people.WhoForm():
            reach = journey.reach_of(request.form) or journey.reach_of(kept.answers) or Reach.EMAIL
            form.only(reach, charter().organisation.write_in)
        case people.SpeakerForm() if kept.answers.get("advocate"):
            del form.organisation  # it came with their own list
        case people.ConsentForm():
            form.know(journey.consents(kept.answers))
        case people.HowForm():
            form.know([(one, own_name(one)) for one in charter().organisation.languages], language())
    return form


def _address(name: str, kept: Kept, change: int | None = None) -> str:
    if name == "check":
        return url_for("portal.check", draft=kept.mark)
    return url_for("portal.question", name=name, change=change, draft=kept.mark)


def _ask(name: str, form: PatientForm, kept: Kept, status: int = 200) -> Response:
    safety.keep_way_out(kept.answers)
    return show(
        f"portal/tell_us/{name}.html",
        "portal/tell_us/_services.html" if name == "service" else None,
        status,
        form=form,
        kept=kept,
        kind=journey.kind_of(kept.answers),
        whom=journey.whom_of(kept.answers),
        back=_back(name, kept),
        here=request.full_path.rstrip("?"),
        names={one: own_name(one) for one in charter().organisation.languages},
        section="tell_us",
        **_shown_with(name, kept),
    )


def _shown_with(name: str, kept: Kept) -> dict[str, Any]:
    """What only the page of this one question needs."""
    spoken = spoken_charter()
    match name:
        case "whom":
            return {"help": spoken.help_with(Topic.ADVOCACY), "schools": spoken.help_with(Topic.EDUCATION)}
        case "service":
            typed = tidy(request.args.get("q", "")[:200], one_line=True)
            found = matching(charter(), spoken, typed, request.args.get("area", ""))
            return {"typed": typed, "found": found, "carried": _carried(), "areas": areas(charter(), spoken)}
        case "safety":
            return safety.what_helps()
        case "because":
            return {"hints": signs.hints(signs.hurt_by(kept.answers, rules()), rules(), spoken), "leaving": True}
        case "elsewhere":
            return {"hints": signs.hints(signs.elsewhere(kept.answers, rules()), rules(), spoken)}
    return {}


def _carried() -> Mapping[str, str]:
    """What a search and its links take along, so that they stay in this journey."""
    known: dict[str, list[str]] = {"kind": [*Kind], "whom": [*OnBehalf], "change": ["1"]}
    carried = {name: request.args[name] for name in known if request.args.get(name) in known[name]}
    mark = request.args.get("draft", "")
    return {**carried, "draft": mark} if mark.isalnum() else carried


def _back(name: str, kept: Kept) -> str:
    if request.args.get("change"):
        return _address("check", kept)
    before = journey.before(name, kept.answers, rules())
    if before is None or request.args.get("kind"):
        return url_for("portal.start")
    return _address(before, kept)


def _check(kept: Kept, form: telling.SendForm, status: int = 200) -> Response:
    safety.keep_way_out(kept.answers)
    asked = journey.questions(kept.answers, rules())
    told = submission(kept.key, kept.answers, _reads(), rules())
    procedure = _procedure(told)
    return show(
        "portal/tell_us/check.html",
        status=status,
        form=form,
        kept=kept,
        kind=told.kind,
        whom=told.on_behalf,
        worry_by=charter().supported_by(Support.SAFEGUARDING, today()),
        answers=kept.answers,
        told=told,
        names={one: own_name(one) for one in charter().organisation.languages},
        attached=files.of_draft(db(), kept.key),
        asked=asked,
        promised=explaining.before_sending(told.kind, today(), spoken_charter(), procedure),
        procedure=spoken_charter().procedures.get(procedure),
        routes=[rules()[one] for one in told.signs],
        back=_address(asked[-1], kept),
        speaks=journey.speaks_for_another(kept.answers),
        here=url_for("portal.send", draft=kept.mark),
        section="tell_us",
    )


def _procedure(told: Submission) -> str:
    """By which procedure it would be dealt with, if it were sent now."""
    nameless = told.person.anonymous and told.speaker is None
    return procedures.named(charter(), told.kind, told.service, told.signs, nameless=nameless)
