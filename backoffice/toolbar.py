"""The steps on a case as its page offers them: the likeliest by itself, the others in groups."""

from collections.abc import Collection
from enum import StrEnum

from shared.charter.workflow import Stage, Step
from shared.models.cases import Case

#: What most people come for, the likeliest first: the first that is open is the one that stands out.
_LIKELY = (
    Step.ACCEPT,
    Step.ROUTE,
    Step.TAKE_UP,
    Step.ACKNOWLEDGE,
    Step.APPROVE,
    Step.TAKE,
    Step.REPLY,
    Step.DECIDE,
    Step.GO_ON,
    Step.CARRY_ON,
    Step.REOPEN,
)


class Group(StrEnum):
    """What some of the steps are about; `templates/components/step_group.html` says it in words."""

    ANSWER = "answer"
    TALK = "talk"
    MOVE = "move"
    PROCEDURE = "procedure"
    PROTECT = "protect"
    CLOSE = "close"


#: Every step of staff, in one group; in the order in which a page shows them.
GROUPS: dict[Group, tuple[Step, ...]] = {
    Group.ANSWER: (Step.ACKNOWLEDGE, Step.REPLY, Step.DECIDE, Step.APPROVE, Step.EXPLAIN, Step.CLEAR_UP),
    Group.TALK: (Step.WRITE, Step.ASK, Step.CARRY_ON, Step.HEAR, Step.APPOINT, Step.NOTE),
    Group.MOVE: (Step.ACCEPT, Step.SEND_BACK, Step.TAKE, Step.GIVE, Step.ROUTE, Step.CHANGE_KIND),
    Group.PROCEDURE: (
        *(Step.AGREE, Step.TAKE_UP, Step.SAY_WHEN, Step.ACCEPT_LATE),
        *(Step.MEET, Step.REPORT, Step.REST, Step.GO_ON, Step.RAISE),
    ),
    Group.PROTECT: (Step.SIGN, Step.KEEP_APART, Step.LINK, Step.SPLIT),
    Group.CLOSE: (Step.CLOSE, Step.REOPEN),
}


def main_step(case: Case, ways: Collection[Step]) -> Step | None:
    """The likeliest of the steps that are open; None where none of them is likelier than the others."""
    if case.stage is not Stage.RECEIVED and Step.ROUTE in ways:
        ways = [step for step in ways if step is not Step.ROUTE]
    return next((step for step in _LIKELY if step in ways), None)


def in_groups(ways: Collection[Step], but: Step | None) -> list[tuple[Group, list[Step]]]:
    """The open steps in their groups, without the one that stands by itself; a group without any is left out."""
    found = [(group, [step for step in steps if step in ways and step is not but]) for group, steps in GROUPS.items()]
    return [(group, steps) for group, steps in found if steps]
