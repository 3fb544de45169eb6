"""One request, one transaction: what an act changes stands or falls together, committed at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.models.database import make_engine, reading, writing

_ASKING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, url: str) -> None:
    """Give the application its database and let every request end its own transaction.

    The engine is made here, but opens no connection before the first request: worker processes are forked first.
    To be called last: Flask asks the latest first, so the commit comes before an answer gets its headers.
    """
    app.extensions["bywhen.engine"] = make_engine(url)
    app.after_request(_finish)
    app.teardown_request(_let_go)


def engine() -> Engine:
    """The database of this application."""
    found: Engine = current_app.extensions["bywhen.engine"]
    return found


def db() -> Session:
    """This request's session: one that only asks for a GET, one writing transaction for everything else."""
    if "db" not in g:
        g.db = reading(engine()) if request.method in _ASKING else writing(engine())
    session: Session = g.db
    return session


@contextmanager
def small_write() -> Iterator[Session]:
    """A write of its own, kept even when the request's own act is refused: a wrong secret counted, a look noted.

    Raises RuntimeError while the request's own writing is under way: on SQLite the second writer would wait for the
    first until it gave up.
    """
    own: Session | None = g.get("db")
    if request.method not in _ASKING and own is not None and own.in_transaction():
        raise RuntimeError("Let go of the request's own transaction first, by commit or rollback.")
    with writing(engine()) as session, session.begin():
        yield session


def _finish(response: Response) -> Response:
    """Commit what the act did, unless the answer says that it was refused."""
    session: Session | None = g.get("db")
    if session is None:
        return response
    if response.status_code >= 400 or request.method in _ASKING:
        session.rollback()
        return response
    try:
        session.commit()
    except Exception as refused:  # the last word is the database's: what it refuses is told like any other error
        session.rollback()
        return current_app.make_response(current_app.handle_user_exception(refused))
    return response


def _let_go(error: BaseException | None) -> None:
    session: Session | None = g.pop("db", None)
    if session is not None:
        session.close()
