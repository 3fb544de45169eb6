"""A notice as it leaves: in the format of whoever it is for, and as short as the way that it goes asks for."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from shared.charter.organisation import Charter
from shared.charter.vocabulary import MADE_BY_HAND, NOT_ON_PAPER, PRINT_SIZE, Format, Reach
from shared.delivery.languages import direction, speech
from shared.delivery.manners import MANNERS
from shared.delivery.printing import STANDARD_SIZE, NotMade, Sheet, pdf_of
from shared.delivery.rendering import Letter, Owed, Worded, in_each_language, render

#: What one person is charged for as two text messages; more than that is no text message any more.
LONGEST_TEXT = 306


class Leaving(Owed, Protocol):
    """As much of a notice as its form is made of."""

    format: Format
    owed_at: datetime


def words_of(notice: Leaving, charter: Charter, base_url: str) -> Letter:
    """What this notice says to this person, without a PDF. Raises what `render` raises."""
    if notice.reach is Reach.TEXT:
        return _text_message(notice, charter, base_url)
    return render(notice, charter, base_url, form=_form(notice))


def made(notice: Leaving, charter: Charter, base_url: str) -> Letter:
    """The same, ready to leave: large print by e-mail has a PDF with it, a letter is one. For the worker alone.

    Raises what `render` raises, and `NotMade` for a letter that cannot be put on paper. An e-mail is in large print
    without its PDF too: it leaves all the same.
    """
    letter = words_of(notice, charter, base_url)
    if notice.reach is Reach.LETTER:
        return replace(letter, pdf=paper_of(notice, charter, base_url))
    if notice.reach is Reach.EMAIL and notice.format in PRINT_SIZE:
        with suppress(NotMade):
            return replace(letter, pdf=paper_of(notice, charter, base_url))
    return letter


def paper_of(notice: Leaving, charter: Charter, base_url: str) -> bytes:
    """The notice as a tagged PDF in the size that this person reads. Raises what `render` raises, and `NotMade`."""
    if notice.format in NOT_ON_PAPER:
        raise NotMade("This format is not made on paper.")
    form = notice.format if MANNERS[notice.format].html else Format.STANDARD
    letter = render(notice, charter, base_url, form=form)
    first = in_each_language(notice, charter, base_url)[0]
    council = charter.organisation
    sheet = Sheet(
        title=letter.subject,
        council=first.known["council"].name,
        colour=council.brand["colour"],
        lang=first.language,
        dir=direction(first.language),
        size=PRINT_SIZE.get(notice.format, STANDARD_SIZE),
        to=(notice.to_name, *notice.to_address.splitlines()) if notice.reach is Reach.LETTER else (),
        day=speech(charter, first.language).day(notice.owed_at.astimezone(council.time_zone).date()),
        page=_page(first),
    )
    return pdf_of(letter.html, sheet, notice.owed_at)


def _form(notice: Leaving) -> Format:
    """What is said on the telephone is written down as it is to be said."""
    spoken = notice.reach is Reach.PHONE and notice.format not in MADE_BY_HAND
    return Format.AUDIO_SCRIPT if spoken else notice.format


def _text_message(notice: Owed, charter: Charter, base_url: str) -> Letter:
    said = in_each_language(notice, charter, base_url)
    return Letter(" / ".join(one.wording.subject for one in said), "\n\n".join(map(_short, said)))


def _short(one: Worded) -> str:
    whole = one.laid_out("_layout_text_message.txt", in_short=False).strip()
    return whole if len(whole) <= LONGEST_TEXT else one.laid_out("_layout_text_message.txt", in_short=True).strip()


def _page(one: Worded) -> str:
    parts = one.environment.get_template("notices/_sheet.txt").make_module()
    return str(parts.page)  # type: ignore[attr-defined]
