"""The texts of the published charters, as the catalogue that translators are given: `translations/charters.pot`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import write_po

from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.translating import texts_of

#: What a translator should know of a text that does not tell it by itself.
_NOTES = {
    "Service.words": "What people type to find this service: write the words that people would type, with commas.",
    "Service.area": "An area of the council's work: a heading over its services.",
    "Team.name": "What a team of the council is called.",
    "Place.name": "A public building.",
    "Calendar: a day off": "A holiday.",
    "Organisation.short_name": "What people call the council for short.",
    "Document.dated": "When a document was published.",
}


def catalogue(charters: Iterable[Charter]) -> Catalog:
    """Every text of these charters once, in their order."""
    found = Catalog(charset="utf-8")
    for charter in charters:
        for text, where in texts_of(charter).items():
            note = _NOTES.get(where)
            found.add(text, auto_comments=[note] if note else [])
    return found


def write(to: Path) -> None:
    """Write the catalogue of every charter that ships."""
    with to.open("wb") as file:
        write_po(file, catalogue(load_charter(name) for name in published()), omit_header=True, width=0)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
