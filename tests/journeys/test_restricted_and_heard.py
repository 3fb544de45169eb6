"""Restricted, and heard all the same: a new complaint and a need get in, and what comes on a closed matter is kept."""

from typing import Any

import pytest
import sqlalchemy as sa

from shared.casework import closing
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.measures import Measure
from shared.charter.vocabulary import Kind, Reach
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.browser import Browser
from tests.builders import a_case, a_member_of_staff, held
from tests.engaged import NO_PHONE, TEAM, a_restriction
from tests.journeys.conftest import Town, local, words_of
from tests.journeys.officers import place_for
from tests.journeys.residents import Resident
from tests.journeys.test_in_their_language import speaker

LAYLA = Person("ليلى حداد", "layla@customer.example", "01632 960 777", reach=Reach.EMAIL, language="ar")
COMPLAINT = "لم يأتِ أحد يوم الثلاثاء لإصلاح الطريق."
NEED = "اكتبوا لي بكلمات سهلة."
MORE = "والطريق ما زال مكسورا."
BANNER = "Do not use this way. Write in the way that is named here. Closed: Phone. Instead: By e-mail."


@pytest.mark.clause("RP-4", "RP-8", "RP-26", "SC-4", "CC-4", "FP-11b")
def test_whoever_may_not_phone_and_gets_no_more_answers_on_one_matter_is_heard_on_everything_else(
    town: Town, browser: Browser
) -> None:
    town.clock.set(local(2027, 3, 2))
    matter = limited(town)
    layla = speaker(browser, "ar", name=LAYLA.name, email=LAYLA.email)
    complains_and_is_told_by_e_mail(town, layla)
    asks_for_something_different(town, layla)
    adds_to_the_closed_matter(town, layla, matter)


def limited(town: Town) -> str:
    """Our last answer on a request was given; on it we answer no more, and she may not phone. The page of that case."""
    with town.records() as session:
        worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
        act: dict[str, Any] = {"by": worker, "at": town.clock(), "charter": town.charter}
        case = held(session, a_case(session, town.charter, person=LAYLA, at=town.clock()), **act)
        closing.close(session, case, outcome=Outcome.NOT_OURS, reason="A private road.", **act)
        no_more = MeasureWritten(Measure.CLOSED_MATTER, case=case)
        a_restriction(session, town.charter, case=case, measures=(NO_PHONE, no_more), at=town.clock())
        page = f"/track/{case.reference}/{case.tracking_key}"
    town.post.delivers()
    return page


def complains_and_is_told_by_e_mail(town: Town, layla: Resident) -> None:
    """She has since asked to be rung. The phone is closed: we write to her, in Arabic, that we have it."""
    layla.tells_us(Kind.COMPLAINT, words=COMPLAINT, wanted="أصلحوه.")
    (received,) = town.post.delivers(layla.email)
    assert received["Content-Language"] == "ar" and layla.reference in words_of(received)
    layla.walker.visit(f"{layla.page}/adjustments/reach").choose("By phone").press("Save")
    town.post.delivers()
    place = place_for(town.charter, Kind.COMPLAINT, "roads")
    wilma = town.officer("Wilma Worker", place.role, place.team)
    with town.records() as session:
        case = session.scalars(sa.select(Case).where(Case.reference == layla.reference)).one()
        by = session.scalars(sa.select(Staff).where(Staff.name == wilma.name)).one()
        held(session, case, by=by, at=town.clock(), charter=town.charter)
    wilma.opens(layla.reference).sees(COMPLAINT, BANNER)
    wilma.walker.does_not_see("On 1 March one of us was afraid on the phone.")
    town.post.delivers()
    wilma.acknowledges(layla.reference)
    (told,) = town.post.delivers(layla.email)
    assert told["Content-Language"] == "ar" and layla.reference in words_of(told)


def asks_for_something_different(town: Town, layla: Resident) -> None:
    """What somebody needs gets in as well, and is told by the same way."""
    layla.tells_us(Kind.ADJUSTMENT, words=NEED)
    assert layla.reference in town.post.brings(layla.email)
    place = place_for(town.charter, Kind.ADJUSTMENT, "")
    rita = town.officer("Rita Relations", place.role, place.team)
    rita.opens(layla.reference).sees(NEED, BANNER)


def adds_to_the_closed_matter(town: Town, layla: Resident, matter: str) -> None:
    """It is kept, she reads before and after that we answer no more, and nothing is opened again."""
    says = "We have given our last answer on this matter. We keep what you add here, and we do not answer again on it."
    layla.walker.visit(matter).sees(says, "Tell us something new").visit(f"{matter}/add").sees(says)
    layla.walker.fill_in(layla.walker.heading, MORE).press("Send")
    layla.walker.sees("We have kept what you sent. We do not answer again on this matter.", MORE)
    reference = matter.split("/")[2]
    assert reference in town.post.brings(layla.email)
    with town.records() as session:
        case = session.scalars(sa.select(Case).where(Case.reference == reference)).one()
        assert case.closed_at is not None and case.contacts[-1].words == MORE
