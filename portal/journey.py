"""Which questions each kind asks, in which order, and how the answers become one submission."""

from collections.abc import Mapping
from typing import Any

from shared.casework.customers import Person
from shared.casework.intake import Submission
from shared.charter.vocabulary import Kind, Reach

Answers = Mapping[str, Any]

#: Only what the kind needs. Who we write to is asked last: first people say what they came to say.
ORDER: Mapping[Kind, tuple[str, ...]] = {
    Kind.REQUEST: ("service", "words", "reach", "who", "needs"),
    Kind.COMPLAINT: ("service", "words", "wanted", "reach", "who", "needs"),
    Kind.COMPLIMENT: ("service", "words", "reach", "who"),
    Kind.COMMENT: ("service", "words", "reach", "who", "needs"),
    Kind.REPRESENTATION: ("service", "words", "reach", "who", "needs"),
    Kind.ADJUSTMENT: ("words", "reach", "who"),
}
NAMES = ("kind", "service", "words", "wanted", "reach", "who", "needs")
#: Which answer holds the address for each way to write back.
ADDRESS = {Reach.EMAIL: "email", Reach.PHONE: "phone", Reach.LETTER: "address"}
NOT_SURE = "not-sure"


def kind_of(answers: Answers) -> Kind | None:
    """The kind chosen so far."""
    chosen = answers.get("kind")
    return Kind(chosen) if chosen in list(Kind) else None


def reach_of(answers: Answers) -> Reach | None:
    """How we may write back, as far as it was chosen."""
    chosen = answers.get("reach")
    return Reach(chosen) if chosen in list(Reach) else None


def questions(answers: Answers) -> tuple[str, ...]:
    """The questions of this journey in order; without a name there is nobody to ask more about."""
    kind = kind_of(answers)
    if kind is None:
        return ("kind",)
    asked = ORDER[kind]
    if reach_of(answers) is Reach.NONE:
        asked = tuple(name for name in asked if name not in ("who", "needs"))
    return ("kind", *asked)


def asks(name: str, answers: Answers) -> bool:
    """Is this a question that can be asked now?"""
    return name in questions(answers) and (name != "who" or reach_of(answers) is not None)


def answered(name: str, answers: Answers) -> bool:
    """Does this question have its answer?"""
    if name == "who":
        reach = reach_of(answers)
        return bool(answers.get("name")) and reach is not None and bool(answers.get(ADDRESS.get(reach, "")))
    if name == "kind":
        return kind_of(answers) is not None
    if name == "reach" and kind_of(answers) is Kind.ADJUSTMENT:
        return reach_of(answers) not in (None, Reach.NONE)  # nothing can be arranged for nobody
    return name in answers


def first_open(answers: Answers) -> str | None:
    """The first question without an answer; None when everything was said."""
    return next((name for name in questions(answers) if not answered(name, answers)), None)


def after(name: str, answers: Answers) -> str | None:
    """The question that comes next; None after the last one."""
    asked = questions(answers)
    at = asked.index(name) + 1 if name in asked else 0
    return asked[at] if at < len(asked) else None


def before(name: str, answers: Answers) -> str | None:
    """The question that came before; None before the first one."""
    asked = questions(answers)
    at = asked.index(name) if name in asked else 0
    return asked[at - 1] if at else None


def submission(key: str, answers: Answers, language: str) -> Submission:
    """Everything that was said, complete; only what this kind asks for. Raises KeyError while a question is open."""
    asked = questions(answers)
    service = answers["service"] if "service" in asked else NOT_SURE
    return Submission(
        key=key,
        kind=Kind(answers["kind"]),
        words=answers["words"],
        service=None if service == NOT_SURE else service,
        wanted=answers["wanted"] if "wanted" in asked else "",
        person=_person(answers, language) if "who" in asked else Person(language=language),
    )


def _person(answers: Answers, language: str) -> Person:
    reach = Reach(answers["reach"])
    kind = Kind(answers["kind"])
    needs = answers["words"][:1000] if kind is Kind.ADJUSTMENT else answers.get("needs", "")
    address = {ADDRESS[reach]: answers[ADDRESS[reach]]}
    return Person(name=answers["name"], reach=reach, needs=needs, language=language, **address)
