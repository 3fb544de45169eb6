"""Each language: its dates, its way of writing, its letters; two at once; and a sixth that is one folder."""

import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shared.charter.organisation import Charter
from shared.charter.reading import TRANSLATIONS
from shared.charter.vocabulary import Format, Reach
from shared.delivery.languages import (
    LanguageRefused,
    charter_texts,
    direction,
    language_of,
    locale_of,
    messages,
    own_name,
    speech,
)
from shared.delivery.rendering import Letter, render
from tests.delivery.facts import FACTS, NEXT
from tests.delivery.test_rendering import ADDRESS, readable

OTHERS = ("ar", "cy", "gd", "pl")
ACTS = """received routed kind_changed acknowledged praise replied explained asked wrote added closed withdrawn
reopened late"""
ISOLATES = re.compile("[\u2066-\u2069]")


def a_letter(charter: Charter, language: str, template: str = "received", **facts: Any) -> Letter:
    """As if that notice had been owed to Morag in that language."""
    notice = SimpleNamespace(
        template=template,
        language=language,
        to_name="Morag MacLeod",
        to_address="morag@customer.example",
        reach=Reach.EMAIL,
        format=Format.STANDARD,
        representative=None,
        facts={**FACTS, "kind": "complaint", "next": NEXT, **facts},
    )
    return render(notice, charter, ADDRESS)


# language, what it is called in itself, which way it runs, a day, the same day in a list, an hour
WRITTEN = [
    ("en", "English", "ltr", "Tuesday 5 January 2027", "Tue 5 Jan", "2:05 pm"),
    ("cy", "Cymraeg", "ltr", "Dydd Mawrth, 5 Ionawr 2027", "Maw, 5 Ion", "14:05"),
    ("gd", "Gàidhlig", "ltr", "DiMàirt, 5mh dhen Fhaoilleach 2027", "DiM, 5 Faoi", "14:05"),
    ("pl", "Polski", "ltr", "wtorek, 5 stycznia 2027", "wt., 5 sty", "14:05"),
    ("ar", "العربية", "rtl", "الثلاثاء، 5 يناير 2027", "الثلاثاء، 5 يناير", "2:05 م"),
]


@pytest.mark.clause("CC-4", "CH-10")
@pytest.mark.parametrize(("language", "name", "runs", "day", "short", "hour"), WRITTEN)
def test_each_language_names_itself_and_writes_dates_in_its_own_way(
    charter: Charter, language: str, name: str, runs: str, day: str, short: str, hour: str
) -> None:
    said = speech(charter, language)
    assert (own_name(language), direction(language)) == (name, runs)
    assert (said.day(date(2027, 1, 5)), said.short_day(date(2027, 1, 5))) == (day, short)
    assert said.clock_time(datetime(2027, 1, 5, 14, 5, tzinfo=UTC)) == hour
    assert language_of(locale_of(language)) == language


@pytest.mark.parametrize("language", ["xx", "", "englisch", "../etc", "zz-ZZ"])
def test_a_language_that_nobody_knows_is_refused_in_a_sentence(charter: Charter, language: str) -> None:
    with pytest.raises(LanguageRefused, match="Name it, and its folder"):
        speech(charter, language)


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("template", ACTS.split())
def test_every_letter_is_wholly_in_the_language_of_whoever_it_is_for(
    charter: Charter, template: str, language: str
) -> None:
    letter = a_letter(charter, language, template, words="Ja.", reason="Ja.")
    said = speech(charter, language)
    assert f'<html lang="{language}" dir="{direction(language)}">' in letter.html
    english = {text for text in (*_program(language), *said.words) if len(text.split()) > 3}
    for words in (*letter.text.split("\n\n"), *re.findall(r">([^<>]+)<", letter.html)):
        assert " ".join(words.split()) not in english
    if template != "praise":
        assert said.day(date(2027, 1, 5)) in " ".join(letter.text.split())
    assert not re.search(r"%\(|\bNone\b|Undefined", letter.text)
    assert letter.subject and "\n" not in letter.subject and "HC-7Q4K-2M9P" in letter.subject


