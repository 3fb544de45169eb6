"""Word, Excel and OpenDocument files: the right parts, and nothing that runs, calls out, or holds another file."""

import re
from collections.abc import Mapping

from shared.files.archives import packed, unpacked
from shared.files.checked import FileKind, FileRefused, Found, Why
from shared.files.markup import elements

Parts = Mapping[str, bytes]

_CONTENT_TYPES = "[Content_Types].xml"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_WORD = (FileKind.DOCUMENT, f"{_OPEN_XML}wordprocessingml.document", ".docx")
_EXCEL = (FileKind.SPREADSHEET, f"{_OPEN_XML}spreadsheetml.sheet", ".xlsx")
_BY_MIMETYPE = {
    f"{_OPEN_DOCUMENT}text": (FileKind.DOCUMENT, ".odt"),
    f"{_OPEN_DOCUMENT}spreadsheet": (FileKind.SPREADSHEET, ".ods"),
}
#: Parts that run, fetch, or hold a file of another program, by their place in the folder.
_ACTIVE_PARTS = re.compile(
    r"(vbaproject|vbadata|vbaprojectsignature|activex|oleobject|/embeddings/|/macrosheets/|/dialogsheets/|/externallinks/"
    r"|/connections\.xml|/querytables/|customui|/controls/|\A(basic|scripts|dialogs)/|\A[^/]*\.(exe|dll|js|vbs|bat)\Z)",
    re.IGNORECASE,
)
_ACTIVE_TYPES = re.compile(r"macroenabled|vbaproject|oleobject|activex|ms-office\.vba", re.IGNORECASE)
#: Fields of a Word text that start another program.
_ACTIVE_FIELDS = re.compile(r"\b(DDE|DDEAUTO|LINK)\b", re.IGNORECASE)
#: Elements of an OpenDocument that hold or fetch something else.
_ACTIVE_ELEMENTS = frozenset(
    {"plugin", "applet", "floating-frame", "object-ole", "dde-source", "dde-connection-decl", "section-source"}
    | {"event-listener", "script", "cell-range-source", "database-source-sql"}
)


def read(data: bytes) -> Found:
    """Raises `FileRefused`: no office document, locked, damaged, or one that can do something by itself."""
    parts = unpacked(data)
    if _CONTENT_TYPES in parts:
        kind, media_type, ending = _open_xml(parts)
    elif "mimetype" in parts:
        kind, media_type, ending = _open_document(parts)
    else:
        raise FileRefused(Why.WRONG_TYPE)
    if any(_ACTIVE_PARTS.search(name) for name in parts):
        raise FileRefused(Why.ACTIVE)
    return Found(kind, media_type, ending, packed(parts))


def _open_xml(parts: Parts) -> tuple[FileKind, str, str]:
    types: set[str] = set()
    elements(parts[_CONTENT_TYPES], lambda _, given: types.add(given.get("ContentType", "")))
    if any(_ACTIVE_TYPES.search(one) for one in types):
        raise FileRefused(Why.ACTIVE)
    found = next((one for one in (_WORD, _EXCEL) if f"{one[1]}.main+xml" in types), None)
    main = "word/document.xml" if found == _WORD else "xl/workbook.xml"
    if found is None:
        raise FileRefused(Why.WRONG_TYPE)
    if not {"_rels/.rels", main} <= parts.keys():
        raise FileRefused(Why.BROKEN)
    for name, data in parts.items():
        if name.endswith(".rels"):
            elements(data, _refuse_relation)
        elif name.startswith("word/") and name.endswith(".xml"):
            _refuse_fields(data)
    elements(parts[main], lambda *_: None)
    return found


def _refuse_relation(name: str, given: Mapping[str, str]) -> None:
    """A link that a reader may press is fine; anything else outside is fetched without being asked for."""
    kind = given.get("Type", "").rsplit("/", 1)[-1].lower()
    if given.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
        raise FileRefused(Why.ACTIVE)
    if kind in ("oleobject", "control", "vbaproject", "attachedtoolbars", "frame", "package"):
        raise FileRefused(Why.ACTIVE)


def _refuse_fields(data: bytes) -> None:
    """The commands of all fields; one may be cut into pieces, so they are read together."""
    said: list[str] = []
    inside = [""]

    def heard(name: str, given: Mapping[str, str]) -> None:
        inside[0] = name
        if name == "fldSimple":
            said.append(f" {given.get('instr', '')} ")
        elif name == "fldChar":
            said.append(" ")

    elements(data, heard, lambda text: said.append(text) if inside[0] == "instrText" else None)
    commands = re.sub(r'"[^"]*"', "", "".join(said))
    if _ACTIVE_FIELDS.search(commands):
        raise FileRefused(Why.ACTIVE)


def _open_document(parts: Parts) -> tuple[FileKind, str, str]:
    media_type = parts["mimetype"][:200].decode("ascii", "replace").strip()
    if media_type not in _BY_MIMETYPE:
        raise FileRefused(Why.WRONG_TYPE)
    manifest = parts.get("META-INF/manifest.xml")
    if manifest is None or "content.xml" not in parts:
        raise FileRefused(Why.BROKEN)
    elements(manifest, _refuse_entry)
    for name, data in parts.items():
        if name.endswith(("content.xml", "styles.xml", "settings.xml")):
            elements(data, _refuse_element)
    return (_BY_MIMETYPE[media_type][0], media_type, _BY_MIMETYPE[media_type][1])


def _refuse_entry(name: str, given: Mapping[str, str]) -> None:
    if name == "encryption-data":
        raise FileRefused(Why.LOCKED)
    if "oleobject" in given.get("media-type", "").lower():
        raise FileRefused(Why.ACTIVE)


def _refuse_element(name: str, given: Mapping[str, str]) -> None:
    if name in _ACTIVE_ELEMENTS:
        raise FileRefused(Why.ACTIVE)
    # A link is opened by whoever presses it; a picture or an object from outside is fetched when the file is opened.
    if name in ("image", "object", "fill-image", "background-image") and "://" in given.get("href", ""):
        raise FileRefused(Why.ACTIVE)
