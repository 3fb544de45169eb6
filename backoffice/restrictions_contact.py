"""How we are in contact with one person: what was tried, what happened, what is limited, what we owe (RP-7, RP-20)."""

from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.restrictions import SENT, EffortForm
from backoffice.guard import NUMBER, may, me
from shared.casework import adjustments, efforts, engaging, incidents_seen, restriction_letters, restrictions_seen
from shared.casework.paging import read_number
from shared.charter.access import Right
from shared.charter.fairness import blamed
from shared.models.customers import Agreement, Customer
from shared.models.readings import Read
from shared.models.restrictions import Effort, EffortKind
from shared.web.council import charter
from shared.web.filters import in_a_row
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.read_record import opened
from shared.web.unit_of_work import db

_PAGE = f"/customers/<{NUMBER}:number>/contact"


@blueprint.get(_PAGE)
@may(Right.PROPOSE_RESTRICTIONS)
def contact(number: int) -> Response:
    """The whole picture of one person, for the few who have to do with it."""
    person = person_or_404(number)
    opened(Read.CONTACT, person.id, customer_id=person.id)
    return show("backoffice/restrictions/contact.html", **contact_of(person))


@blueprint.route(f"{_PAGE}/effort", methods=["GET", "POST"])
@may(Right.PROPOSE_RESTRICTIONS)
def add_effort(number: int) -> Response:
    """Write down a step that was offered, or a warning with its words."""
    person, form = person_or_404(number), EffortForm()
    if not form.checked() or not _neutral(form):
        form.open_at(person.version)
        return show("backoffice/restrictions/effort.html", status=422 if form.errors else 200, form=form, person=person)
    sends = form.what.data == SENT
    effort = efforts.add(
        db(),
        person,
        EffortKind.WARNING if sends else EffortKind(form.what.data),
        words=form.words.data or "",
        came_of_it=form.came_of_it.data or "",
        by=me(),
        at=now(),
        once=form.pressing,
    )
    flash(_send(effort) if sends else _("It is written down."), "success")
    return sent_to(url_for("backoffice.contact", number=person.id))


def _neutral(form: EffortForm) -> bool:
    """What is sent blames nobody (clause RP-23); the sentence beside the field says which words do."""
    engagement = charter().engagement
    found = blamed(form.words.data or "", engagement.blame) if engagement and form.what.data == SENT else ()
    if found:
        form.words.errors = [_("These words blame: %(words)s. Say what happened instead.", words=in_a_row(found))]
    return not found


def _send(effort: Effort) -> str:
    """Send the warning if it can leave by itself; what has come of it."""
    if restriction_letters.warn(db(), effort, at=now(), charter=charter()) is None:
        return str(_("It is written down. It cannot leave by itself, so give it to them yourself."))
    return str(_("It is written down, and it leaves now."))


def person_or_404(number: int) -> Customer:
    """The person of that number, if this member of staff has to do with how we are in contact with them."""
    to_change = request.method == "POST"
    return restrictions_seen.customer_seen_by(db(), number, me(), charter(), to_change=to_change) or abort(404)


def contact_of(person: Customer) -> dict[str, Any]:
    """What the page of somebody's contact shows, and the form of a proposal beside its questions."""
    before = read_number(request.args.get("before"))
    met = incidents_seen.incidents_for(db(), me(), charter(), customer=person.id, before=before)
    engagement = spoken_charter().engagement
    limited = restrictions_seen.restrictions_of(db(), person, me(), charter())
    return {
        "person": person,
        "engagement": engagement,
        "live": engagement is not None and engagement.live,
        "incidents": met.incidents,
        "older": met.before,
        "ladder": efforts.ladder_of(db(), person, met.incidents),
        "ours": efforts.our_part(db(), person, me(), charter(), today=today()),
        "agreed": [one for one in adjustments.of(db(), person) if one.status is Agreement.AGREED],
        "restrictions": limited,
        "standing": {one.id: engaging.standing(one, today()) for one in limited},
    }
