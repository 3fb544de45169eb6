"""What makes a matter special: what somebody ticked, what their words hint at, and who can help them with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shared.charter.organisation import Charter, Signpost
from shared.charter.signs import Sign, SignRule, Suggestion, asked_in, suggested
from shared.charter.vocabulary import Kind, Topic
from shared.web.council import charter
from shared.web.language import spoken_charter

Answers = Mapping[str, Any]
Rules = Mapping[Sign, SignRule]

#: Somebody else may be the right one to ask. The journey says who, and goes on all the same (rule Sc-15).
ELSEWHERE = (Sign.SCHOOL, Sign.ANOTHER_BODY, Sign.APPEAL, Sign.INFORMATION)
#: Who helps with it besides those whom the sign itself names.
_HELP = {Sign.HATE: Topic.SAFETY, Sign.ANOTHER_BODY: Topic.ANOTHER_BODY, Sign.SCHOOL: Topic.EDUCATION}


@dataclass(frozen=True)
class Hint:
    """A sign that somebody's words hint at: the very words, what it means for them, and who can help."""

    found: tuple[str, ...]
    rule: SignRule
    help: tuple[Signpost, ...]


def rules() -> Rules:
    """The signs as the page speaks of them. English words hint at them too, whatever language the page is in."""
    own, spoken = charter().signs, spoken_charter().signs
    both = {sign: tuple(dict.fromkeys((*own[sign].words, *rule.words))) for sign, rule in spoken.items()}
    return {sign: replace(rule, words=both[sign]) for sign, rule in spoken.items()}


def ticked(answers: Answers) -> tuple[Sign, ...]:
    """What was ticked, in that order."""
    return tuple(Sign(one) for one in answers.get("signs", ()) if one in list(Sign))


def says_hurt(answers: Answers) -> bool:
    """Did somebody say that it happened because of who they are?"""
    return Sign.HATE in ticked(answers) or answers.get("because") == "yes"


def said(answers: Answers) -> tuple[Sign, ...]:
    """Everything that somebody said makes their matter special. Whatever is chosen later, none of it is lost."""
    told = ticked(answers)
    return (Sign.HATE, *told) if says_hurt(answers) and Sign.HATE not in told else told


def offered(kind: Kind, answers: Answers, rules: Rules) -> tuple[SignRule, ...]:
    """What can be ticked: all that is asked of this kind, and what was ticked while it was another."""
    asked = (*asked_in(rules, kind), *(rules[one] for one in ticked(answers) if one in rules))
    return tuple(rule for rule in rules.values() if rule.question and rule in asked)


def asks_if_hurt(kind: Kind, answers: Answers, rules: Rules) -> bool:
    """Do we ask whether it happened because of who they are: do their words hint at it, and is it not known yet?

    Whoever has said yes can take it back, whatever became of their words.
    """
    rule = rules.get(Sign.HATE)
    if rule is None or Sign.HATE in ticked(answers) or kind not in rule.kinds:
        return False
    return bool(hurt_by(answers, rules)) or answers.get("because") == "yes"


def hurt_by(answers: Answers, rules: Rules) -> tuple[Suggestion, ...]:
    """The words that hint at it."""
    return _found((rules[one] for one in (Sign.HATE,) if one in rules), answers)


def elsewhere(answers: Answers, rules: Rules) -> tuple[Suggestion, ...]:
    """Whose matter it may be instead of ours, as far as the words hint at it."""
    return _found((rules[one] for one in ELSEWHERE if one in rules), answers)


def hints(found: Iterable[Suggestion], rules: Rules, spoken: Charter) -> tuple[Hint, ...]:
    """The same with what it means and who can help, to be shown."""
    return tuple(Hint(one.found, rules[one.sign], help_with(rules[one.sign], spoken)) for one in found)


def help_with(rule: SignRule, spoken: Charter) -> tuple[Signpost, ...]:
    """Who outside the council helps with such a matter: those whom the sign names first."""
    named = tuple(one for one in spoken.signposts if one.id in rule.signposts)
    topic = _HELP.get(rule.sign)
    more = spoken.help_with(topic) if topic and (not named or topic is Topic.SAFETY) else ()
    return (*named, *(one for one in more if one not in named))


def _found(asked: Iterable[SignRule], answers: Answers) -> tuple[Suggestion, ...]:
    """Which of these signs the words hint at."""
    return suggested({one.sign: one for one in asked}, [answers.get("words") or ""])
