"""The answers of a journey, made into one submission: who told us what, for whom, and how to reach them well."""

from datetime import date
from typing import Any

from portal.journey import (
    ADDRESS,
    CUSTOMER_ADDRESS,
    NOT_SURE,
    Answers,
    customer_reach,
    kind_of,
    questions,
    speaks_for_another,
    whom_of,
)
from portal.signs import Rules, said
from shared.casework.customers import Person
from shared.casework.handing_over import BEGUN_BY
from shared.casework.intake import Submission
from shared.casework.speakers import Speaker
from shared.charter.vocabulary import Evidence, Format, Kind, MessagesTo, Reach


def submission(key: str, answers: Answers, language: str, rules: Rules) -> Submission:
    """Everything that was said, complete; only what this journey asks for. Raises KeyError while a question is open.

    `language` is that of the page.
    """
    asked = questions(answers, rules)
    service = answers["service"] if "service" in asked else NOT_SURE
    speaks = speaks_for_another(answers)
    return Submission(
        key=key,
        kind=Kind(answers["kind"]),
        words=answers["words"],
        service=None if service == NOT_SURE else service,
        wanted=answers["wanted"] if "wanted" in asked else "",
        person=_customer(answers, asked, language) if speaks else _myself(answers, asked, language),
        on_behalf=whom_of(answers),
        speaker=_speaker(answers, language) if speaks else None,
        started_by=answers.get(BEGUN_BY) or "",
        signs=tuple(one for one in rules if one in said(answers)),
        happened_on=_day(answers.get("happened_on")) if "when" in asked else None,
    )


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _myself(answers: Answers, asked: tuple[str, ...], language: str) -> Person:
    if "who" not in asked:
        return Person(reads=language)
    wishes = _wishes(answers, asked)
    return Person(**_named(answers), **{"language": answers.get("my_language"), **wishes}, reads=language)


def _named(answers: Answers) -> dict[str, Any]:
    reach = Reach(answers["reach"])
    return {"name": answers["name"], "reach": reach, ADDRESS[reach]: answers[ADDRESS[reach]]}


def _customer(answers: Answers, asked: tuple[str, ...], language: str) -> Person:
    """Somebody for whom another speaks; what they need is theirs, whoever told us."""
    return Person(
        name=answers["customer_name"],
        email=answers.get(CUSTOMER_ADDRESS[Reach.EMAIL]) or "",
        phone=answers.get(CUSTOMER_ADDRESS[Reach.PHONE]) or "",
        address=answers.get(CUSTOMER_ADDRESS[Reach.LETTER]) or "",
        reach=customer_reach(answers),
        **_wishes(answers, asked),
        reads=language,
    )


def _wishes(answers: Answers, asked: tuple[str, ...]) -> dict[str, Any]:
    """What they asked us to do differently. For a request of that kind, its words are what they need."""
    wishes: dict[str, Any] = {}
    if "how" in asked:
        wishes = {
            "format": Format(answers["format"]),
            "language": answers.get("language") or None,
            "interpreter": answers.get("interpreter") or "",
            "times": answers.get("times") or "",
            "needs": answers.get("needs") or "",
        }
    if kind_of(answers) is Kind.ADJUSTMENT:
        wishes["needs"] = answers["words"][:1000]
    return wishes


def _speaker(answers: Answers, language: str) -> Speaker:
    alone = customer_reach(answers) is Reach.NONE
    return Speaker(
        person=Person(**_named(answers), language=answers.get("my_language"), reads=language),
        organisation=answers.get("organisation") or "",
        relation=answers["relation"],
        evidence=Evidence(answers["evidence"]),
        messages_to=MessagesTo.REPRESENTATIVE if alone else MessagesTo(answers["messages_to"]),
        list_key=answers.get("advocate") or "",
    )
