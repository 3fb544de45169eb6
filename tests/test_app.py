"""The front door: which council, which sites, which hosts, which files."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.reading import PUBLISHED, CharterError, load_charter, published
from shared.config import Settings
from shared.web.assets import UnknownAsset, asset, manifest
from tests.client import CheckingClient

Make = Callable[[Settings], Flask]


def visitor(app: Flask) -> FlaskClient:
    """Somebody whose answers are looked at as they travel."""
    app.test_client_class = FlaskClient
    return app.test_client()


@pytest.mark.parametrize("name", published())
def test_each_council_opens_its_door_under_its_own_name(make_app: Make, settings: Settings, name: str) -> None:
    client = make_app(replace(settings, organisation=name)).test_client()
    organisation = load_charter(name).organisation
    for address in ("/", "/tell-us/kind", "/promises", "/contact", "/office/sign-in"):
        assert organisation.name in client.get(address, headers={"Accept-Language": "en"}).text, address
    with client.get(f"/static/{organisation.logo}") as logo:
        assert logo.status_code == 200


# which sites, which addresses are there, which are not, reason
SITES = [
    (("portal", "backoffice"), ["/", "/look-up", "/office/sign-in"], ["/sign-in"], "both in one process"),
    (("portal",), ["/", "/look-up"], ["/office", "/office/", "/office/sign-in"], "the public one alone"),
    (("backoffice",), ["/office/sign-in"], ["/", "/look-up", "/tell-us"], "the office alone"),
]


@pytest.mark.parametrize(("parts", "there", "missing", "reason"), SITES)
def test_a_process_serves_the_sites_that_it_was_told_to(
    make_app: Make, settings: Settings, parts: tuple[str, ...], there: list[str], missing: list[str], reason: str
) -> None:
    client = make_app(replace(settings, parts=parts)).test_client()
    assert {address: client.get(address).status_code for address in there} == dict.fromkeys(there, 200), reason
    assert {address: client.get(address).status_code for address in missing} == dict.fromkeys(missing, 404), reason


def test_the_public_site_alone_knows_no_address_of_the_office(make_app: Make, settings: Settings) -> None:
    app = make_app(replace(settings, parts=("portal",)))
    assert not [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("backoffice")]
    assert not [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/office")]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("promises.toml", "days = 10", 'days = "ten"', "a whole number"),
        ("organisation.toml", 'prefix = "HC"', 'prefix = "hc1"', "capital letters"),
        ("routes.toml", 'kind = "complaint"', 'kind = "complant"', 'write "complaint"'),
    ],
)
def test_a_council_with_a_spoiled_charter_does_not_open(
    make_app: Make, settings: Settings, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    spoiled = Path(shutil.copytree(PUBLISHED / "highland", tmp_path / "charters" / "spoiled"))
    text = (spoiled / file).read_text(encoding="utf-8")
    assert old in text
    (spoiled / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CharterError, match=said):
        make_app(replace(settings, organisation="spoiled", charters=spoiled.parent))


def test_a_council_that_nobody_knows_does_not_open(make_app: Make, settings: Settings) -> None:
    with pytest.raises(CharterError, match="use one of"):
        make_app(replace(settings, organisation="atlantis"))


@pytest.mark.parametrize(
    ("hosts", "host", "status", "reason"),
    [
        (("council.example",), "council.example", 200, "our own name"),
        (("council.example",), "evil.example", 400, "another name, to poison a link"),
        (("council.example",), "council.example.evil.example", 400, "a name that begins like ours"),
        (("council.example", "www.council.example"), "www.council.example", 200, "a second name of ours"),
        (("council.example",), "council.example:8443", 200, "on another port"),
        ((), "anything.example", 200, "nobody said which"),
    ],
)
def test_only_our_own_names_are_answered(
    make_app: Make, settings: Settings, hosts: tuple[str, ...], host: str, status: int, reason: str
) -> None:
    client = visitor(make_app(replace(settings, hosts=hosts)))
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == status, reason
    if status == 400:
        assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    ("proxies", "believed", "reason"),
    [(0, False, "nobody stands in front: whoever says so invents it"), (1, True, "our own proxy says so")],
)
def test_only_proxies_that_we_know_of_are_believed(
    make_app: Make, settings: Settings, proxies: int, believed: bool, reason: str
) -> None:
    app = make_app(replace(settings, proxies=proxies))

    @app.get("/where-from")
    def where_from() -> str:
        from flask import request

        return f"{request.remote_addr} {request.scheme}"

    answer = visitor(app).get("/where-from", headers={"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
    assert (answer.text == "192.0.2.7 https") is believed, reason


def test_every_file_of_a_page_may_be_kept_for_ever_and_travels_packed(app: Flask) -> None:
    client = visitor(app)
    for name in manifest():
        with client.get(asset(name), headers={"Accept-Encoding": "br"}) as packed, client.get(asset(name)) as plain:
            assert (packed.status_code, plain.status_code) == (200, 200), name
            assert "immutable" in packed.headers["Cache-Control"], name
            assert packed.headers["Content-Encoding"] == "br", name
            assert "Content-Encoding" not in plain.headers, name
            assert brotli.decompress(packed.data) == plain.data, name


def test_a_logo_is_asked_for_again_after_an_hour(app: Flask, settings: Settings) -> None:
    logo = load_charter(settings.organisation).organisation.logo
    with visitor(app).get(f"/static/{logo}") as answer:
        assert answer.headers["Cache-Control"] == "max-age=3600, public"
        assert answer.mimetype == "image/svg+xml"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/static/manifest.json", "the list of what there is"),
        ("/static/package.json", "what the files are built with"),
        ("/static/source/public.scss", "what they are built from"),
        ("/static/build.sh", "how"),
        ("/static/LICENCES/htmx.txt", "what is for readers of the code"),
        ("/static/logos/template.svg", "another council's sign"),
        ("/static/", "the folder itself"),
        ("/static/../shared/config.py", "what lies beside it"),
        ("/static/..%2f..%2fetc/passwd", "what lies far above it"),
        ("/static/%2e%2e/pyproject.toml", "by another spelling"),
        ("/static/public.css", "a name without its hash"),
        ("/templates/base.html", "another folder"),
    ],
)
def test_nothing_is_handed_out_but_what_belongs_to_a_page(client: CheckingClient, address: str, reason: str) -> None:
    assert client.get(address).status_code == 404, reason


def test_a_misspelt_file_is_noticed_at_once() -> None:
    with pytest.raises(UnknownAsset, match=r"public\.css"):
        asset("pubic.css")
    assert asset("public.css").startswith("/static/public.")
