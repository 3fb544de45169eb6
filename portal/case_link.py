"""The two secret links to one case: the customer's own, and that of whoever speaks for them and may be told."""

from dataclasses import dataclass

from flask import Response, abort, url_for

from portal import progress, representing
from shared.models.cases import Case
from shared.models.representatives import Authority

#: The beginning of every page that both of them can open.
BOTH = "/<any(track, for):door>/<reference>/<key>"


@dataclass(frozen=True)
class CaseLink:
    """One case as whoever holds the link has it: `here` is the address of their page, which `back` returns to.

    `authority` is that of whoever speaks for the customer; None for the customer.
    """

    case: Case
    here: str
    authority: Authority | None = None

    @property
    def name(self) -> str | None:
        """The name of whoever speaks for the customer; None for the customer."""
        return self.authority.representative.name if self.authority else None


def link_to(door: str, reference: str, key: str) -> CaseLink:
    """The case behind a link. Ends the request where the link opens nothing, or nothing for them today."""
    if door == "track":
        case = progress.opened(reference, key)
        return CaseLink(case, url_for("portal.track", reference=case.reference, key=case.tracking_key))
    authority = representing.opened(reference, key)
    if not representing.may_speak(authority, key):
        abort(representing.back(authority, key))
    here = url_for("portal.speaking", reference=authority.case.reference, key=authority.track_key)
    return CaseLink(authority.case, here, authority)


def private(page: Response) -> Response:
    """Kept by nobody on the way, and found by no search."""
    return representing.private(page)
