"""How a case may end."""

import pytest

from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome


@pytest.mark.clause("CC-7")
def test_staff_cannot_close_as_answered_what_nobody_answered() -> None:
    assert set(Outcome) - set(CLOSING_WITHOUT_REPLY) == {
        Outcome.ANSWERED,
        Outcome.THANKED,
        Outcome.RESOLVED_AT_FIRST_CONTACT,
        Outcome.NOT_TAKEN_UP,
    }
