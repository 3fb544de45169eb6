"""Why an act about a restriction is refused, in the words of its page."""

from typing import Any

from flask import Response, get_template_attribute

from backoffice.restrictions import page_of
from shared.charter.fairness import NotAllowed, WhyNot
from shared.models.restrictions import Restriction
from shared.web.pages import show


def refused_words(refused: NotAllowed) -> str:
    """The sentence that says why it is refused."""
    words = get_template_attribute("components/not_allowed.html", "not_allowed")
    return str(words(refused.why, refused.facts)).strip()


def answered(found: Restriction, why: WhyNot, **more: Any) -> Response:
    """The page of the restriction, with why something cannot be done with it now."""
    said = refused_words(NotAllowed(why))
    return show("backoffice/restrictions/restriction.html", status=409, **{**page_of(found), "said": said, **more})
