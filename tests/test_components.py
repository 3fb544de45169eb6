"""The page parts: each macro gives what GOV.UK Frontend publishes for it, and the built files are ours to give away."""

import json
import re
from typing import Any

import pytest

from shared.web.assets import UnknownAsset, asset, manifest
from tests.govuk import COMPONENTS, LEFT_OUT, arguments
from tests.parts import ROOT, part, tree

FIXTURES = ROOT / "tests" / "fixtures" / "govuk"
STATIC = ROOT / "static"


def published() -> list[Any]:
    return [
        pytest.param(file.stem, fixture, id=f"{file.stem}: {fixture['name']}")
        for file in sorted(FIXTURES.glob("*.json"))
        for fixture in json.loads(file.read_text(encoding="utf-8"))["fixtures"]
    ]


@pytest.mark.parametrize(("component", "fixture"), published())
def test_a_part_is_drawn_as_it_was_published(component: str, fixture: dict[str, Any]) -> None:
    name = COMPONENTS[component][0]
    macro = getattr(part(name), name)
    given = arguments(component, fixture["options"])
    if "caller" in given:
        given["caller"] = lambda inner=given["caller"]: inner
    assert tree(macro(**given)) == tree(fixture["html"])


def test_every_part_that_we_claim_has_published_fixtures_and_the_same_version() -> None:
    files = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in FIXTURES.glob("*.json")}
    assert set(files) == set(COMPONENTS)
    assert all(file["fixtures"] for file in files.values())
    assert {file["version"] for file in files.values()} == {wanted()["govuk-frontend"]}


def test_every_published_option_that_we_leave_out_says_why() -> None:
    files = [json.loads(file.read_text(encoding="utf-8")) for file in FIXTURES.glob("*.json")]
    assert {option for file in files for option in file["left_out"].values()} <= set(LEFT_OUT)


def test_a_name_that_was_not_built_is_refused() -> None:
    with pytest.raises(UnknownAsset, match=r"publik\.css"):
        asset("publik.css")


def test_the_manifest_names_exactly_the_built_files_with_their_small_versions() -> None:
    built = {file.name for file in STATIC.iterdir() if re.search(r"\.[0-9a-f]{10}\.", file.name)}
    assert built == {f"{name}{small}" for name in manifest().values() for small in ("", ".br", ".gz")}
    assert asset("public.css") == f"/static/{manifest()['public.css']}"


def test_nothing_that_belongs_to_gov_uk_alone_is_given_away() -> None:
    given = [file for file in STATIC.rglob("*") if file.is_file() and "node_modules" not in file.parts]
    assert not [file.name for file in given if re.search(r"(woff2?|ttf|eot|otf|crown|crest)", file.name, re.IGNORECASE)]
    shown = [file for file in given if file.suffix in {".css", ".js", ".svg"} and file.parent == STATIC]
    assert shown
    for file in shown:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"GDS Transport|@font-face|crown|GOV\.UK", text, re.IGNORECASE), file.name


def test_the_built_files_are_of_the_versions_that_the_package_file_asks_for() -> None:
    sheet = (STATIC / manifest()["public.css"]).read_text(encoding="utf-8")
    assert f'--govuk-frontend-version: "{wanted()["govuk-frontend"]}"' in sheet.replace(':"', ': "')
    assert f"htmx-{wanted()['htmx.org']}." in manifest()["htmx.js"]
    assert wanted()["htmx.org"] in (STATIC / manifest()["htmx.js"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "most"), [(["public.css"], 12_000), (["public-rtl.css"], 12_000), (["site.js"], 3_000)]
)
def test_the_first_visit_stays_small(names: list[str], most: int) -> None:
    assert sum((STATIC / f"{manifest()[name]}.br").stat().st_size for name in names) <= most


def test_the_licences_of_what_we_give_away_go_with_it() -> None:
    assert {file.stem for file in (STATIC / "LICENCES").iterdir()} == {"govuk-frontend", "htmx"}


def wanted() -> dict[str, str]:
    """The versions that maintainers build from."""
    asked: dict[str, str] = json.loads((STATIC / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    return asked
