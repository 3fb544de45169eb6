"""The messages that left, or have yet to: newest first, and each one as its reader sees it."""

import os
from enum import StrEnum
from functools import lru_cache

from flask import Response, abort, request

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, may, me
from shared.casework import tasks
from shared.charter.access import Right
from shared.charter.vocabulary import MADE_BY_HAND, Reach
from shared.config import Settings
from shared.delivery.channels import channels_of
from shared.delivery.envelope import envelope_of
from shared.delivery.making import words_of
from shared.delivery.outbox_folder import MAIL_ENDING, TEXT_ENDING, file_name
from shared.delivery.rendering import Letter, for_colleagues
from shared.models.notices import Notice
from shared.web.council import charter, settings
from shared.web.pages import show
from shared.web.unit_of_work import db

#: How the files in the outbox folder end, for each reach that a folder can serve.
_ENDINGS = {Reach.EMAIL: MAIL_ENDING, Reach.TEXT: TEXT_ENDING}


class State(StrEnum):
    """Where one message is."""

    OWED = "owed"
    TROUBLE = "trouble"
    BY_HAND = "by-hand"
    SENT = "sent"
    PARKED = "parked"


@blueprint.get("/messages")
@may(Right.READ_NOTICES)
def messages() -> Response:
    """Every message about a case that this person may see."""
    page = tasks.recent_notices(db(), me(), charter(), before=request.args.get("before"))
    return show("backoffice/outbox/messages.html", page=page, state_of=state_of)


@blueprint.get(f"/messages/<{NUMBER}:number>")
@may(Right.READ_NOTICES)
def message(number: int) -> Response:
    """One message, word for word."""
    notice = tasks.notice_seen_by(db(), number, me(), charter())
    if notice is None:
        abort(404)
    return show(
        "backoffice/outbox/message.html",
        notice=notice,
        letter=letter_of(notice),
        state=state_of(notice),
        file=_file(notice),
    )


def letter_of(notice: Notice) -> Letter:
    """The words of a notice, as the worker would deliver them; with the whole link while hands make or post it."""
    letter = words_of(notice, charter(), settings().base_url)
    by_hand = notice.reach is Reach.LETTER or notice.format in MADE_BY_HAND
    return letter if by_hand and notice.sent_at is None else for_colleagues(letter, notice)


def state_of(notice: Notice) -> State:
    """Sent, parked, in trouble, still owed, or for a person to tell."""
    if notice.sent_at:
        return State.SENT
    if notice.parked_at:
        return State.PARKED
    if notice.reach not in carried(settings()):
        return State.BY_HAND
    return State.TROUBLE if notice.trouble else State.OWED


@lru_cache(maxsize=4)
def carried(ours: Settings) -> frozenset[Reach]:
    """What leaves by itself here. The worker says what is wrong with a channel that is set up wrongly."""
    try:
        return channels_of(ours, os.environ).reaches
    except ValueError:
        return frozenset(_ENDINGS)


def _file(notice: Notice) -> str:
    """The name of the file in the outbox folder; empty where mail goes elsewhere, or this one is not there."""
    if settings().smtp or notice.reach not in _ENDINGS:
        return ""
    name = file_name(envelope_of(notice, charter()), _ENDINGS[notice.reach])
    return name if (settings().outbox / name).exists() else ""
