"""A complaint rests while both sides talk it over with a mediator, and goes on with the days that it had left."""

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local


@pytest.mark.clause("FP-4", "CH-1")
@pytest.mark.parametrize("organisation", ["feedback-authority"])
def test_a_complaint_rests_for_mediation_and_every_date_is_told(organisation: str, town: Town) -> None:
    """Acknowledged on Wednesday 3 March: the answer is due on the 17th. It rests from the 10th to the 24th.

    The ten days of rest that count, 11 12 15 to 19 and 22 23 24 March, are added to the 17th: 18 19 22 to 25 30 31
    March, 1 and 2 April. Good Friday is 26 March, Easter Monday the 29th.
    """
    resident, wilma = town.in_hand(Kind.COMPLAINT, received=local(2027, 3, 1), acknowledged=local(2027, 3, 3))
    resident.looks().sees("by Wednesday 17 March 2027")
    town.clock.set(local(2027, 3, 10))
    wilma.opens(resident.reference).walker.press("Let it rest").choose("Mediation").choose("Yes")
    wilma.walker.fill_in("Why does it rest?", "You both agreed to talk with a mediator.")
    wilma.walker.fill_in("Day", "7").fill_in("Month", "4").fill_in("Year", "2027").press("Let it rest now")
    wilma.sees("The complaint rests. The customer is told.")
    letter = town.post.brings(resident.email)
    for words in ("You both agreed to talk with a mediator.", "Wednesday 7 April 2027"):
        assert words in letter, letter
    resident.looks().sees("by Wednesday 7 April 2027")
    # What we wrote on the 3rd still stands among the messages, as it was sent; the promise is the new one.
    assert "17 March" not in resident.walker.tab.locator(".bw-due").first.inner_text()

    town.clock.set(local(2027, 3, 24))
    wilma.opens(resident.reference).walker.press("End the rest")
    wilma.walker.fill_in("How did it end?", "You settled two of three things.").press("Go on with it")
    letter = town.post.brings(resident.email)
    for words in ("You settled two of three things.", "Friday 2 April 2027"):
        assert words in letter, letter
    resident.looks().sees("by Friday 2 April 2027")
