"""One request, one transaction: an act is kept whole, or nothing of it is."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, abort
from flask.testing import FlaskClient

from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.drafts import Draft
from shared.web.extensions import csrf
from shared.web.unit_of_work import db, engine, small_write
from tests.builders import TUESDAY, a_case
from tests.conftest import Records


def note(key: str) -> Draft:
    """Something to be kept."""
    return Draft(key=key, answers={}, updated_at=TUESDAY)


def keep() -> str:
    db().add(note("act"))
    return "kept"


def keep_and_answer(status: int) -> Callable[[], tuple[str, int]]:
    def act() -> tuple[str, int]:
        db().add(note("act"))
        db().flush()
        return "answered", status

    return act


def stumble() -> str:
    db().add(note("act"))
    db().flush()
    raise ValueError("a slip of ours")


def turn_away() -> str:
    db().add(note("act"))
    db().flush()
    abort(403)


def keep_what_cannot_be() -> str:
    db().add_all([note("act"), note("act")])
    return "kept"


def count_and_refuse() -> tuple[str, int]:
    db().add(note("act"))
    db().flush()
    db().rollback()
    with small_write() as session:
        session.add(note("counted"))
    return "refused", 422


def count_first_and_refuse() -> tuple[str, int]:
    with small_write() as session:
        session.add(note("counted"))
    db().add(note("act"))
    return "refused", 422


def count_while_writing() -> str:
    db().add(note("act"))
    db().flush()
    with small_write() as session:
        session.add(note("counted"))
    return "kept"


# what the view does, the status of the answer, what is kept, reason
ACTS = [
    (keep, 200, ["act"], "it was done"),
    (keep_and_answer(303), 303, ["act"], "done, and sent to another page"),
    (keep_and_answer(422), 422, [], "an answer is missing: nothing happened"),
    (keep_and_answer(409), 409, [], "somebody else was quicker"),
    (turn_away, 403, [], "it was not allowed"),
    (stumble, 500, [], "we slipped"),
    (keep_what_cannot_be, 500, [], "the database refused one half: neither is kept"),
    (count_and_refuse, 422, ["counted"], "the act is refused, the wrong secret counted"),
    (count_first_and_refuse, 422, ["counted"], "in whatever order"),
    (count_while_writing, 500, [], "two writers in one request would wait for each other"),
]


@pytest.fixture
def door(app: Flask) -> FlaskClient:
    """Somebody whose pages nobody checks: what is looked at is the database."""
    app.test_client_class = FlaskClient
    for method in ("GET", "POST"):
        for number, (view, *_) in enumerate(ACTS):
            name = f"{method}{number}"
            app.add_url_rule(f"/acts/{number}", name, csrf.exempt(view), methods=[method])
    return app.test_client()


def kept(records: Records) -> list[str]:
    """What is in the database now."""
    with records() as session:
        return list(session.scalars(sa.select(Draft.key).order_by(Draft.key)))


@pytest.mark.parametrize(("number", "status", "expected", "reason"), [(n, *row[1:]) for n, row in enumerate(ACTS)])
def test_an_act_is_kept_whole_or_not_at_all(
    door: FlaskClient, records: Records, number: int, status: int, expected: list[str], reason: str
) -> None:
    assert door.post(f"/acts/{number}").status_code == status
    assert kept(records) == expected, reason


@pytest.mark.parametrize("number", [0, 1])
def test_whoever_only_asks_changes_nothing(door: FlaskClient, records: Records, number: int) -> None:
    assert door.get(f"/acts/{number}").status_code < 400
    assert kept(records) == []


def test_a_small_write_may_belong_to_a_page_that_is_only_looked_at(app: Flask, records: Records) -> None:
    def look() -> str:
        assert db().scalar(sa.select(sa.func.count(Draft.key))) == 0
        with small_write() as session:
            session.add(note("seen"))
        return "<p>seen</p>"

    app.test_client_class = FlaskClient
    app.add_url_rule("/look", "look", look)
    assert app.test_client().get("/look").status_code == 200
    assert kept(records) == ["seen"]


def test_what_the_database_refuses_at_the_very_end_is_told_as_any_other_error(app: Flask, charter: Charter) -> None:
    """Two people save one case in the same instant: both acts were fine until the second one was to be kept."""

    def save() -> str:
        case: Case = a_case(db(), charter)
        db().execute(sa.text("UPDATE cases SET version = 7"))
        case.bounces = 1
        case.version = 3
        return "kept"

    app.test_client_class = FlaskClient
    app.add_url_rule("/save", "save", csrf.exempt(save), methods=["POST"])
    answer = app.test_client().post("/save")
    assert answer.status_code == 409
    assert "This has changed since you opened it" in answer.text
    assert "Content-Security-Policy" in answer.headers, "with every header that a page has"


def test_a_page_that_was_refused_leaves_no_connection_behind(app: Flask, door: FlaskClient) -> None:
    for number in range(len(ACTS)):
        door.post(f"/acts/{number}")
    with app.app_context():
        pool = engine().pool
    assert isinstance(pool, sa.QueuePool)
    assert pool.checkedout() == 0


def test_no_connection_is_opened_before_somebody_asks(app: Flask) -> None:
    with app.app_context():
        pool = engine().pool
    assert isinstance(pool, sa.QueuePool)
    assert (pool.checkedin(), pool.checkedout()) == (0, 0), "worker processes are forked first"
