"""Nothing that a person typed is lost, however they walk; one case is made; and a guess opens nothing."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.charter.reference import new_reference
from shared.charter.vocabulary import Kind, Reach
from shared.models.cases import Case
from tests.browser import Visitor
from tests.journeys.conftest import Town
from tests.journeys.residents import QUESTION, Resident

LONG = "It began on Monday. " * 200


def cases(town: Town) -> int:
    """How many the council has."""
    with town.records() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0


def test_back_and_forward_in_the_browser_keep_every_answer(town: Town) -> None:
    resident = (
        town.resident()
        .begins(Kind.REQUEST)
        .is_for("For me")
        .finds("Roads and potholes")
        .writes("What do you need?", LONG)
    )
    visitor = _visitor(resident)
    visitor.tab.go_back()
    visitor.tab.reload()
    assert visitor.tab.get_by_label("What do you need?").input_value() == LONG.strip()
    visitor.tab.go_back()
    visitor.tab.go_back()
    visitor.tab.reload()
    assert visitor.tab.get_by_label("Roads and potholes").is_checked()
    for _ in range(3):
        visitor.tab.go_forward()
    resident.attaches_nothing().can_be_reached().walker.press("Back")
    assert visitor.tab.get_by_label("Your name").input_value() == resident.name
    visitor.press("Continue")
    resident.needs_nothing(Kind.REQUEST)
    visitor.sees("Check what you want to send", LONG, resident.email)
    resident.sends(Kind.REQUEST)
    assert cases(town) == 1


def test_cookies_cleared_in_the_middle_lose_nothing(town: Town) -> None:
    resident = (
        town.resident()
        .begins(Kind.COMPLAINT)
        .is_for("For me")
        .finds("Roads and potholes")
        .writes("What happened?", LONG)
    )
    visitor = _visitor(resident)
    visitor.fill_in("What would put it right?", "Say sorry.")
    visitor.tab.context.clear_cookies()
    visitor.press("Continue").sees("This page was open for a long time.")
    assert visitor.tab.get_by_label("What would put it right?").input_value().strip() == "Say sorry."
    visitor.press("Continue")
    resident.attaches_nothing().can_be_reached().needs_nothing(Kind.COMPLAINT)
    resident.sees(LONG, "Say sorry.", "Roads and potholes").sends(Kind.COMPLAINT)
    assert cases(town) == 1


def test_a_token_that_has_run_out_gives_the_words_back(town: Town) -> None:
    resident = town.resident().begins(Kind.COMMENT).is_for("For me").finds("Roads and potholes")
    visitor = _visitor(resident)
    _spoil_the_token(visitor)
    visitor.fill_in(QUESTION[Kind.COMMENT], LONG).press("Continue")
    assert visitor.status == 422
    visitor.sees("This page was open for a long time.")
    assert visitor.tab.get_by_label(QUESTION[Kind.COMMENT]).input_value().strip() == LONG.strip()
    visitor.press("Continue")
    resident.attaches_nothing()
    assert visitor.heading == "How can we reach you?"


def test_a_token_that_has_run_out_on_the_last_page_sends_nothing_and_keeps_all(town: Town) -> None:
    resident = town.resident().answers_everything(Kind.REQUEST, words=LONG)
    _spoil_the_token(_visitor(resident))
    resident.walker.press("Send your request").sees("This page was open for a long time.", LONG)
    assert cases(town) == 0
    resident.sends(Kind.REQUEST)
    assert cases(town) == 1


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_pressed_twice_one_case_is_made(javascript: bool, town: Town) -> None:
    resident = Resident(town.walks(javascript)).answers_everything(Kind.REQUEST)
    tab = _visitor(resident).tab
    tab.get_by_role("button", name="Send your request").dblclick()
    tab.wait_for_url("**/sent")
    assert cases(town) == 1
    assert len(town.post.delivers(resident.email)) == 1


@pytest.mark.parametrize(
    "returns",
    [
        pytest.param(lambda tab: (tab.go_back(), tab.reload()), id="by the back button"),
        pytest.param(lambda tab: tab.goto(tab.url.split("/track")[0] + "/tell-us/words"), id="by an address"),
    ],
)
def test_whoever_comes_back_to_a_journey_that_was_sent_is_led_to_its_page(
    returns: Callable[[object], object], town: Town
) -> None:
    resident = town.resident()
    reference = resident.tells_us(Kind.REQUEST)
    returns(_visitor(resident).tab)
    resident.sees("You have sent this", "You need not send it again.")
    resident.walker.press("See what happens next").sees(reference)
    resident.begins(Kind.REQUEST).is_for("For me").finds("").walker.does_not_see("The pothole outside number 4")
    assert cases(town) == 1


def test_two_journeys_in_two_windows_stay_two(town: Town) -> None:
    first = town.resident().begins(Kind.REQUEST)
    visitor = _visitor(first)
    second = Resident(Visitor(visitor.tab.context.new_page(), visitor.address, False)).begins(Kind.REQUEST)
    first.is_for("For me").finds("")
    second.is_for("For me").finds("")
    first.writes("What do you need?", "A new bin.")
    second.writes("What do you need?", "A grit box.")
    for resident, words in ((first, "A new bin."), (second, "A grit box.")):
        resident.attaches_nothing().can_be_reached().needs_nothing(Kind.COMPLAINT)
        resident.sees(words).sends(Kind.REQUEST)
    assert first.reference != second.reference
    assert cases(town) == 2


def test_the_page_of_a_case_survives_being_bookmarked_and_needs_no_cookie(town: Town) -> None:
    resident = town.resident()
    reference = resident.tells_us(Kind.REQUEST)
    _visitor(resident).tab.context.clear_cookies()
    resident.looks().sees(reference)
    town.clock.forward(days=400)
    resident.looks().sees(reference)


@pytest.mark.clause("SC-7")
def test_a_wrong_secret_says_the_same_as_an_unknown_reference(paper_town: Town) -> None:
    resident = paper_town.resident()
    reference = resident.tells_us(Kind.REQUEST)
    unknown = paper_town.resident()
    unknown.tells_us(Kind.REQUEST)
    said = set()
    for known, secret in ((reference, "somebody@else.example"), (_never_given(reference), resident.email)):
        resident.walker.visit("/look-up").fill_in("Your reference", known)
        resident.walker.fill_in("Your e-mail address, phone number or code", secret).press("Continue")
        assert resident.walker.path == "/look-up"
        said.add(resident.walker.text.replace(known, "").replace(secret, ""))
    assert len(said) == 1
    pages = set()
    for link in (f"/track/{reference}/{'x' * 22}", f"/track/{_never_given(reference)}/{'x' * 22}"):
        pages.add(resident.walker.visit(link).text)
        resident.sees("We cannot open this page")
    assert len(pages) == 1


@pytest.mark.clause("SC-7")
def test_whoever_guesses_is_slowed_down_and_the_link_goes_on_working(paper_town: Town) -> None:
    resident, stranger = paper_town.resident(), paper_town.resident()
    reference = resident.tells_us(Kind.REQUEST)
    tries = 0
    while stranger.walker.visit("/look-up").heading != "Wait a little, then try again" and tries < 30:
        stranger.walker.fill_in("Your reference", reference)
        stranger.walker.fill_in("Your e-mail address, phone number or code", f"guess{tries}@else.example")
        tries += 1
        if stranger.walker.press("Continue").heading == "Wait a little, then try again":
            break
    assert 5 <= tries <= 12, "after a few tries, not at once and not after hundreds"
    stranger.sees("Try again in")
    resident.looks().sees(reference)
    paper_town.clock.forward(minutes=16)
    stranger.walker.visit("/look-up").fill_in("Your reference", reference)
    stranger.walker.fill_in("Your e-mail address, phone number or code", resident.email).press("Continue")
    stranger.sees(reference, "What happens next")


def test_whoever_gives_no_name_keeps_a_code_that_opens_the_page(town: Town) -> None:
    resident = town.resident().begins(Kind.REQUEST).is_for("For me").finds("").writes("What do you need?", "A new bin.")
    resident.attaches_nothing().can_be_reached(by=Reach.NONE).sends(Kind.REQUEST)
    code = resident.page.rsplit("/", 1)[1]
    resident.sees("Keep your reference and your code", code)
    assert town.post.delivers() == []
    resident.walker.visit("/look-up").fill_in("Your reference", resident.reference.lower().replace("-", " "))
    resident.walker.fill_in("Your e-mail address, phone number or code", code).press("Continue")
    resident.sees(resident.reference, "What happens next")


def _visitor(resident: Resident) -> Visitor:
    assert isinstance(resident.walker, Visitor)
    return resident.walker


def _spoil_the_token(visitor: Visitor) -> None:
    """As after the installation was given a new secret, or a year in an open window."""
    cookie = next(one for one in visitor.tab.context.cookies() if one["name"] == "bywhen")
    visitor.tab.context.add_cookies([{**cookie, "value": "run-out"}])


def _never_given(reference: str) -> str:
    """A reference that is well formed and belongs to nobody."""
    fresh = new_reference(reference.partition("-")[0])
    assert fresh != reference
    return fresh
