"""Which questions a journey asks, in which order: only what the kind, whoever it is for, and their words need."""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.signs import Rules, asks_if_hurt, elsewhere, offered, says_hurt, ticked
from shared.casework.handing_over import BEGUN_BY
from shared.charter.signs import Sign
from shared.charter.vocabulary import GROUNDS, Evidence, Kind, MessagesTo, OnBehalf, Reach

Answers = Mapping[str, Any]

#: What somebody came to say. Who we write to is asked after it: first people say what they came to say.
ORDER: Mapping[Kind, tuple[str, ...]] = {
    Kind.REQUEST: ("whom", "service", "signs", "words", "because", "elsewhere", "files"),
    Kind.COMPLAINT: ("whom", "service", "signs", "words", "because", "elsewhere", "when", "wanted", "files"),
    Kind.COMPLIMENT: ("whom", "service", "signs", "words", "files"),
    Kind.COMMENT: ("whom", "service", "signs", "words", "because", "elsewhere", "files"),
    Kind.REPRESENTATION: ("whom", "service", "signs", "words", "files"),
    Kind.ADJUSTMENT: ("whom", "words", "files"),
}
#: A worry about somebody else needs no service and no wish: somebody looks at once.
ABOUT_ANOTHER = ("whom", "words", "files")
#: Whoever speaks for somebody says for whom, how they know them, and how that person agrees.
SPEAKING = ("customer", "speaker", "consent", "proof", "messages")
REACHING = ("reach", "who", "needs", "how")
#: What no matter is asked, unless something that was ticked or written leads there (clause FP-7; rule Sc-15).
SIGNS = ("signs", "safety", "because", "elsewhere")
NAMES = ("kind", "whom", "service", *SIGNS, "words", "when", "wanted", "files", *SPEAKING, *REACHING)
#: Which answer holds the address for each way to write back.
ADDRESS = {Reach.EMAIL: "email", Reach.TEXT: "phone", Reach.PHONE: "phone", Reach.LETTER: "address"}
#: The same of somebody for whom another speaks, the first that is there counts.
CUSTOMER_ADDRESS = {
    Reach.EMAIL: "customer_email",
    Reach.LETTER: "customer_address",
    Reach.PHONE: "customer_phone",
}
NOT_SURE = "not-sure"
#: They read what helps before they began: it is not shown again.
SEEN_BEFORE = "before"
#: What was typed and kept for later, question by question, whether or not it would do: they are open until continued.
UNFINISHED = "unfinished"


def kind_of(answers: Answers) -> Kind | None:
    """The kind chosen so far."""
    chosen = answers.get("kind")
    return Kind(chosen) if chosen in list(Kind) else None


def whom_of(answers: Answers) -> OnBehalf:
    """Whom it is for; for themselves until somebody says otherwise."""
    chosen = answers.get("whom")
    return OnBehalf(chosen) if chosen in list(OnBehalf) else OnBehalf.MYSELF


def speaks_for_another(answers: Answers) -> bool:
    """Is there a customer beside the person who fills this in?"""
    return whom_of(answers) in GROUNDS


def reach_of(answers: Answers) -> Reach | None:
    """How we may write back, as far as it was chosen."""
    chosen = answers.get("reach")
    return Reach(chosen) if chosen in list(Reach) else None


def customer_reach(answers: Answers) -> Reach:
    """How the customer can be reached for whom somebody speaks; not at all where nothing was given."""
    return next((reach for reach, name in CUSTOMER_ADDRESS.items() if answers.get(name)), Reach.NONE)


def needs_a_name(answers: Answers) -> bool:
    """We must know somebody for whom we do things differently, and somebody who speaks for another."""
    return kind_of(answers) is Kind.ADJUSTMENT or speaks_for_another(answers)


def questions(answers: Answers, rules: Rules) -> tuple[str, ...]:
    """The questions of this journey in order; without a name there is nobody to ask more about."""
    kind = kind_of(answers)
    if kind is None:
        return ("kind",)
    about_another = whom_of(answers) is OnBehalf.ABOUT_ANOTHER
    said = ABOUT_ANOTHER if about_another else tuple(_said(kind, answers, rules))
    return ("kind", *said, *_speaking(answers), *_reaching(answers, kind))


