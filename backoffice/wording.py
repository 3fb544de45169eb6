"""A word of a vocabulary in the reader's language: said by the templates, for forms that list choices."""

from flask import get_template_attribute

from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.vocabulary import Channel, Format, Kind, Reach
from shared.charter.workflow import Outcome, Step, StepRefused
from shared.models.appointments import Meeting
from shared.models.decisions import RestFor

_WORDS = "components/words.html"


def _said(macro: str, word: object) -> str:
    return str(get_template_attribute(_WORDS, macro)(word)).strip()


def kind_name(kind: Kind) -> str:
    """What a kind is called."""
    return _said("kind_name", kind)


def channel_name(channel: Channel) -> str:
    """What a channel is called."""
    return _said("channel_name", channel)


def reach_name(reach: Reach) -> str:
    """What a way of writing back is called."""
    return _said("reach_name", reach)


def format_name(form: Format) -> str:
    """What a form that a message can take is called."""
    return _said("format_name", form)


def meeting_name(how: Meeting) -> str:
    """What a way of meeting is called."""
    return str(get_template_attribute("components/appointment.html", "meeting_name")(how)).strip()


def rests_for(what: RestFor) -> str:
    """Why a complaint rests."""
    return _said("rests_for", what)


def _of_a_decision(macro: str, word: object) -> str:
    return str(get_template_attribute("components/decision_words.html", macro)(word)).strip()


def finding_name(finding: Finding) -> str:
    """What a finding is called."""
    return _of_a_decision("finding_name", finding)


def met_name(met: Met) -> str:
    """How far a wish is met."""
    return _of_a_decision("met_name", met)


def remedy_name(kind: RemedyKind) -> str:
    """What puts a thing right."""
    return _of_a_decision("remedy_name", kind)


def outcome_words(outcome: Outcome) -> str:
    """How an ending is said."""
    return _said("outcome_words", outcome)


def step_name(step: Step) -> str:
    """What a step is called."""
    return str(get_template_attribute("components/step_name.html", "step_name")(step)).strip()


def refusal_words(refused: StepRefused) -> str:
    """The sentence that says why a step is refused."""
    words = get_template_attribute("components/refusal.html", "refusal_words")
    return str(words(refused.why, refused.facts)).strip()
