"""Who may decide what about a restriction, role by role and ground by ground; and which words blame."""

from dataclasses import replace

import pytest

from shared.charter.access import RIGHTS, Role
from shared.charter.fairness import Decider, WhyNot, blamed, may_decide, may_except, may_hear_appeal
from shared.charter.measures import Engagement
from shared.charter.reading import load_charter


def engagement_of(name: str) -> Engagement:
    found = load_charter(name).engagement
    assert found is not None
    return found


HIGHLAND, WALES = engagement_of("highland"), engagement_of("aled-vale")
ROLE, CHIEF = WhyNot.NOT_YOUR_ROLE, WhyNot.ONLY_THE_CHIEF
USUAL, COMPLAINTS = ("threat",), ("levels-of-contact", "repeated-complaints")


def somebody(role: Role, **had: bool) -> Decider:
    return Decider(role, RIGHTS[role], **had)


# role, on the usual grounds, where complaints are too many, as an exception, hearing an appeal
DECIDERS = [
    (Role.TRIAGE_OFFICER, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.CASE_WORKER, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.TEAM_LEADER, None, CHIEF, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.HEAD_OF_SERVICE, None, CHIEF, None, None),
    (Role.STRATEGIC_LEAD, None, CHIEF, None, None),
    (Role.EXECUTIVE_CHIEF_OFFICER, None, CHIEF, None, None),
    (Role.CUSTOMER_RELATIONS, None, CHIEF, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.CHIEF_EXECUTIVE, ROLE, None, None, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.DEPUTE_CHIEF_EXECUTIVE, ROLE, None, None, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.MEMBER, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.ANALYST, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.ADMINISTRATOR, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
    (Role.SAFEGUARDING_OFFICER, ROLE, ROLE, WhyNot.NEEDS_HIGHER_ROLE, WhyNot.NEEDS_HIGHER_ROLE),
]


@pytest.mark.clause("RP-9", "RP-10", "RP-21")
@pytest.mark.parametrize(("role", "usual", "complaints", "exception", "appeal"), DECIDERS)
def test_each_role_decides_what_the_policy_gives_it(
    role: Role, usual: WhyNot | None, complaints: WhyNot | None, exception: WhyNot | None, appeal: WhyNot | None
) -> None:
    who = somebody(role)
    assert may_decide(HIGHLAND, USUAL, who) is usual
    assert may_decide(HIGHLAND, COMPLAINTS, who) is complaints
    assert may_except(HIGHLAND, who) is exception
    assert may_hear_appeal(HIGHLAND, who, decided=False) is appeal


def test_every_role_has_its_row() -> None:
    assert {role for role, *_ in DECIDERS} == set(Role)


@pytest.mark.clause("RP-9", "RP-17")
def test_whoever_was_threatened_decides_nothing_about_it() -> None:
    head = somebody(Role.HEAD_OF_SERVICE, affected=True)
    assert may_decide(HIGHLAND, USUAL, head) is WhyNot.AFFECTED_YOURSELF
    assert may_except(HIGHLAND, head) is WhyNot.AFFECTED_YOURSELF
    assert may_hear_appeal(HIGHLAND, head, decided=False) is WhyNot.AFFECTED_YOURSELF


@pytest.mark.clause("RP-9", "RP-10")
def test_two_people_look_at_a_restriction_and_a_third_hears_the_appeal() -> None:
    assert may_decide(HIGHLAND, USUAL, somebody(Role.TEAM_LEADER, proposed=True)) is WhyNot.PROPOSED_YOURSELF
    assert may_hear_appeal(HIGHLAND, somebody(Role.HEAD_OF_SERVICE), decided=True) is WhyNot.DECIDED_YOURSELF


def test_another_council_names_other_roles() -> None:
    assert may_hear_appeal(WALES, somebody(Role.EXECUTIVE_CHIEF_OFFICER), decided=False) is WhyNot.NEEDS_HIGHER_ROLE
    assert may_decide(WALES, ("repeated-complaints",), somebody(Role.DEPUTE_CHIEF_EXECUTIVE)) is CHIEF
    nobody = replace(WALES, decide=())
    assert may_decide(nobody, ("abuse",), somebody(Role.TEAM_LEADER)) is ROLE


# a text, the words of blame in it, reason
BLAME = [
    ("On 1 March our officer was afraid.", (), "what happened is no blame"),
    ("Your behaviour was ABUSIVE.", ("abusive", "your behaviour"), "however it is written, in the charter's order"),
    ("You\n  failed to write.", ("you failed",), "over the end of a line"),
    ("", (), "nothing was said"),
]


@pytest.mark.clause("RP-23")
@pytest.mark.parametrize(("text", "found", "reason"), BLAME)
def test_a_letter_tells_what_happened_and_leaves_out_blame(text: str, found: tuple[str, ...], reason: str) -> None:
    assert blamed(text, HIGHLAND.blame) == found, reason
