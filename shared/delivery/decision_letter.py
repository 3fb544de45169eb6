"""The words of a decision: definition, points, reasons, outcome, remedies, built from their facts in one language."""

import re
from datetime import date
from typing import Any

from shared.charter.organisation import Charter
from shared.delivery.languages import speech
from shared.delivery.rendering import environment_of

_GAP = re.compile(r"\n{3,}")


def written(letter: dict[str, Any], charter: Charter, language: str) -> str:
    """What the letter says of the decision itself. Raises jinja2 errors where a fact is missing: never a gap."""
    spoken = speech(charter, language)
    remedies = [{**one, "by": date.fromisoformat(one["by"])} for one in letter["remedies"]]
    template = environment_of(spoken).get_template("notices/_decision.txt")
    return _GAP.sub("\n\n", template.render(letter={**letter, "remedies": remedies})).strip()
