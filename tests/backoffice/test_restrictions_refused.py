"""Why managing engagement is refused: a plain sentence for every reason."""

import pytest
from flask import Flask, get_template_attribute

from shared.charter.fairness import WhyNot
from shared.charter.plain_words import reading_age


@pytest.mark.clause("CH-10")
@pytest.mark.parametrize("why", list(WhyNot))
def test_every_refusal_is_a_plain_sentence(app: Flask, why: WhyNot) -> None:
    with app.test_request_context("/office/"):
        words = get_template_attribute("components/not_allowed.html", "not_allowed")
        said = str(words(why, {"months": 6, "words": "vexatious"})).strip()
        assert said.endswith(".") and len(said) > 20
        assert why.value not in said.split()
        assert (reading_age(said) or 9) <= 14
        assert str(words(why)).strip()