def _program(language: str) -> set[str]:
    """The texts of the program that have another wording in this language."""
    catalogue = messages(language, TRANSLATIONS)._catalog
    return {text for text, put in catalogue.items() if isinstance(text, str) and text and put != text}


@pytest.mark.parametrize("language", OTHERS)
def test_facts_that_were_kept_in_english_are_said_in_the_language_of_the_letter(
    charter: Charter, language: str
) -> None:
    said = speech(charter, language)
    assert said.said("Roads maintenance") != "Roads maintenance", "this team is translated"
    letter = a_letter(charter, language, "routed", team="Roads maintenance")
    assert said.said("Roads maintenance") in letter.subject
    assert said.said("Customer contact") in letter.text, "who acts next, too"
    assert "Roads maintenance" not in letter.text + letter.html


def test_what_a_person_wrote_is_left_as_they_wrote_it(charter: Charter) -> None:
    assert "Bardzo dobrze." in a_letter(charter, "ar", "replied", words="Bardzo dobrze.").text
    assert speech(charter, "pl").said("Iain Fraser") == "Iain Fraser"


@pytest.mark.clause("CC-4")
def test_a_telephone_number_keeps_its_order_in_arabic_and_is_never_torn(charter: Charter) -> None:
    whole = charter.organisation.phone.replace(" ", "\u00a0")
    letter = a_letter(charter, "ar")
    relay = charter.organisation.textphone.replace(" ", "\u00a0")
    assert f"\u2068{relay}\u2069" in letter.text
    assert letter.text.count(f"\u2068{whole}\u2069") == letter.text.replace(relay, "").count(whole) > 0
    assert f"\u2068{whole}\u2069" in letter.html
    english = a_letter(charter, "en")
    assert whole in english.text and not ISOLATES.search(english.text)


@pytest.mark.clause("CC-4")
def test_where_nobody_has_chosen_one_letter_says_it_in_both_languages_welsh_first(charter: Charter) -> None:
    welsh, english, both = (a_letter(charter, language) for language in ("cy", "en", "cy+en"))
    assert both.subject == f"{welsh.subject} / {english.subject}"
    assert both.text.index("Annwyl Morag MacLeod,") < both.text.index("Dear Morag MacLeod,")
    for one in (welsh, english):
        assert one.text.strip() in both.text
        assert readable(one.html) in readable(both.html)
    assert both.html.count("<html") == both.html.count("<main>") == 1
    assert re.findall(r'<div class="letter" lang="(\w+)" dir="(\w+)">', both.html) == [("cy", "ltr"), ("en", "ltr")]


def test_in_two_directions_each_part_runs_its_own_way(charter: Charter) -> None:
    html = a_letter(charter, "ar+en").html
    assert re.findall(r'lang="(\w+)" dir="(\w+)"', html) == [("ar", "rtl"), ("ar", "rtl"), ("en", "ltr")]


def test_a_text_that_nobody_has_translated_is_english_and_staff_see_that_it_is(
    charter: Charter, tmp_path: Path
) -> None:
    own = replace(charter.organisation, emergency="Ring the bell.")
    council = replace(charter, organisation=own)
    public, staff = speech(council, "pl"), speech(council, "pl", for_staff=True)
    assert public.missing == {"Ring the bell."}
    assert public.charter.organisation.emergency == "Ring the bell."
    assert staff.charter.organisation.emergency == "Ring the bell. (EN)"
    assert staff.said("Ring the bell.") == "Ring the bell. (EN)"
    assert staff.said("Roads maintenance") == public.said("Roads maintenance")
    assert speech(council, "en", for_staff=True).charter.organisation.emergency == "Ring the bell."


def test_it_is_worked_out_once(charter: Charter) -> None:
    assert speech(charter, "pl") is speech(charter, "pl")
    assert speech(charter, "pl").charter is speech(charter, "pl").charter


