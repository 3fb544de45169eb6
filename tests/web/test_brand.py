"""The council's own colours, and the sign of life."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from shared.charter.reading import load_charter, published
from shared.config import Settings
from tests.client import CheckingClient


@pytest.mark.parametrize("name", published())
def test_each_council_has_its_own_colours(make_app: Callable[[Settings], Flask], settings: Settings, name: str) -> None:
    client = make_app(replace(settings, organisation=name)).test_client()
    answer = client.get("/brand.css")
    brand = load_charter(name).organisation.brand
    assert answer.mimetype == "text/css"
    assert f"--brand:{brand['colour']};" in answer.text
    assert f"--brand-dark:{brand['colour_dark']};" in answer.text
    assert f"--govuk-link-colour:{brand['link']};" in answer.text
    assert f"--brand-text:{brand['text']};" in answer.text


def version_of(client: CheckingClient) -> str:
    """What the address of the colours ends in, as a page says it."""
    return client.get("/").text.split("/brand.css?v=")[1].split('"')[0]


@pytest.mark.parametrize(
    ("version", "kept", "reason"),
    [
        ("now", "public, max-age=31536000, immutable", "the address changes with the colours"),
        ("", "no-cache", "without its version nobody knows how old it is"),
        ("00000000", "no-cache", "an old page asks for colours of yesterday"),
    ],
)
def test_colours_may_be_kept_for_as_long_as_they_are_true(
    client: CheckingClient, version: str, kept: str, reason: str
) -> None:
    asked = version_of(client) if version == "now" else version
    assert client.get("/brand.css", query_string={"v": asked}).headers["Cache-Control"] == kept, reason


def test_other_colours_have_another_address(make_app: Callable[[Settings], Flask], settings: Settings) -> None:
    clients = [make_app(replace(settings, organisation=name)).test_client() for name in ("highland", "template")]
    assert len({version_of(client) for client in clients}) == 2


def test_whoever_has_the_colours_is_not_sent_them_again(client: CheckingClient) -> None:
    first = client.get("/brand.css")
    again = client.get("/brand.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_whoever_watches_the_server_is_told_that_it_is_there(client: CheckingClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")


def test_it_is_there_even_when_its_database_is_not(make_app: Callable[[Settings], Flask], settings: Settings) -> None:
    lost = replace(settings, database=f"sqlite:///{settings.data / 'nowhere' / 'cases.db'}")
    client = make_app(lost).test_client()
    assert client.get("/health").status_code == 200
    assert client.get("/brand.css").status_code == 200
