"""PDF: opened, walked through to its last corner, and written anew with only what was seen there."""

import io
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, PasswordError, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from shared.files.checked import FileKind, FileRefused, Found, Why

#: In bytes: what one packed part may unfold to while a file is opened. A small file could otherwise fill the memory.
_UNFOLDED = 30_000_000
#: More parts than any letter or plan has; more would keep us busy for minutes.
_MOST_PARTS = 400_000
#: Keys under which a PDF holds what acts by itself, or another file.
_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/RichMediaSettings", "/Launch"}
)
#: Actions that do more than turn a page or open a web address.
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
    | {"/RichMediaExecute", "/GoTo3DView"}
)
_ACTIVE_TYPES = frozenset({"/EmbeddedFile", "/RichMedia", "/Movie", "/Screen", "/3D", "/FileAttachment", "/Sound"})
_TURNS_A_PAGE = frozenset({"/GoTo", "/Named"})

set_qpdf_limits(
    flate_max_memory=_UNFOLDED, png_max_memory=_UNFOLDED, tiff_max_memory=_UNFOLDED, run_length_max_memory=_UNFOLDED
)


def read(data: bytes) -> Found:
    """Raises `FileRefused`: locked, broken, or holding something that acts by itself."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            if not len(pdf.pages):
                raise FileRefused(Why.EMPTY)
            for part in _parts(pdf):
                _refuse_active(part)
            return Found(FileKind.PDF, "application/pdf", ".pdf", _written_anew(pdf))
    except (FileRefused, MemoryError):
        raise
    except PasswordError as why:
        raise FileRefused(Why.LOCKED) from why
    except Exception as why:  # what is damaged shows itself anywhere
        raise FileRefused(Why.BROKEN) from why


def _parts(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    """Every dictionary that can be reached, each once, however deep it lies and whatever goes round in circles."""
    waiting: list[Object] = [pdf.trailer]
    known: set[tuple[int, int]] = set()
    seen = 0
    while waiting:
        part = waiting.pop()
        if part.is_indirect:
            if part.objgen in known:
                continue
            known.add(part.objgen)
        seen += 1
        if seen > _MOST_PARTS:
            raise FileRefused(Why.BROKEN)
        if isinstance(part, Dictionary | Stream):
            yield part
            waiting += [value for _, value in part.items() if isinstance(value, Object)]
        elif isinstance(part, Array):
            waiting += [one for one in part if isinstance(one, Object)]


def _refuse_active(part: Dictionary | Stream) -> None:
    keys = set(part.keys())
    if keys & _ACTIVE_KEYS or _name(part, "/S") in _ACTIVE_ACTIONS:
        raise FileRefused(Why.ACTIVE)
    if isinstance(part, Stream) and "/F" in keys:  # its contents lie in another file
        raise FileRefused(Why.ACTIVE)
    if {_name(part, "/Subtype"), _name(part, "/Type")} & _ACTIVE_TYPES:
        raise FileRefused(Why.ACTIVE)
    if "/OpenAction" in keys and _acts(part["/OpenAction"], but_for=_TURNS_A_PAGE):
        raise FileRefused(Why.ACTIVE)
    if "/AA" in keys and _has_actions(part["/AA"]):
        raise FileRefused(Why.ACTIVE)


def _acts(what: object, but_for: frozenset[str] = frozenset()) -> bool:
    """Is this an action? Where a document opens, most say only which page comes first."""
    return isinstance(what, Dictionary) and "/S" in what and _name(what, "/S") not in but_for


def _has_actions(what: object) -> bool:
    return isinstance(what, Dictionary) and any(_acts(one) for _, one in what.items())


def _name(part: Dictionary | Stream, key: str) -> str:
    return str(part[key]) if key in part else ""


def _written_anew(pdf: Pdf) -> bytes:
    """What one reader passes over another may obey, so nothing is kept that we have not seen ourselves."""
    to = io.BytesIO()
    pdf.save(to, encryption=False, deterministic_id=True)
    return to.getvalue()
