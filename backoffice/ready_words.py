"""The message that is ready when somebody acknowledges: in the person's language, to be changed at will."""

from collections.abc import Sequence

from flask import render_template
from flask_babel import force_locale

from shared.casework import clocks
from shared.casework.signing import story_told
from shared.delivery.languages import locale_of
from shared.delivery.languages import speech as speech_of
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.now import today


def acknowledgement(case: Case, languages: Sequence[str]) -> str:
    """Who deals with it as the customer may read it, what happens next, and by when, for a case of this kind.

    In two languages where nobody has asked the person yet and the council writes in both.
    """
    return "\n\n".join(_in(language, case) for language in languages)


def _in(language: str, case: Case) -> str:
    due = clocks.reply_due_if_acknowledged(case, on=today(), charter=charter())
    with force_locale(str(locale_of(language))):
        words = render_template(
            f"backoffice/cases/ready/{case.kind.value}.txt",
            case=case,
            team=speech_of(charter(), language).charter.team_name(case.team),
            owner=story_told(case, charter(), today()).owner,
            reply_by=due if due and due >= today() else None,
        )
    return words.strip()
