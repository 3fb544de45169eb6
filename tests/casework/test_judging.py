"""What a manager decides about an incident, and what nobody decides alone (clauses RP-12, RP-17, RP-19; trap T-18)."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import evidence, judging
from shared.casework.judging import Verdict
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.files import AttachedFile
from shared.models.incidents import Incident, Judged
from shared.models.staff import Staff
from tests.builders import TUESDAY
from tests.casework.test_incidents import recorded
from tests.people import Cast

VIEWS = {"staff_views": "I am not afraid.", "others_views": "He is calm now."}


def decided(
    session: Session, incident: Incident, by: Staff, charter: Charter, what: Judged = Judged.POLICE, **more: Any
) -> None:
    """One decision; `yes` and so on to vary."""
    verdict = Verdict(what, **{"yes": True, "reasons": "I have thought about it.", **more})
    judging.decide(session, incident, verdict, by=by, at=TUESDAY, charter=charter, once=None)


# who, what, how, what is refused (None: it is done), why it is so
RULES = [
    ("worker", Judged.POLICE, {}, WhyNot.MANAGER_AT_HAND, "a manager decides where one is at hand"),
    ("worker", Judged.POLICE, {"without_manager": True}, None, "anybody may report where none is"),
    ("worker", Judged.POLICE, {"yes": False, **VIEWS}, WhyNot.NOT_YOUR_ROLE, "the threatened never decides not to"),
    ("worker", Judged.POLICE, {"yes": False, "without_manager": True, **VIEWS}, WhyNot.NOT_YOUR_ROLE, "not even alone"),
    ("colleague", Judged.POLICE, {"yes": False, **VIEWS}, WhyNot.NOT_YOUR_ROLE, "nor does a colleague"),
    ("leader", Judged.POLICE, {"yes": False}, WhyNot.VIEWS_MISSING, "not before those it concerns are heard"),
    ("leader", Judged.POLICE, {"yes": False, "staff_views": "x"}, WhyNot.VIEWS_MISSING, "all of them"),
    ("leader", Judged.POLICE, {"yes": False, **VIEWS}, None, "a manager may, with their views"),
    ("leader", Judged.POLICE, {}, None, "a manager may report"),
    ("leader", Judged.POLICE, {"reasons": " "}, WhyNot.WORDS_MISSING, "with reasons"),
    ("worker", Judged.REGISTER, {}, WhyNot.NOT_YOUR_ROLE, "the register is a manager's"),
    ("leader", Judged.REGISTER, {"yes": False}, None, "either way"),
    ("head", Judged.UNACCEPTABLE, {"yes": False}, None, "a manager may say that it was acceptable"),
    ("leader", Judged.KEEP, {"yes": False}, WhyNot.NOT_HERE, "a threat is always kept"),
]


@pytest.mark.clause("RP-12", "RP-17")
@pytest.mark.parametrize(("who", "what", "how", "why", "reason"), RULES)
def test_who_decides_what(
    session: Session,
    charter: Charter,
    cast: Cast,
    who: str,
    what: Judged,
    how: dict[str, Any],
    why: WhyNot | None,
    reason: str,
) -> None:
    incident = recorded(session, charter, cast.worker)
    by = getattr(cast, who)
    if why is not None:
        with pytest.raises(NotAllowed) as refused:
            decided(session, incident, by, charter, what, **how)
        assert refused.value.why is why, reason
        return
    decided(session, incident, by, charter, what, **how)
    found = judging.latest(incident, what)
    assert found is not None and found.role == by.role.value, reason


@pytest.mark.clause("RP-17")
def test_a_threatened_manager_decides_nothing_about_it_but_may_report(
    session: Session, charter: Charter, cast: Cast
) -> None:
    incident = recorded(session, charter, cast.leader)
    for what in (Judged.POLICE, Judged.REGISTER, Judged.UNACCEPTABLE):
        with pytest.raises(NotAllowed):
            decided(session, incident, cast.leader, charter, what, yes=False, **VIEWS)
    decided(session, incident, cast.leader, charter)
    with pytest.raises(NotAllowed):
        judging.looked(incident, by=cast.leader, at=TUESDAY, charter=charter)


@pytest.mark.clause("RP-17")
def test_whoever_wrote_it_down_does_not_decide_against_the_police(
    session: Session, charter: Charter, cast: Cast
) -> None:
    incident = recorded(session, charter, cast.leader, affected=cast.worker)
    with pytest.raises(NotAllowed):
        decided(session, incident, cast.leader, charter, yes=False, **VIEWS)
    decided(session, incident, cast.head, charter, yes=False, **VIEWS)


def test_it_leaves_the_queue_with_its_last_question_and_not_before(
    session: Session, charter: Charter, cast: Cast
) -> None:
    incident = recorded(session, charter, cast.worker)
    assert judging.open_questions(incident, charter) == (Judged.REGISTER, Judged.POLICE)
    with pytest.raises(NotAllowed):
        judging.looked(incident, by=cast.leader, at=TUESDAY, charter=charter)
    decided(session, incident, cast.leader, charter, Judged.REGISTER)
    assert incident.looked_at is None
    decided(session, incident, cast.leader, charter)
    assert (incident.looked_at, incident.looked_by) == (TUESDAY, cast.leader)


def test_a_later_decision_counts_and_the_earlier_one_stays(session: Session, charter: Charter, cast: Cast) -> None:
    incident = recorded(session, charter, cast.worker)
    decided(session, incident, cast.leader, charter, yes=False, **VIEWS)
    decided(session, incident, cast.head, charter, facts={"number": "PS-1"})
    session.flush()
    latest = judging.latest(incident, Judged.POLICE)
    assert latest is not None and latest.yes and latest.facts == {"number": "PS-1"}
    assert len(incident.judgements) == 2


@pytest.mark.clause("RP-19")
def test_contact_outside_the_office_that_is_not_kept_leaves_only_that_it_was_talked_about(
    session: Session, charter: Charter, cast: Cast, tmp_path: Path
) -> None:
    incident = recorded(session, charter, cast.worker, categories=("outside-the-office",), witnesses="Colin")
    store, photo = Store(tmp_path), Checked(FileKind.PICTURE, "image/jpeg", "message.jpg", b"a photo")
    evidence.add(session, incident, [photo], store=store, label="A message", by=cast.worker, at=TUESDAY)
    judging.account(session, incident, who="Colin", words="I saw it.", by=cast.worker, at=TUESDAY)
    session.flush()
    decided(session, incident, cast.leader, charter, Judged.KEEP, yes=False, reasons="A greeting in a shop.")
    session.flush()
    session.expire_all()
    assert (incident.words, incident.witnesses, incident.accounts) == ("", "", [])
    assert not session.scalars(sa.select(AttachedFile)).all()
    kept = judging.latest(incident, Judged.KEEP)
    assert kept is not None and kept.reasons == "A greeting in a shop."


@pytest.mark.clause("RP-19")
def test_what_is_worse_than_contact_outside_the_office_is_always_kept(
    session: Session, charter: Charter, cast: Cast
) -> None:
    incident = recorded(session, charter, cast.worker, categories=("outside-the-office", "abuse"))
    assert Judged.KEEP not in judging.questions(incident, charter)
    with pytest.raises(NotAllowed):
        decided(session, incident, cast.leader, charter, Judged.KEEP, yes=False)
    assert incident.words


@pytest.mark.clause("RP-17")
def test_what_somebody_saw_is_added_once_and_never_without_words(
    session: Session, charter: Charter, cast: Cast
) -> None:
    incident = recorded(session, charter, cast.worker)
    for _ in range(2):
        judging.account(session, incident, who="Colin", words="I heard.", by=cast.colleague, at=TUESDAY, once="a1")
        session.flush()
    assert [one.words for one in incident.accounts] == ["I heard."]
    with pytest.raises(NotAllowed):
        judging.account(session, incident, who=" ", words="I heard.", by=cast.colleague, at=TUESDAY)
