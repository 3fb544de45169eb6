"""The start page: six ways to begin, and a way back to what was told before."""

from flask import Response, url_for

from portal import journey
from portal.blueprint import blueprint
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
    """For whoever comes by the menu: the first question."""
    return sent_to(url_for("portal.question", name="kind"))
