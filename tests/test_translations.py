"""Every text that somebody reads can be translated, and is: whole, with the same values in it, in every language."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
DOMAINS = ("messages", "charters")
LANGUAGES = sorted(folder.parent.name for folder in TRANSLATIONS.glob("*/LC_MESSAGES"))
EACH = [(language, domain) for language in LANGUAGES for domain in DOMAINS]
PLACE = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?[a-zA-Z][^>]*>|&\w+;")

#: A number with what it counts.
COUNTED = re.compile(
    r"%\(\w+\)s (working |calendar )?(minutes?|days?|weeks?|months?|years?|answers?|cases?|people|files)\b"
)
#: Words that many languages say in as many ways as they have meanings.
BARE = frozenset({"It", "To", "From", "For", "Set it"})

NUMBER = re.compile(r"\d+")

# language, how many forms a number has, and which form some numbers take
PLURALS = [
    ("ar", 6, {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 103: 3}, "from none to many"),
    ("cy", 5, {0: 0, 1: 1, 2: 2, 3: 3, 4: 0, 5: 0, 6: 4, 7: 0}, "one, two, three and six stand apart"),
    ("gd", 4, {1: 0, 11: 0, 2: 1, 12: 1, 3: 2, 10: 2, 13: 2, 19: 2, 20: 3, 0: 3}, "eleven goes as one does"),
    ("pl", 3, {1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 22: 1, 0: 2}, "two to four, and not twelve"),
]


def po(language: str, domain: str) -> polib.POFile:
    """The texts of one domain in one language."""
    return polib.pofile(str(TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"))


def pot(domain: str) -> polib.POFile:
    """The texts that translators are given."""
    return polib.pofile(str(TRANSLATIONS / f"{domain}.pot"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    """What tells one text from another: its words, and the context that a bare word stands in."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def forms(entry: polib.POEntry) -> list[str]:
    """What stands for one text: once, or for each kind of number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as they stand in the program and in the charters today."""
    folder = tmp_path_factory.mktemp("translations")
    done = subprocess.run(
        ["sh", str(TRANSLATIONS / "extract.sh"), str(folder)],
        env={
            "PYBABEL": str(Path(sys.executable).with_name("pybabel")),
            "PYTHON": sys.executable,
            "PATH": "/usr/bin:/bin",
        },
        check=False,
        timeout=100,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_catalogue_holds_every_text(fresh: Path, domain: str) -> None:
    now = {key(entry) for entry in polib.pofile(str(fresh / f"{domain}.pot"))}
    kept = {key(entry) for entry in pot(domain)}
    assert now == kept, "Run `sh translations/extract.sh` and keep what it writes."
    assert len(now) > 400


def test_whatever_is_counted_has_a_form_for_one_and_a_form_for_many(fresh: Path) -> None:
    texts = polib.pofile(str(fresh / "messages.pot"))
    assert not [entry.msgid for entry in texts if COUNTED.search(entry.msgid) and not entry.msgid_plural]


def test_a_bare_word_that_can_mean_two_things_says_in_which_context_it_stands(fresh: Path) -> None:
    texts = polib.pofile(str(fresh / "messages.pot"))
    assert not [entry.msgid for entry in texts if entry.msgid in BARE and not entry.msgctxt]


def test_there_are_five_languages() -> None:
    assert {"ar", "cy", "gd", "pl"} <= set(LANGUAGES), "and English, which needs no folder"


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(("language", "domain"), EACH)
def test_everything_is_said_in_every_language(language: str, domain: str) -> None:
    said = {key(entry): entry for entry in po(language, domain) if not entry.obsolete}
    wanted = [key(entry) for entry in pot(domain)]
    assert not [one for one in wanted if one not in said], "texts that are not there"
    assert not [one for one in wanted if one in said and not all(forms(said[one]))], "texts that are not translated"
    assert not [one for one in wanted if one in said and said[one].fuzzy], "texts that somebody only guessed"
    assert not said.keys() - set(wanted), "texts that nobody says any more"


@pytest.mark.parametrize(("language", "domain"), EACH)
def test_a_translation_has_the_values_and_the_markup_of_the_text_and_no_others(language: str, domain: str) -> None:
    faults = [fault for entry in po(language, domain) for fault in _faults(entry)]
    assert not faults, "\n".join(faults)


def _faults(entry: polib.POEntry) -> Iterator[str]:
    """What a translation has that its text has not, or the other way round; a form for "one" needs no number."""
    text = entry.msgid_plural or entry.msgid
    number = set(PLACE.findall(text)) if entry.msgid_plural else set()
    for form in filter(None, forms(entry)):
        lacking = Counter(PLACE.findall(text)) - Counter(PLACE.findall(form))
        added = Counter(PLACE.findall(form)) - Counter(PLACE.findall(text))
        if added or set(lacking) - number:
            yield f"{entry.msgid!r} has other values in {form!r}"
        if Counter(TAG.findall(form)) != Counter(TAG.findall(text)) or form.count("<") != text.count("<"):
            yield f"{entry.msgid!r} has other markup in {form!r}"
        if PLACE.search(text) and "%" in PLACE.sub("", form).replace("%%", ""):
            yield f"{entry.msgid!r} has a percent sign that means nothing in {form!r}"
        if (form[:1].isspace(), form[-1:].isspace()) != (text[:1].isspace(), text[-1:].isspace()):
            yield f"{entry.msgid!r} begins or ends with another space than {form!r}"


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_promise_becomes_longer_or_shorter_in_another_language(language: str) -> None:
    """Arabic has words of its own for one day and for two."""
    for entry in po(language, "charters"):
        if "working day" in entry.msgid and entry.msgstr:
            promised = {number for number in NUMBER.findall(entry.msgid) if int(number) > 2}
            assert promised == {number for number in NUMBER.findall(entry.msgstr) if int(number) > 2}, entry.msgid


@pytest.mark.parametrize(("language", "number", "table", "why"), PLURALS)
def test_numbers_go_as_they_go_in_that_language(language: str, number: int, table: dict[int, int], why: str) -> None:
    for domain in DOMAINS:
        catalogue = po(language, domain)
        count, rule = re.fullmatch(r"nplurals=(\d+); plural=(.*?);?", catalogue.metadata["Plural-Forms"]).groups()
        assert int(count) == number
        assert {n: c2py(rule)(n) for n in table} == table, why
        assert all(len(entry.msgstr_plural) == number for entry in catalogue if entry.msgid_plural)


@pytest.mark.parametrize(("language", "domain"), EACH)
def test_each_translation_says_that_a_machine_drafted_it(language: str, domain: str) -> None:
    catalogue = po(language, domain)
    assert "Drafted by machine; it awaits a reading by a professional translator." in catalogue.header
    assert catalogue.metadata["Language"] == language
    assert catalogue.metadata["Content-Type"].casefold() == "text/plain; charset=utf-8"
