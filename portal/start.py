"""The start page: six ways to begin, and a way back to what was told before."""

from collections.abc import Mapping
from typing import Any

from flask import Response, url_for

from portal import journey
from portal.blueprint import blueprint
from portal.kept import mark_of, unsent
from portal.signs import rules
from shared.charter.vocabulary import Kind, OnBehalf
from shared.web.pages import sent_to, show


@blueprint.get("/")
def start() -> Response:
    """Choose in your own words."""
    begin = {kind: url_for("portal.question", name=journey.ORDER[kind][0], kind=kind) for kind in Kind}
    worried = url_for("portal.question", name="words", kind=Kind.REQUEST, whom=OnBehalf.ABOUT_ANOTHER)
    return show("portal/start.html", begin=begin, worried=worried, section="tell_us")


@blueprint.get("/tell-us")
def tell_us_start() -> Response:
    """For whoever comes by the menu: the first question, or what they began and never sent, to go on or not."""
    anew = url_for("portal.question", name="kind", new=1)
    begun = [{"url": _goes_on(key, one), "kind": one.get("kind"), "words": one.get("words")} for key, one in unsent()]
    if not begun:
        return sent_to(anew)
    return show("portal/tell_us/begun.html", begun=begun, anew=anew, section="tell_us")


def _goes_on(key: str, answers: Mapping[str, Any]) -> str:
    """The first question of a journey that is still open, or its end."""
    name = journey.first_open(answers, rules())
    mark = mark_of(key)
    return url_for("portal.question", name=name, draft=mark) if name else url_for("portal.check", draft=mark)
