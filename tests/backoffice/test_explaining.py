"""Explaining what we meant: the question with its day on the case and among the tasks, answered in the same thread."""

import pytest

from shared.casework import meanings, replies
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.backoffice.desk import Office
from tests.builders import TUESDAY
from tests.clock import SettableClock


def _asks(session: object, case: Case, charter: object) -> None:
    ask = {"words": "What is triage?", "at": TUESDAY, "charter": charter}
    meanings.ask(session, case, case.contacts[-1], **ask)


@pytest.mark.clause("CH-7")
def test_a_question_is_seen_with_its_day_and_explained_in_the_same_thread(office: Office, clock: SettableClock) -> None:
    case = office.case(held_by=office.cast.worker)
    words = {"words": "It is subject to triage.", "by": office.cast.worker, "at": TUESDAY}
    office.act(replies.write, case.reference, **words)
    office.act(_asks, case.reference)
    desk = office.desk(office.cast.worker)
    page = desk.sees(case).text
    for said in ("What is triage?", "Please explain the message of", "To be explained by Friday 5 March 2027."):
        assert said in page
    assert "Explain something to Morag MacLeod" in desk.client.get("/office/tasks").text
    form = desk.opens("clear-up", case).text
    assert "It is subject to triage." in form and "What is triage?" in form
    clock.forward(days=5)
    assert "Late" in desk.client.get("/office/tasks").text
    seen = desk.takes("clear-up", case, preview="yes", words="Triage means sorting.")
    assert "This is what we meant" in seen.text
    assert desk.takes("clear-up", case, words=" ").status_code == 422
    assert desk.takes("clear-up", case, words="Triage means sorting.").status_code == 303
    assert "Explain something" not in desk.client.get("/office/tasks").text
    assert "To be explained by" not in desk.sees(case).text
    with office.records() as session:
        assert session.query(Notice).filter_by(template="explanation").count() == 1
    assert desk.opens("clear-up", case).status_code == 409, "nothing is left to explain"
