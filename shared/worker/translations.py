"""`bywhen translations`: how much of everything is said in each language, and which words no dictionary knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from shared.charter.organisation import Charter
from shared.charter.reading import TRANSLATIONS
from shared.charter.translating import texts_of
from shared.delivery.languages import SOURCE, LanguageRefused, charter_texts, file_of, own_name
from shared.worker.installation import charter_of, settings_of
from shared.worker.spelling import Spelling, spelling

#: Where each list is cut off unless all of it is asked for.
SHOWN = 5


@click.command()
@click.option("--list", "in_full", is_flag=True, help="Name everything that is missing, and every unknown word.")
def translations(in_full: bool) -> None:
    """Say what is translated into each language, and what is not. Ends with 1 when something is missing.

    The texts of the program are counted, and those of this installation's charter.
    """
    charter = charter_of(settings_of(None))
    lacking = [language for language in _written(charter) if not _report(charter, language, in_full)]
    if lacking:
        raise click.ClickException(f"Not everything is translated yet: {', '.join(lacking)}.")


def _written(charter: Charter) -> Sequence[str]:
    """Every language with a folder, whether or not this council offers it."""
    files = (file for folder in charter.translations for file in folder.glob("*/LC_MESSAGES/*.po"))
    return sorted({file.parent.parent.name.replace("_", "-") for file in files} - {SOURCE})


def _report(charter: Charter, language: str, in_full: bool) -> bool:
    """Say how one language stands; is everything translated?"""
    try:
        name = own_name(language)
    except LanguageRefused as why:
        click.echo(f"{language}: {why}")
        return False
    wanted = _wanted()
    missing, said = _program(charter, language, wanted)
    theirs, put = texts_of(charter), charter_texts(language, charter.translations)
    lacking = [text for text in theirs if text not in put]
    click.echo(f"{name} ({language})")
    click.echo(f"  the program: {len(wanted) - len(missing)} of {len(wanted)} texts")
    _name(missing, in_full)
    click.echo(f"  the charter of {charter.organisation.name}: {len(theirs) - len(lacking)} of {len(theirs)} texts")
    _name(lacking, in_full)
    said += [put[text] for text in theirs if text in put]
    english = [*theirs, *(form for message in wanted for form in _forms(message.id))]
    _spelled(spelling(language, said, english), in_full)
    return not missing and not lacking


def _wanted() -> list[Message]:
    """Every text of the program that is to be translated, in English."""
    listed = _read(next(folder / "messages.pot" for folder in TRANSLATIONS if folder.is_dir()))
    return [message for message in listed if message.id]


def _program(charter: Charter, language: str, wanted: Sequence[Message]) -> tuple[list[str], list[str]]:
    """Which texts of the program are not translated, and what is said of the others."""
    files = [file_of(folder, language, "messages") for folder in charter.translations]
    catalogues = [_read(file) for file in files if file.is_file()]
    missing, said = [], []
    for message in wanted:
        found = [put for one in catalogues if (put := one.get(message.id, message.context)) and not put.fuzzy]
        whole = [forms for put in found if all(forms := _forms(put.string))]
        said += whole[-1] if whole else []
        if not whole:
            missing.append(_forms(message.id)[0])
    return missing, said


def _forms(text: Any) -> list[str]:
    """One text, or all its forms for different numbers."""
    return [text] if isinstance(text, str) else list(text)


def _read(file: Path) -> Catalog:
    with file.open("rb") as words:
        return read_po(words, ignore_obsolete=True)


def _name(lines: Sequence[str], in_full: bool) -> None:
    for line in lines if in_full else lines[:SHOWN]:
        click.echo(f"    missing: {' '.join(line.split())}")
    if len(lines) > SHOWN and not in_full:
        click.echo(f"    and {len(lines) - SHOWN} more: see them with --list")


def _spelled(found: Spelling, in_full: bool) -> None:
    if not found.by:
        click.echo("  spelling: not looked at, since hunspell or aspell with a dictionary of this language is not here")
        return
    click.echo(f"  spelling: {found.by} does not know {len(found.unknown)} words")
    if found.unknown and in_full:
        click.echo(f"    {', '.join(found.unknown)}")
