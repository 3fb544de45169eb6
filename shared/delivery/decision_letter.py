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
    environment = environment_of(spoken)
    environment.filters["pounds"] = pounds
    template = environment.get_template("notices/_decision.txt")
    return _GAP.sub("\n\n", template.render(letter={**letter, "remedies": remedies})).strip()


def pounds(pence: int) -> str:
    """An amount of money as people write it: £1,250, or £12.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"
