"""A professional advocate's own list: their cases, and a way to tell us something for another customer."""

from flask import Response, request, url_for

from portal import slowing
from portal.blueprint import blueprint
from portal.forms.representing import EndForm
from portal.journey import ADDRESS
from portal.kept import Kept
from portal.representing import private
from shared.casework import speakers
from shared.casework.signing import story_told
from shared.casework.unsettled import Unsettled, unsettled
from shared.charter.next_step import NextStep, next_step
from shared.charter.vocabulary import OnBehalf
from shared.models.representatives import Authority, Representative, Speaks
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/advocate/<key>"
_LARGEST_NUMBER = 2_147_483_647


@blueprint.get(_PAGE)
def advocate(key: str) -> Response:
    """Whom they speak for, the newest first, a page at a time."""
    return _list(_opened(key), EndForm())


@blueprint.get(f"{_PAGE}/tell-us")
def came_back_to_list(key: str) -> Response:
    """Nothing begins before the button: whoever comes back to this address is shown their list."""
    return sent_to(url_for("portal.advocate", key=_opened(key).list_key))


@blueprint.post(f"{_PAGE}/tell-us")
@csrf.exempt  # the form looks at its token itself
def tell_us_for_another(key: str) -> Response:
    """Begin to tell us something for another customer: who they are, they need not say again."""
    representative, form = _opened(key), EndForm()
    if not form.checked():
        return _list(representative, form, 422)
    kept = Kept.begun(_known(representative))
    return sent_to(url_for("portal.question", name="kind", draft=kept.mark))


def _known(representative: Representative) -> dict[str, str]:
    """What a journey asks of somebody who speaks for another, as far as we know it of them."""
    known = {
        "whom": OnBehalf.ASKED.value,
        "name": representative.name,
        "organisation": representative.organisation,
        "advocate": representative.list_key,
    }
    addresses = {"email": representative.email, "phone": representative.phone, "address": representative.address}
    known |= {name: address for name, address in addresses.items() if address}
    reach = representative.reach
    return {**known, "reach": reach.value} if ADDRESS.get(reach, "") in known else known


def _opened(key: str) -> Representative:
    """Whose list it is. A wrong key is counted, and tells nothing."""
    return speakers.advocate(db(), key) or slowing.wrong_key()


def _list(representative: Representative, form: EndForm, status: int = 200) -> Response:
    before = request.args.get("before", type=int)
    place = before if before is not None and 0 < before <= _LARGEST_NUMBER else None
    found, older = speakers.cases_of(db(), representative, before=place)
    page = show(
        "portal/representing/list.html",
        status=status,
        representative=representative,
        lines=[(one, one.stands(today()), _following(one)) for one in found],
        told=speakers.told_us,
        first=place is None,
        older=older,
        form=form,
        section="look_up",
    )
    return private(page)


def _following(authority: Authority) -> NextStep | Unsettled | None:
    """What happens next, as far as they may know: while they wait, whether they may; when it is over, nothing."""
    spoken = spoken_charter()
    match authority.stands(today()):
        case Speaks.IN_FORCE:
            return next_step(story_told(authority.case, spoken, today()), spoken, today())
        case Speaks.WAITING:
            return unsettled(authority, spoken, today())
    return None
