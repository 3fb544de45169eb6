"""The special routes: what a sign does when a case comes in, and when staff set it or take it away."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import finding, news, routes, routing, tasks
from shared.casework.finding import Filters, Tab
from shared.casework.intake import open_case
from shared.casework.searching import search
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Act, Kind, Seal
from shared.charter.workflow import Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_submission
from tests.casework.complaining import acting, in_hand, last_notice, told
from tests.people import Cast, a_cast

HATE = "Somebody shouted at me because I am disabled."


def telling(session: Session, charter: Charter, *signs: Sign, kind: Kind = Kind.COMPLAINT, words: str = HATE) -> Case:
    """A case of somebody who said in the journey what makes it special."""
    case = open_case(session, replace(a_submission(kind, words=words), signs=signs), at=TUESDAY, charter=charter)
    session.flush()
    return case


def seen_in_lists(session: Session, staff: Staff, charter: Charter, case: Case) -> dict[str, bool]:
    """In which list, search or count this person meets a case."""
    today = TUESDAY.date()
    listed = finding.worklist(session, staff, charter, tab=Tab.ALL, today=today, filters=Filters())
    return {
        "page": finding.case_seen_by(session, case.reference, staff, charter) is not None,
        "list": case in listed.cases,
        "count": finding.counts(session, staff, charter, today=today)[Tab.ALL] > 0,
        "search": case in search(session, staff, charter, words=case.reference).cases,
        "tasks": any(one.case_id == case.id for one in tasks.open_tasks(session, staff, charter).tasks),
        "notices": any(one.case_id == case.id for one in tasks.recent_notices(session, staff, charter).notices),
    }


@pytest.mark.clause("FP-7")
def test_a_report_of_hate_goes_to_customer_relations_whatever_its_service(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for kind in (Kind.COMPLAINT, Kind.REQUEST, Kind.COMMENT):
        case = telling(session, charter, Sign.HATE, kind=kind)
        assert (case.team, case.stage) == (charter.organisation.customer_relations_team, Stage.OFFERED), kind
        assert case.seal is Seal.HATE


@pytest.mark.clause("FP-7", "FP-16")
@pytest.mark.parametrize("sign", [Sign.HATE, Sign.TREATED_WORSE])
def test_what_is_sealed_is_seen_by_customer_relations_alone(
    session: Session, charter: Charter, cast: Cast, sign: Sign
) -> None:
    case = telling(session, charter, sign)
    everybody = vars(cast).values()
    readers = {one.role for one in everybody if any(seen_in_lists(session, one, charter, case).values())}
    assert readers == {Role.CUSTOMER_RELATIONS}
    assert seen_in_lists(session, cast.relations, charter, case)["list"]


@pytest.mark.clause("FP-7", "FP-16")
def test_set_by_staff_a_seal_shuts_out_the_team_that_had_the_case(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast, words=HATE)
    assert seen_in_lists(session, cast.worker, charter, case)["page"]
    how = {"signs": [Sign.HATE], "reason": "She told me on the phone.", **acting(cast.worker, charter, 3)}
    routes.set_signs(session, case, **how)
    session.flush()
    assert not any(seen_in_lists(session, cast.worker, charter, case).values())
    assert (case.team, case.owner, case.stage) == (charter.organisation.customer_relations_team, None, Stage.OFFERED)
    assert told(session, case)[-1] == "routed"
    assert last_notice(session, case).facts["reason"] == charter.signs[Sign.HATE].plain


@pytest.mark.clause("FP-7")
def test_what_staff_know_of_hate_stands_in_no_line_that_the_customer_reads(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    how = {"signs": [Sign.HATE], "reason": "She told me of a racist neighbour.", **acting(cast.worker, charter, 3)}
    routes.set_signs(session, case, **how)
    session.flush()
    public = " ".join(str(line.facts) for line in case.happenings if line.public)
    assert "racist" not in public
    assert "hate" not in (public + str(last_notice(session, case).facts)).casefold()


@pytest.mark.clause("FP-7")
def test_a_sealed_case_is_offered_to_no_other_team(session: Session, charter: Charter, cast: Cast) -> None:
    case = telling(session, charter, Sign.HATE)
    how = {"team": cast.team, "service": None, "reason": "Theirs.", **acting(cast.relations, charter, 3)}
    with pytest.raises(StepRefused) as refused:
        routing.route(session, case, **how)
    assert refused.value.why is Why.SEALED


@pytest.mark.clause("FP-8")
def test_a_sign_of_staff_changes_the_procedure_and_the_person_reads_what_the_charter_says_of_it(
    session: Session,
) -> None:
    england = load_charter("feedback-authority")
    cast = a_cast(session, england)
    case = a_case(session, england, Kind.COMPLAINT)
    how = {"signs": [Sign.ADULT_SOCIAL_CARE], "reason": "Her social worker is meant.", **acting(cast.triage, england)}
    routes.set_signs(session, case, **how)
    assert case.procedure == "adult-social-care"
    assert {clock.promise for clock in case.clocks if clock.open} == {"adult-care-acknowledged", "adult-care-replied"}
    changed = next(line for line in case.happenings if line.what is Happened.PROCEDURE_CHANGED)
    assert changed.facts["reason"] == england.signs[Sign.ADULT_SOCIAL_CARE].plain
    assert told(session, case)[-1] == "procedure_changed"


def test_a_sign_taken_away_opens_the_case_again_but_sends_it_nowhere(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = telling(session, charter, Sign.HATE)
    team = case.team
    routes.set_signs(session, case, signs=[], reason="They meant another case.", **acting(cast.relations, charter, 3))
    assert (case.signs, case.seal, case.team) == ([], Seal.NONE, team)
    assert case.happenings[-1].what is Happened.SIGN_TAKEN_AWAY


@pytest.mark.clause("SC-8")
def test_a_worry_about_somebody_stays_sealed_whatever_signs_are_set(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    case.seal = Seal.CONCERN
    routes.set_signs(session, case, signs=[Sign.SCHOOL], reason="A school.", **acting(cast.triage, charter))
    assert case.seal is Seal.CONCERN


def test_set_twice_a_sign_is_set_once_and_it_needs_its_reason(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    with pytest.raises(StepRefused) as refused:
        routes.set_signs(session, case, signs=[Sign.SCHOOL], reason=" ", **acting(cast.triage, charter))
    assert refused.value.why is Why.REASON_MISSING
    for _ in range(2):
        routes.set_signs(session, case, signs=[Sign.SCHOOL], reason="A school.", **acting(cast.triage, charter))
    assert sum(line.what is Happened.SIGN_SET for line in case.happenings) == 1


@pytest.mark.clause("FP-8")
def test_words_suggest_a_sign_until_it_is_set_or_put_aside(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLAINT, words="My foster carer was rude, says the head teacher.")
    hinted = {one.sign: one.found for one in routes.hints(case, charter)}
    assert hinted == {
        Sign.STAFF: ("rude",),
        Sign.CHILDREN: ("foster carer",),
        Sign.SCHOOL: ("head teacher",),
    }
    routes.put_aside(session, case, sign=Sign.SCHOOL, **acting(cast.triage, charter))
    routes.set_signs(session, case, signs=[Sign.STAFF], reason="She says so.", **acting(cast.triage, charter))
    session.flush()
    assert [one.sign for one in routes.hints(case, charter)] == [Sign.CHILDREN]
    assert case.signs == [Sign.STAFF]
    assert not any(line.public for line in case.happenings if line.what is Happened.SIGN_TAKEN_AWAY)


@pytest.mark.clause("FP-9")
def test_a_data_protection_complaint_goes_to_whoever_answers_it_with_its_own_dates(
    session: Session, charter: Charter
) -> None:
    case = telling(session, charter, Sign.DATA_PROTECTION, words="You sent my letter to a neighbour.")
    assert case.procedure == "data-protection"
    assert case.team == charter.organisation.customer_relations_team
    assert {clock.act for clock in case.clocks if clock.open} == {Act.ACKNOWLEDGE, Act.REPLY}
    assert news.unread(session, case) is not None
    assert session.scalar(sa.select(Case.seal).where(Case.id == case.id)) is Seal.NONE


@pytest.mark.clause("FP-7")
@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Doświadczyłam rasizmu w waszym biurze.", Sign.HATE),
        ("Krzyczal na mnie pracownik.", Sign.STAFF),
        ("تعرضت للعنصريه في مكتبكم", Sign.HATE),
        ("Roedd hwn yn hiliaeth.", Sign.HATE),
        ("It was racist.", Sign.HATE),
    ],
)
def test_words_hint_in_whatever_language_they_are_written(
    session: Session, charter: Charter, words: str, sign: Sign
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT, words=words)
    assert sign in [one.sign for one in routes.hints(case, charter)]
