"""What a page says, before words are written, about how they reach whoever they are for; and what it asks for that."""

from typing import Any

from flask_babel import gettext as _

from backoffice.forms.telling import TellingFields
from shared.casework import engaging, reaching
from shared.casework.reaching import Telling
from shared.charter.reaching import AND
from shared.charter.vocabulary import Reach, Support
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.filters import language_name
from shared.web.now import today


def in_our_own_language() -> Telling:
    """Words that nobody was asked about: whoever reads another language gets them translated."""
    return Telling(words_in=charter().organisation.languages[0])


def asked_how(form: TellingFields, written_in: str = "") -> Telling:
    """What the form says about it; at first the words are in the language that they are ready in, or in our own."""
    form.offer(charter(), language_name, written_in)
    return form.telling


def read_by(case: Case) -> tuple[str, ...]:
    """The languages of whoever gets our messages first; those that the council writes in where nobody does."""
    heard = reaching.audience(case, charter(), today())
    return heard[0].needs.languages if heard else charter().organisation.write_in


def ready_in(case: Case) -> str:
    """The language, or the two, of a message that is ready for this case."""
    return AND.join(read_by(case))


def translated_first(form: object, case: Case) -> str:
    """Said once a step is taken whose words wait for a translation, so that nobody takes them for sent."""
    if not isinstance(form, TellingFields) or not form.telling.translate or form.telling.words_in == ready_in(case):
        return ""
    return str(_("Your words are translated first: %(language)s.", language=language_name(ready_in(case))))


def page_of(form: object, case: Case) -> dict[str, Any]:
    """What `components/fitting.html` is given: nobody where words simply arrive."""
    if not isinstance(form, TellingFields):
        return {}
    heard, closed = reaching.audience(case, charter(), today()), engaging.effects_of(case, today(), charter())
    form.ways = [way for way in Reach if any(way in one.ways for one in heard) and not closed.shuts(way)]
    return {
        "heard": heard,
        "demanding": reaching.demanding(case, charter(), today()),
        "translated_by": charter().supported_by(Support.TRANSLATION, today()),
        "made_by": charter().supported_by(Support.FORMAT, today()),
    }


def misfits_of(refused: StepRefused) -> list[str]:
    """In what the words would not fit, where that is why a step was refused."""
    found = refused.facts.get("misfits") if refused.why is Why.DOES_NOT_FIT else None
    return list(found) if isinstance(found, list) else []
