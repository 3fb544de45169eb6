"""The managers' list of what was refused to people since they complained."""

from datetime import timedelta

import pytest

from shared.casework import closing
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Outcome
from tests.backoffice.desk import Office
from tests.builders import TUESDAY

WHERE = "/office/since-complaining"
SEE_IT = ("head", "relations")
NOT_THEY = ("triage", "worker", "leader", "councillor", "analyst", "administrator", "safeguarding", "stranger")


@pytest.mark.clause("FP-16")
def test_managers_see_what_was_refused_since_a_complaint(office: Office) -> None:
    complaint = office.case(Kind.COMPLAINT, at=TUESDAY - timedelta(days=9))
    case = office.case()
    closing_words = {"outcome": Outcome.NOTHING_TO_ANSWER, "reason": "<b>Nothing</b> in it."}
    office.act(closing.close, case.reference, by=office.cast.relations, at=TUESDAY, **closing_words)
    page = office.desk(office.cast.relations).client.get(WHERE)
    assert page.status_code == 200
    for words in (case.reference, complaint.reference, "Morag MacLeod", "Rita Relations", "9 days", "&lt;b&gt;Nothing"):
        assert words in page.text, words
    assert "Closed without an answer: Nothing in it to answer" in page.text
    empty = office.desk(office.cast.head).client.get(WHERE)
    assert "Nothing here." in empty.text, "another area’s"


def test_only_managers_open_it(office: Office) -> None:
    for name in (*SEE_IT, *NOT_THEY):
        client = office.desk(getattr(office.cast, name)).client
        assert client.get(WHERE).status_code == (200 if name in SEE_IT else 403), name
    odd = office.desk(office.cast.relations).client
    for after in ("nonsense", "1.2", "9" * 30, "%00"):
        assert odd.get(f"{WHERE}?after={after}").status_code == 200, after