def _said(kind: Kind, answers: Answers, rules: Rules) -> Iterator[str]:
    """What somebody came to say; help for whoever was hurt comes straight after the answer that tells of it."""
    left_out = {
        "signs": not offered(kind, answers, rules),
        "because": not asks_if_hurt(kind, answers, rules),
        "elsewhere": not elsewhere(answers, rules),
    }
    told_by = "signs" if Sign.HATE in ticked(answers) else "because" if says_hurt(answers) else ""
    for name in ORDER[kind]:
        if not left_out.get(name):
            yield name
            if name == told_by and answers.get("safety") != SEEN_BEFORE:
                yield "safety"


def _speaking(answers: Answers) -> tuple[str, ...]:
    if not speaks_for_another(answers):
        return ()
    left_out = {
        "messages": customer_reach(answers) is Reach.NONE,
        "proof": answers.get("evidence") != Evidence.UPLOAD,
    }
    return tuple(name for name in SPEAKING if not left_out.get(name))


def _reaching(answers: Answers, kind: Kind) -> tuple[str, ...]:
    if reach_of(answers) is Reach.NONE and not needs_a_name(answers):
        return ("reach",)
    if kind is Kind.ADJUSTMENT and whom_of(answers) is not OnBehalf.ABOUT_ANOTHER:
        return ("reach", "who", "how")
    return REACHING if answers.get("different") == "yes" else REACHING[:-1]


def consents(answers: Answers) -> tuple[Evidence, ...]:
    """How the customer can show that they agree: by themselves only where they can, and where a link reaches them."""
    by_link = whom_of(answers) is OnBehalf.ASKED and customer_reach(answers) is Reach.EMAIL
    return (Evidence.LINK, Evidence.UPLOAD, Evidence.STAFF) if by_link else (Evidence.UPLOAD, Evidence.STAFF)


def asks(name: str, answers: Answers, rules: Rules) -> bool:
    """Is this a question that can be asked now?"""
    return name in questions(answers, rules) and (name != "who" or reach_of(answers) is not None)


def answered(name: str, answers: Answers, rules: Rules) -> bool:
    """Does this question have its answer?"""
    match name:
        case "signs" | "when" | "elsewhere" if answers.get(BEGUN_BY):
            return True  # whoever began it with them has looked at that; the check page shows it and can change it
        case "because":
            return answers.get("because") in ("yes", "no")
        case "elsewhere":
            return {one.sign.value for one in elsewhere(answers, rules)} <= set(answers.get("elsewhere", ()))
        case "when":
            return "happened_on" in answers
        case "kind":
            return kind_of(answers) is not None
        case "files" | "proof":
            return True  # nobody has to attach anything
        case "who":
            reach = reach_of(answers)
            return bool(answers.get("name")) and reach is not None and bool(answers.get(ADDRESS.get(reach, "")))
        case "reach":
            return reach_of(answers) is not None and not (reach_of(answers) is Reach.NONE and needs_a_name(answers))
        case "customer":
            return bool(answers.get("customer_name"))
        case "speaker":
            return bool(answers.get("relation"))
        case "consent":
            return answers.get("evidence") in [one.value for one in consents(answers)]
        case "messages":
            return answers.get("messages_to") in list(MessagesTo)
        case "needs":
            return answers.get("different") in ("yes", "no")
        case "how":
            return "format" in answers
    return name in answers


def first_open(answers: Answers, rules: Rules) -> str | None:
    """The first question without an answer that will do; None when everything was said."""
    unfinished = answers.get(UNFINISHED, {})
    asked = questions(answers, rules)
    return next((one for one in asked if one in unfinished or not answered(one, answers, rules)), None)


def after(name: str, answers: Answers, rules: Rules) -> str | None:
    """The question that comes next; None after the last one."""
    asked = questions(answers, rules)
    at = asked.index(name) + 1 if name in asked else 0
    return asked[at] if at < len(asked) else None


def before(name: str, answers: Answers, rules: Rules) -> str | None:
    """The question that came before; None before the first one."""
    asked = questions(answers, rules)
    at = asked.index(name) if name in asked else 0
    return asked[at - 1] if at else None
