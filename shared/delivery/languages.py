"""What the council says in each language: our texts, its own texts, dates, and which way the writing runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from shared.charter.organisation import Charter
from shared.charter.translating import in_language, texts_of

#: The language that everything is written in first; it needs no folder.
SOURCE = "en"
#: What stands after a text of the council's that nobody has translated yet, where staff see it.
NOT_TRANSLATED = " (EN)"
#: Dates of a British council: `en` alone would say "March 1, 2026", and with a comma after the weekday.
_REGIONAL = {SOURCE: "en_GB"}
_DAY = {SOURCE: "EEEE d MMMM y"}
_TIME = {SOURCE: "h:mm a"}


class LanguageRefused(ValueError):
    """A language that nobody can write dates in; its sentence says what to do."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """How dates and plurals go in a language. Raises `LanguageRefused` for one that Babel does not know."""
    try:
        return Locale.parse(_REGIONAL.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError) as why:
        raise LanguageRefused(
            f'Nothing is known about the language "{language}": how its dates go, or which way it is written. '
            'Name it, and its folder in translations, by its code in Unicode\'s list, such as "fr" for French.'
        ) from why


def language_of(locale: Locale) -> str:
    """The language of a locale, as HTML names it; the other way round than `locale_of`."""
    name = str(locale)
    return next((language for language, regional in _REGIONAL.items() if regional == name), name.replace("_", "-"))


@lru_cache(maxsize=64)
def own_name(language: str) -> str:
    """What a language is called in itself. Raises `LanguageRefused`."""
    name = locale_of(language).get_language_name() or language
    return name[0].upper() + name[1:]


def direction(language: str) -> str:
    """Which way it is written: "ltr" or "rtl". Raises `LanguageRefused`."""
    return str(locale_of(language).text_direction)


@dataclass(frozen=True)
class Speech:
    """One council in one language: `messages` are the program's texts, `charter` has the council's own put into it.

    `words` are all texts of the charter, from the English; `missing` those of them that nobody has translated. `kept`
    is room for what is worked out once for each language elsewhere.
    """

    language: str
    locale: Locale
    messages: NullTranslations
    charter: Charter
    words: Mapping[str, str]
    missing: frozenset[str]
    kept: dict[Any, Any] = field(default_factory=dict)

    def said(self, text: str) -> str:
        """A text of the charter that was kept in English, such as a team's name in a case's history.

        What is no text of the charter (a person's name, or a text that is translated already) comes back as it is.
        """
        return self.words.get(text, text)

    def day(self, day: date) -> str:
        """Tuesday 5 January 2027: a promised date always says its weekday."""
        return _day(day, _DAY.get(self.language, "full"), self.locale)

    def short_day(self, day: date) -> str:
        """Tue 5 Jan, for lists that are read down."""
        skeleton = self.locale.datetime_skeletons.get("MMMEd")
        return _day(day, skeleton.pattern if skeleton else "EEE d MMM", self.locale)

    def month(self, day: date) -> str:
        """January 2027, of any day in it."""
        skeleton = self.locale.datetime_skeletons.get("yMMMM")
        return _day(day, skeleton.pattern if skeleton else "MMMM y", self.locale)

    def listed(self, parts: Iterable[str]) -> str:
        """Ann, Bob and Calum: as the language joins them."""
        return format_list(list(parts), locale=self.locale)

    def in_a_row(self, parts: Iterable[str]) -> str:
        """Ann, Bob, Calum: facts one after another, with the comma of the language."""
        return ("، " if self.locale.text_direction == "rtl" else ", ").join(parts)

    def clock_time(self, at: datetime) -> str:
        """2:05 pm, of a moment in its own time zone."""
        said = format_time(at, _TIME.get(self.language, "short"), locale=self.locale, tzinfo=at.tzinfo)
        return said.replace("\u202f", " ").lower()


def speech(charter: Charter, language: str, *, for_staff: bool = False) -> Speech:
    """What this council says in that language, worked out once. Raises `LanguageRefused`.

    A text of the charter that nobody has translated stays English; `for_staff` marks it, so that they see it.
    """
    known: dict[tuple[str, bool], Speech] = charter.speeches
    if (language, for_staff) not in known:
        known[language, for_staff] = _worked_out(charter, language, for_staff)
    return known[language, for_staff]


def _worked_out(charter: Charter, language: str, for_staff: bool) -> Speech:
    locale = locale_of(language)
    put = charter_texts(language, charter.translations)
    texts = texts_of(charter)
    missing = frozenset(text for text in texts if text not in put and language != SOURCE)
    mark = NOT_TRANSLATED if for_staff else ""
    # Texts of charters that are no longer in force may still stand in histories: they are looked up too.
    words = {**put} | {text: text + mark if text in missing else put.get(text, text) for text in texts}
    spoken = in_language(charter, lambda text: words.get(text, text))
    return Speech(language, locale, messages(language, charter.translations), spoken, words, missing)


def file_of(folder: Path, language: str, domain: str) -> Path:
    """Where the texts of one domain ("messages" or "charters") are, in one language."""
    return folder / language.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"


def messages(language: str, folders: tuple[Path, ...]) -> NullTranslations:
    """The program's own texts in a language; what a later folder says counts more."""
    return _messages(_written(folders, language, "messages"))


def charter_texts(language: str, folders: tuple[Path, ...]) -> Mapping[str, str]:
    """The council's own texts in a language, from the English; a text that is the same in both is translated too."""
    return _charter_texts(_written(folders, language, "charters"))


def _written(folders: tuple[Path, ...], language: str, domain: str) -> tuple[tuple[Path, int], ...]:
    """The files that there are, each with the moment of its last change, so that no older reading is served."""
    files = (file_of(folder, language, domain) for folder in folders)
    return tuple((file, file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=64)
def _messages(files: tuple[tuple[Path, int], ...]) -> NullTranslations:
    """Compiled in memory: nothing has to be built first, and nothing lies about that could be stale."""
    found = NullTranslations()
    for file, _changed in files:
        compiled = BytesIO()
        write_mo(compiled, _catalogue(file))
        compiled.seek(0)
        read = Translations(compiled, domain="messages")
        found = found.merge(read) if isinstance(found, Translations) else read
    return found


@lru_cache(maxsize=64)
def _charter_texts(files: tuple[tuple[Path, int], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file, _changed in files:
        found |= {str(one.id): str(one.string) for one in _catalogue(file) if one.id and one.string and not one.fuzzy}
    return found


def _catalogue(file: Path) -> Catalog:
    with file.open("rb") as words:
        return read_po(words, ignore_obsolete=True)


@lru_cache(maxsize=8192)
def _day(day: date, pattern: str, locale: Locale) -> str:
    """One date in one language; remembered, because a page names the same few days dozens of times."""
    return format_date(day, pattern, locale=locale)
