"""What somebody reads once they have added something: it is here, it has woken the case, or it is kept."""

from flask_babel import gettext

from shared.casework import limited
from shared.casework.steps import is_closed
from shared.casework.ties import goes_on_in, same_person
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.filters import day
from shared.web.now import today
from shared.web.unit_of_work import db


def thanks_for(case: Case, *, was_closed: bool) -> str:
    """One sentence or two; `was_closed` is how the case stood before."""
    lead = goes_on_in(db(), case)
    if lead is not case and not same_person(case, lead):  # how another person's case stands is not theirs to know
        return str(gettext("We have what you added."))
    if limited.kept_only(lead, today(), charter()):
        return str(gettext("We have kept what you sent. We do not answer again on this matter."))
    if was_closed and not is_closed(lead):
        return str(gettext("We have what you added. We have opened this again: the new date is at the top."))
    read_on = limited.read_on(lead, today(), charter())
    if read_on is not None:
        return str(gettext("We have what you added. We read it on %(day)s.", day=day(read_on)))
    return str(gettext("We have what you added. You can read it below."))
