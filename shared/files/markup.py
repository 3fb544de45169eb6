"""XML as office documents hold it: read as a row of elements, never obeyed."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from shared.files.checked import FileRefused, Why

Heard = Callable[[str, Mapping[str, str]], None]


def elements(data: bytes, heard: Heard, text: Callable[[str], None] | None = None) -> None:
    """Tell each element's name, without its namespace, and its attributes. Raises `FileRefused` on what is not XML.

    A document type is refused before it can be acted on: it could unfold without end, or name other files.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, given: heard(_local(name), {_local(key): given[key] for key in given})
    parser.StartDoctypeDeclHandler = _refuse
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as why:
        raise FileRefused(Why.BROKEN) from why


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise FileRefused(Why.ACTIVE)
