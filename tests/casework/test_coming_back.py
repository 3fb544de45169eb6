"""The code of a draft, the link to it, and what goes with it, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import coming_back, drafts, handing_over, sending
from shared.casework.customers import Person
from shared.casework.handing_over import Begun, State
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.database import writing
from shared.models.drafts import Draft, HandOver
from shared.models.notices import Notice
from tests.builders import TUESDAY
from tests.people import a_cast

SECRET = "of this installation"
MORAG = Person(name="Morag", email="morag@customer.example", reach=Reach.EMAIL)


def _link(session: Session, charter: Charter, **more: Any) -> Notice | None:
    drafts.keep(session, "hers", {"words": "The light is out."}, at=TUESDAY, language="gd")
    draft = coming_back.promise(session, "hers", SECRET)
    assert draft is not None
    whole = {"to_address": "morag@customer.example", "at": TUESDAY, **more}
    return coming_back.send_link(session, draft, secret=SECRET, charter=charter, **whole)


@pytest.mark.clause("CH-5")
def test_a_link_goes_with_the_answers_that_it_leads_to(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        notice = _link(session, charter)
        assert notice is not None and notice.language == "gd"
        session.commit()
    with writing(databases) as session:
        assert coming_back.opened(session, coming_back.code_of("hers", SECRET), at=TUESDAY) is not None
        assert drafts.forget_old(session, at=TUESDAY + timedelta(days=29)) == 1
        session.commit()
        assert session.scalars(sa.select(Notice)).all() == []


@pytest.mark.clause("FP-11")
def test_what_was_handed_over_and_never_sent_is_told_as_deleted(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        by = a_cast(session, charter).worker
        how: dict[str, Any] = {"by": by, "secret": SECRET, "at": TUESDAY, "charter": charter}
        over = handing_over.begin(session, Begun(MORAG), key="begun-1", **how)
        handing_over.begin(session, Begun(MORAG), key="begun-2", **how)
        session.commit()
        assert handing_over.take_back(session, over, at=TUESDAY)
        later = TUESDAY + timedelta(days=29)
        drafts.forget_old(session, at=later)
        handing_over.forget_old(session, at=later)
        session.commit()
        session.expire_all()
        states = [one.state for one in handing_over.mine(session, by, charter)]
        assert states == [State.DELETED], "what was taken back a month ago is not told any more"
        assert session.scalars(sa.select(Draft)).all() == []
        assert session.scalars(sa.select(HandOver.to_address)).all() == [""]


def test_what_opens_the_answers_is_not_kept_once_it_has_left(session: Session, charter: Charter) -> None:
    notice = _link(session, charter)
    assert notice is not None and "link" in notice.facts
    sending.sent(session, notice, at=TUESDAY)
    assert set(notice.facts) == {"deleted_on"}


def test_an_address_that_cannot_be_reached_stops_no_worker(session: Session, charter: Charter) -> None:
    notice = _link(session, charter)
    assert notice is not None
    session.flush()
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter)
    sending.failed(session, notice, at=TUESDAY, charter=charter, trouble="No such person", for_good=True)
    assert notice.parked_at == TUESDAY


def test_enough_is_enough(session: Session, charter: Charter) -> None:
    for number in range(coming_back.MOST_LINKS):
        assert _link(session, charter, to_address=f"{number}@customer.example") is not None
        session.flush()
    assert _link(session, charter, to_address="another@customer.example") is None


def test_a_draft_without_a_code_is_opened_by_none(session: Session) -> None:
    drafts.keep(session, "hers", {}, at=TUESDAY)
    session.flush()
    assert coming_back.opened(session, coming_back.code_of("hers", SECRET), at=TUESDAY) is None
    assert coming_back.opened(session, "", at=TUESDAY) is None


def test_what_was_sent_gets_no_new_code(session: Session) -> None:
    drafts.keep(session, "hers", {}, at=TUESDAY)
    drafts.became(session, "hers", "/track/HC-7Q4K-2M9P/key", at=TUESDAY)
    session.flush()
    assert coming_back.promise(session, "hers", SECRET) is None
    assert coming_back.promise(session, "nobodys", SECRET) is None


@pytest.mark.clause("FP-11b")
def test_a_form_goes_over_in_the_format_that_was_asked_for(session: Session, charter: Charter) -> None:
    by = a_cast(session, charter).worker
    needs = Person("Morag", address="4 Bank Street", reach=Reach.LETTER, format=Format.LARGER_PRINT, language="gd")
    over = handing_over.begin(session, Begun(needs), key="begun-1", by=by, secret=SECRET, at=TUESDAY, charter=charter)
    session.flush()
    (notice,) = coming_back.links_of(session, over.draft_key)
    assert (notice.format, notice.language, notice.to_name) == (Format.LARGER_PRINT, "gd", "Morag")
