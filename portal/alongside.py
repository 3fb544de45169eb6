"""What stands on the page of a case beside its next step: appointments, what we explain by when, a worry."""

from typing import Any

from portal.together import together
from shared.casework import concerns, diary, explaining, fitting, limited
from shared.casework.explaining import Explanation
from shared.casework.steps import meanings_of
from shared.charter.vocabulary import OnBehalf, Reach, Support
from shared.charter.workflow import Outcome
from shared.models.cases import Case, Contact
from shared.models.concerns import Concern
from shared.models.meanings import Meaning
from shared.models.representatives import Representative
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.unit_of_work import db


def alongside(case: Case, reader: Representative | None = None) -> dict[str, Any]:
    """What the templates of such a page are given besides; `reader` is whoever speaks for the customer and reads it."""
    return {
        "being_translated": fitting.being_translated(db(), case, reader, charter()),
        "meanings": meanings_of(case),
        "answers": our_answer(case),
        "coming": diary.coming(db(), case, at=now()),
        "choices": lambda appointment: diary.choices(appointment, now()),
        "place_named": lambda appointment: diary.place_named(appointment.place, appointment.how, spoken_charter()),
        "worry": _worry(case),
        "why_then": _why_then,
        "no_phone": limited.told(case.customer, today(), charter()).shuts(Reach.PHONE),
        "how_in_contact": None if reader else limited.written(case, today(), charter()),
        "kept_only": limited.kept_only(case, today(), charter()),
        "read_on": limited.read_on(case, today(), charter()),
        **together(case),
    }


def our_answer(case: Case) -> list[Contact]:
    """Our answer as it was written, and in the customer's language where it was translated: shown once, at the top."""
    if case.outcome not in (Outcome.ANSWERED, Outcome.RESOLVED_AT_FIRST_CONTACT) or case.closed_at is None:
        return []
    given = [one for one in case.contacts if one.ours and one.at == case.closed_at]
    later = [one for one in case.contacts if given and one.at >= case.closed_at and _translates(one)]
    in_their_own = bool(later) and case.customer is not None and bool(case.customer.language)
    return ([] if in_their_own else given[-1:]) + later[-1:]


def _translates(contact: Contact) -> bool:
    """Is it the translation of an answer?"""
    return any(name in (contact.once_key or "") for name in ("/replied/", "/decided/"))


def _worry(case: Case) -> Concern | None:
    """Only where the whole case is the worry: on any other page it might be read by whoever somebody is afraid of."""
    if case.on_behalf is not OnBehalf.ABOUT_ANOTHER:
        return None
    return next(iter(concerns.of(db(), case)), None)


def _why_then(meaning: Meaning) -> Explanation:
    """By when we explain something, and how that day came about."""
    return explaining.of_help(Support.EXPLANATION, meaning.asked_on, meaning.explain_by, spoken_charter())
