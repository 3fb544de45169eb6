"""Who is told of a restriction: those who act on it, the least there is, and it is kept who (RP-27, SC-6)."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import sharing
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Limit, Restriction, SharedWith, State
from tests.builders import TUESDAY, a_case, held
from tests.people import Cast
from tests.restricted import WHOLE, a_limit, an_incident, closed, restricted

LINES = ("Do not use this way.", "Put calls through to the recorded line.")


def against(session: Session, charter: Charter, cast: Cast, *limits: Limit, **facts: Any) -> Restriction:
    case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
    assert case.customer is not None
    return restricted(session, case.customer, *limits, proposed_by=cast.colleague, decided_by=cast.leader, **facts)


def mails(session: Session) -> list[Notice]:
    session.flush()
    return list(session.scalars(sa.select(Notice).where(Notice.template == sharing.TEMPLATE)))


#: The measure, who has to know of it besides the owner of the open case, and why.
READERS = [
    (closed(Channel.PHONE), {"phone"}, "whoever answers calls"),
    (closed(Channel.IN_PERSON), {"phone"}, "the service points are the same team's"),
    (closed(Channel.EMAIL), {"online"}, "whoever answers mail"),
    (closed(Channel.SOCIAL_MEDIA), {"online"}, "whoever answers online"),
    (a_limit(Measure.RECORDED_LINE), {"phone"}, "they put calls through"),
    (a_limit(Measure.NO_NAMES), {"phone", "online"}, "no name is given in any way"),
    (a_limit(Measure.LIMITS, days="0"), {"phone", "online"}, "it is read on fixed days, however it comes"),
]


@pytest.mark.clause("RP-27")
@pytest.mark.parametrize(("limit", "teams", "why"), READERS)
def test_whoever_has_to_act_on_a_measure_should_know(
    session: Session, charter: Charter, cast: Cast, limit: Limit, teams: set[str], why: str
) -> None:
    restriction = against(session, charter, cast, a_limit(limit.measure, channel=limit.channel, days=limit.days))
    assert charter.engagement is not None
    apart = replace(charter.engagement, online_team=cast.stranger.team)
    found = sharing.readers(session, restriction, replace(charter, engagement=apart))
    assert {one.why.value for one in found} == teams | {"owner"}, why
    assert [one.name for one in found if one.why is sharing.ToKnow.OWNER] == ["Wilma Worker"]


@pytest.mark.clause("RP-27")
def test_one_team_that_answers_in_every_way_is_told_once_of_all(session: Session, charter: Charter, cast: Cast) -> None:
    restriction = against(session, charter, cast, closed(Channel.PHONE), closed(Channel.EMAIL))
    (team,) = [one for one in sharing.readers(session, restriction, charter) if one.what is SharedWith.TEAM]
    assert [one.channel for one in team.limits] == [Channel.PHONE, Channel.EMAIL]


@pytest.mark.clause("RP-27")
def test_the_one_person_is_told_once_though_they_own_a_case_too(session: Session, charter: Charter, cast: Cast) -> None:
    limit = a_limit(Measure.NAMED_PERSON, staff=cast.worker, staff_id=cast.worker.id)
    found = sharing.readers(session, against(session, charter, cast, limit), charter)
    assert [one.why for one in found if one.what is SharedWith.STAFF] == [sharing.ToKnow.NAMED]


@pytest.mark.clause("RP-26", "RP-27")
def test_they_are_told_what_to_do_and_where_to_read_it_and_nothing_else(
    session: Session, charter: Charter, cast: Cast
) -> None:
    restriction = against(session, charter, cast, closed(Channel.PHONE))
    reader = sharing.readers(session, restriction, charter)[0]

    how: dict[str, Any] = {"by": cast.leader, "at": TUESDAY, "charter": charter}
    kept = sharing.tell(session, restriction, reader.key, lines=LINES, once="one", **how)
    again = sharing.tell(session, restriction, reader.key, lines=LINES, once="one", **how)

    (mail,) = mails(session)
    assert kept is not None and again is None
    assert (mail.case_id, mail.restriction_id, mail.to_address) == (None, None, reader.email)
    assert set(mail.facts) == {"page", "lines", "starts_on", "ended"}
    assert mail.facts["page"] == f"/office/customers/{restriction.customer_id}"
    assert "Morag" not in str(mail.facts) and restriction.why not in str(mail.facts)
    assert (kept.whom, kept.why, kept.by, kept.at) == (reader.name, "phone", cast.leader, TUESDAY)
    assert [one.what for one in restriction.entries] == [Entered.SHARED]
    assert sharing.told(restriction, reader) is kept


@pytest.mark.clause("RP-27")
def test_once_it_is_changed_everybody_is_to_be_told_again(session: Session, charter: Charter, cast: Cast) -> None:
    restriction = against(session, charter, cast, closed(Channel.PHONE))
    reader = sharing.readers(session, restriction, charter)[0]
    sharing.tell(session, restriction, reader.key, lines=LINES, by=cast.leader, at=TUESDAY, charter=charter)
    restriction.changed_at = TUESDAY.replace(hour=11)
    assert sharing.told(restriction, reader) is None


#: What is the matter with it, who does it, why not.
REFUSED = [
    ({}, "analyst", WhyNot.NOT_YOUR_ROLE),
    ({"key": "staff:999999"}, "leader", WhyNot.NOT_NOW),
    ({"state": State.APPROVED}, "leader", WhyNot.NOT_NOW),
]


@pytest.mark.clause("RP-27")
@pytest.mark.parametrize(("facts", "who", "why"), REFUSED)
def test_nobody_is_told_who_need_not_know_or_too_early(
    session: Session, charter: Charter, cast: Cast, facts: dict[str, Any], who: str, why: WhyNot
) -> None:
    restriction = against(session, charter, cast, closed(Channel.PHONE), state=facts.get("state", State.IN_FORCE))
    key = facts.get("key") or sharing.readers(session, restriction, charter)[0].key
    with pytest.raises(NotAllowed) as refused:
        sharing.tell(session, restriction, key, lines=LINES, by=getattr(cast, who), at=TUESDAY, charter=charter)
    assert refused.value.why is why
    assert not restriction.sharings and not mails(session)


OUTSIDE: dict[str, Any] = {
    "whom": "Police Scotland",
    "why": "A threat was made.",
    "basis": "UK GDPR article 6(1)(e)",
    "words": "Calls to the depot.",
}
#: What is left out or who does it, and why not; None where it is kept.
AUTHORITY = [
    ({}, "leader", None, "whoever may decide such a restriction"),
    ({"basis": " "}, "leader", WhyNot.NO_BASIS, "never without a lawful basis"),
    ({"why": ""}, "leader", WhyNot.WORDS_MISSING, "never without a reason"),
    ({"words": ""}, "leader", WhyNot.WORDS_MISSING, "what was told is kept"),
    ({}, "worker", WhyNot.NOT_YOUR_ROLE, "nobody below the role"),
    ({"affected": True}, "leader", WhyNot.AFFECTED_YOURSELF, "never whoever it happened to"),
]


@pytest.mark.clause("SC-6")
@pytest.mark.parametrize(("facts", "who", "refused", "why"), AUTHORITY)
def test_another_authority_is_told_only_with_reason_and_lawful_basis_by_whoever_may_decide(
    session: Session, charter: Charter, cast: Cast, facts: dict[str, Any], who: str, refused: WhyNot | None, why: str
) -> None:
    restriction, by = against(session, charter, cast, closed(Channel.PHONE)), getattr(cast, who)
    if facts.get("affected"):
        restriction.incidents = [an_incident(session, restriction.customer, by)]
    said = {**OUTSIDE, **{name: fact for name, fact in facts.items() if name in OUTSIDE}}
    met = None
    try:
        sharing.tell_authority(session, restriction, **said, by=by, at=TUESDAY, charter=charter)
    except NotAllowed as one:
        met = one.why
    session.flush()
    assert met is refused, why
    assert [(one.what, one.basis) for one in restriction.sharings] == (
        [] if refused else [(SharedWith.AUTHORITY, "UK GDPR article 6(1)(e)")]
    )
    assert not mails(session), "nothing leaves by itself"
