"""A council that starts today begins from a charter that works."""

import tomllib
from pathlib import Path

import pytest

from shared.charter.reading import load_charter
from shared.charter.scaffold import CannotScaffold, new_organisation


def test_a_new_council_can_open_its_doors_at_once(tmp_path: Path) -> None:
    folder = new_organisation("Barchester City Council", tmp_path)
    charter = load_charter("barchester-city-council", tmp_path)
    assert folder == tmp_path / "barchester-city-council"
    assert (charter.organisation.name, charter.organisation.prefix) == ("Barchester City Council", "BCC")
    assert charter.organisation.short_name == "Barchester"
    assert {one.publisher for one in charter.documents.values()} >= {"Barchester City Council"}


def test_nothing_of_the_template_council_is_left(tmp_path: Path) -> None:
    folder = new_organisation("Barchester City Council", tmp_path)
    for file in folder.glob("*.toml"):
        assert "anytown" not in file.read_text(encoding="utf-8").lower(), file.name


def test_each_file_says_what_to_fill_in(tmp_path: Path) -> None:
    files = sorted(new_organisation("Barchester City Council", tmp_path).glob("*.toml"))
    assert len(files) == 10
    for file in files:
        assert file.read_text(encoding="utf-8").startswith("# FILL IN: "), file.name
        tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "organisation", "prefix", "reason"),
    [
        ("Barchester", "barchester", "BA", "one word lends its first two letters"),
        ("The City of Barchester", "the-city-of-barchester", "CB", "small words lend none"),
        ("King's Barchester Council", "kings-barchester-council", "KBC", "an apostrophe is no gap"),
        ("Comhairle nan Eilean Sìar", "comhairle-nan-eilean-siar", "CNE", "letters with accents are letters"),
        (
            "North West East South Shire Council",
            "north-west-east-south-shire-council",
            "NWE",
            "three at most",
        ),
        ("Q", "q", "QX", "even one letter makes a prefix"),
    ],
)
def test_any_ordinary_name_will_do(tmp_path: Path, name: str, organisation: str, prefix: str, reason: str) -> None:
    assert new_organisation(name, tmp_path).name == organisation, reason
    found = load_charter(organisation, tmp_path).organisation
    assert (found.name, found.prefix) == (name, prefix), reason


@pytest.mark.parametrize(
    ("name", "advice", "reason"),
    [
        ('The "Best" Council', "without quotation marks", "it would spoil the files"),
        ("[Enter organisation’s name]", "brackets", "a blank is no name"),
        ("Up\\Down", "backslashes", "it would spoil the files"),
        ("", "begins with a letter", "nothing at all"),
        ("1984", "begins with a letter", "a number is no name"),
        ("../elsewhere/[", "brackets", "it may not leave its folder"),
        ("Highland", "choose another name", "that charter ships already"),
    ],
)
def test_a_name_that_will_not_do_is_refused_with_what_to_do(
    tmp_path: Path, name: str, advice: str, reason: str
) -> None:
    with pytest.raises(CannotScaffold, match=advice):
        new_organisation(name, tmp_path)
    assert not list(tmp_path.iterdir()), reason


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    assert new_organisation("a/../../Barchester", tmp_path / "charters").parent == tmp_path / "charters"


def test_what_a_council_has_written_is_never_overwritten(tmp_path: Path) -> None:
    folder = new_organisation("Barchester City Council", tmp_path)
    (folder / "places.toml").write_text("# our own", encoding="utf-8")
    with pytest.raises(CannotScaffold, match="there already"):
        new_organisation("Barchester City Council", tmp_path)
    assert (folder / "places.toml").read_text(encoding="utf-8") == "# our own"