def test_a_council_may_say_things_in_its_own_words(charter: Charter, tmp_path: Path) -> None:
    a_folder(tmp_path, "pl", {"Request": "Prosba"}, {"Roads maintenance": "Drogowcy"})
    council = replace(charter, translations=(*TRANSLATIONS, tmp_path))
    said = speech(council, "pl")
    assert said.messages.gettext("Request") == "Prosba"
    assert said.messages.gettext("Complaint") == messages("pl", TRANSLATIONS).gettext("Complaint")
    assert said.charter.teams["roads-maintenance"].name == "Drogowcy"
    assert said.messages.ngettext("%(num)s day ago", "%(num)s days ago", 5) == "%(num)s dni temu", "with its plurals"


def test_what_was_changed_is_read_again_and_nothing_need_be_built(tmp_path: Path) -> None:
    a_folder(tmp_path, "pl", {"Request": "Jeden"}, {"Roads": "Raz"})
    assert messages("pl", (tmp_path,)).gettext("Request") == "Jeden"
    file = a_folder(tmp_path, "pl", {"Request": "Dwa"}, {"Roads": "Dwa razy"})
    later = file.stat().st_mtime + 10
    for one in file.parent.glob("*.po"):
        os.utime(one, (later, later))
    assert messages("pl", (tmp_path,)).gettext("Request") == "Dwa"
    assert charter_texts("pl", (tmp_path,)) == {"Roads": "Dwa razy"}
    assert not [one for one in tmp_path.rglob("*") if one.suffix == ".mo"], "nothing is left lying about"


def a_folder(translations: Path, language: str, texts: dict[str, str], own: dict[str, str]) -> Path:
    """A new language: one folder with two files."""
    folder = translations / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=3; '
        'plural=((n == 1) ? 0 : (n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14)) ? 1 : 2);\\n"\n'
    )
    for name, said in (("messages", texts), ("charters", own)):
        lines = "".join(f'\nmsgid "{text}"\nmsgstr "{put}"\n' for text, put in said.items())
        (folder / f"{name}.po").write_text(head + lines, encoding="utf-8")
    return folder / "messages.po"


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(
    ("language", "name", "runs", "day"),
    [("ga", "Gaeilge", "ltr", "Dé Máirt 5 Eanáir 2027"), ("ur", "اردو", "rtl", "منگل، 5 جنوری، 2027")],
)
def test_a_sixth_language_is_one_folder(
    charter: Charter, tmp_path: Path, language: str, name: str, runs: str, day: str
) -> None:
    everything = tmp_path / "translations"
    shutil.copytree(TRANSLATIONS[0], everything)
    a_folder(everything, language, {"What happens next": "Céard é seo?"}, {"The Highland Council": "Comhairle"})
    council = replace(
        charter,
        translations=(everything,),
        organisation=replace(charter.organisation, languages=("en", "gd", "pl", "ar", "cy", language)),
    )
    letter = a_letter(council, language)
    assert (own_name(language), direction(language)) == (name, runs)
    assert f'<html lang="{language}" dir="{runs}">' in letter.html
    assert "Céard é seo?" in letter.text and "Comhairle" in letter.text
    assert day in " ".join(letter.text.split())


@pytest.mark.parametrize(
    ("language", "listed", "in_a_row"),
    [
        ("en", "Ann, Bob and Calum", "Ann, Bob, Calum"),
        ("cy", "Ann, Bob, a(c) Calum", "Ann, Bob, Calum"),
        ("gd", "Ann, Bob agus Calum", "Ann, Bob, Calum"),
        ("pl", "Ann, Bob i Calum", "Ann, Bob, Calum"),
        ("ar", "Ann وBob وCalum", "Ann، Bob، Calum"),
    ],
)
@pytest.mark.clause("CC-4")
def test_several_names_are_joined_as_each_language_does_it(
    charter: Charter, language: str, listed: str, in_a_row: str
) -> None:
    spoken, names = speech(charter, language), ("Ann", "Bob", "Calum")
    assert (spoken.listed(names), spoken.in_a_row(names)) == (listed, in_a_row)
    assert (spoken.listed(()), spoken.listed(("Ann",)), spoken.in_a_row(("Ann",))) == ("", "Ann", "Ann")
