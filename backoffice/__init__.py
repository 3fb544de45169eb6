"""What staff see: closed to the street, every address opened by name to the roles that need it."""

from backoffice import (
    account,
    cases,
    figures,
    files,
    guard,
    intake,
    letters,
    outbox,
    signin,
    staff,
    steps_closing,
    steps_replies,
    steps_routing,
    tasks,
    worklist,
)

__all__ = [
    "account",
    "cases",
    "figures",
    "files",
    "guard",
    "intake",
    "letters",
    "outbox",
    "signin",
    "staff",
    "steps_closing",
    "steps_replies",
    "steps_routing",
    "tasks",
    "worklist",
]
