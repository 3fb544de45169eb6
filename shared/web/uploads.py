"""What comes in by a form with files: room for it, a look at each file, and what was refused in words."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, get_template_attribute, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from shared.files.checked import LARGEST_PHOTO, MOST, Checked, FileRefused, Why
from shared.files.door import let_in
from shared.files.naming import shown_name
from shared.files.store import Store
from shared.web.council import settings

View = TypeVar("View", bound=Callable[..., Any])

#: In bytes, all files of one sending together: what a telephone sends in a few minutes.
LARGEST_SENDING = 100_000_000
#: Of a larger one we read on to throw it away: a browser that cannot finish never shows what we answer.
_THROWN_AWAY = 500_000_000
_AT_ONCE = 1_000_000


def init_app(app: Flask) -> None:
    """To be called before anything that reads forms: the first look at a form settles how much may come."""
    app.before_request(_make_room)


def takes_files(view: View) -> View:
    """A view whose form may bring files."""
    view.__takes_files__ = True  # type: ignore[attr-defined]
    return view


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "__takes_files__", False):
        request.max_content_length = LARGEST_SENDING


def too_large() -> bool:
    """Is what was sent more than we take? Then the form counts as empty from now on, and its page can be shown."""
    try:
        _ = request.form
    except RequestEntityTooLarge:
        _throw_away()
        request.__dict__.update(form=ImmutableMultiDict(), files=ImmutableMultiDict())
        return True
    return False


def _throw_away() -> None:
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or _THROWN_AWAY, _THROWN_AWAY)
    with suppress(OSError):  # whoever sends it has gone
        while left > 0 and (read := stream.read(min(left, _AT_ONCE))):
            left -= len(read)


@dataclass(frozen=True)
class Received:
    """The files of one sending: those that can be kept, and why the others cannot."""

    good: Sequence[Checked]
    refused: Sequence[FileRefused]

    @property
    def nothing(self) -> bool:
        """Was no file chosen at all?"""
        return not (self.good or self.refused)


def chosen() -> Sequence[FileStorage]:
    """The files that were sent, not looked into yet."""
    return [one for one in request.files.getlist("files") if one.filename]


def received() -> Received:
    """Look into every file that was sent. It takes seconds: to be called while no transaction is open."""
    good: list[Checked] = []
    refused: list[FileRefused] = []
    for one in chosen()[:MOST]:
        try:
            good.append(_looked_into(one))
        except FileRefused as why:
            refused.append(why)
    return Received(good, [*refused, *(_one_too_many(one) for one in chosen()[MOST:])])


def _looked_into(one: FileStorage) -> Checked:
    # One byte more than anything may have: who is too big is told so by the one who knows what it is.
    return let_in(one.stream.read(LARGEST_PHOTO + 1), one.filename or "", settings().clamav)


def _one_too_many(one: FileStorage) -> FileRefused:
    return FileRefused(Why.TOO_MANY, shown_name(one.filename or ""))


def sentences(refused: Iterable[FileRefused]) -> list[str]:
    """Why each was refused and what to do, in the reader's language."""
    words = get_template_attribute("components/files.html", "file_refusal")
    return [words(one.why, one.name).strip() for one in refused]


def store() -> Store:
    """Where the files of this installation lie."""
    return Store(settings().files)
