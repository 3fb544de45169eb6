"""By when a request for information is to be answered, wherever it came in: by law, not by the council's own days."""

from datetime import date

from shared.charter.calendar import WorkingCalendar
from shared.charter.clock import Start, due_on
from shared.charter.vocabulary import Division

#: In working days: Freedom of Information Act 2000, 10(1); Freedom of Information (Scotland) Act 2002, 10(1).
ANSWERED_WITHIN = 20


def answer_information_by(received_on: date, nation: str) -> date:
    """The last day on which a request for information that reached the council on that day is answered in time.

    The day of receipt is day nought, also at a weekend. In Scotland its own bank holidays do not count; in the rest of
    the country those of any part of it do not. Days on which this council is closed count all the same (clause CH-2).
    Raises `BeyondHorizon`.
    """
    by_law = WorkingCalendar(Division.SCOTLAND if nation == "scotland" else Division.ANY_PART)
    due = due_on(by_law, Start(received_on), ANSWERED_WITHIN)
    assert due is not None, "nothing stops this count"
    return due
