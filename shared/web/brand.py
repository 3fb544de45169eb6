"""The council's own colours, as a small stylesheet that every page loads."""

import hashlib

from flask import Blueprint, Response, make_response, redirect, request

from shared.web.assets import asset
from shared.web.council import charter

blueprint = Blueprint("council", __name__)


def stylesheet() -> str:
    """The brand of the charter as CSS custom properties, contrast already checked."""
    brand = charter().organisation.brand
    names = {
        "--brand": brand["colour"],
        "--brand-dark": brand["colour_dark"],
        "--brand-text": brand["text"],
        "--govuk-brand-colour": brand["colour"],
        "--govuk-link-colour": brand["link"],
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in names.items()) + "}"


def brand_version() -> str:
    """What the stylesheet's address ends in, so that it may be kept for a year."""
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:8]


@blueprint.get("/brand.css")
def brand() -> Response:
    """The stylesheet itself."""
    response = make_response(stylesheet())
    response.mimetype = "text/css"
    kept = request.args.get("v") == brand_version()
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
    response.set_etag(brand_version())
    return make_response(response.make_conditional(request))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """For search engines: pages of cases and of staff are nothing for them."""
    lines = "User-agent: *\nAllow: /\nDisallow: /track\nDisallow: /office\n"
    return make_response(lines, 200, {"Content-Type": "text/plain"})


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """For browsers that look for the mark where it used to be."""
    return make_response(redirect(asset("mark.svg"), 302))


@blueprint.get("/health")
def health() -> Response:
    """Are you there? For whoever watches the server; it asks nothing of the database."""
    return make_response("ok\n", 200, {"Content-Type": "text/plain"})
