"""Every message to a customer says where they can ask what it means; what goes to a team of ours does not (CH-7)."""

import pytest

from shared.charter.vocabulary import Kind
from shared.delivery.rendering import TO_TEAMS
from tests.delivery.facts import EVERY, WITHOUT_A_CASE
from tests.delivery.test_rendering import ADDRESS, a_letter, readable

HERE = f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret/explain"
#: About who speaks for somebody: they lead to another page.
_NO_PAGE_YET = {name for name in EVERY if name.startswith("authority_")}


@pytest.mark.clause("CH-7")
@pytest.mark.parametrize("template", sorted(set(EVERY) - WITHOUT_A_CASE - TO_TEAMS - _NO_PAGE_YET))
def test_every_message_to_a_customer_says_where_to_ask_what_it_means(template: str) -> None:
    letter = a_letter(template, Kind.REQUEST)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        assert f"Not sure what something means? Ask us to explain: {HERE}" in words
    assert f'href="{HERE}"' in letter.html


@pytest.mark.clause("CH-7", "SC-8")
@pytest.mark.parametrize("template", sorted(TO_TEAMS))
def test_a_team_of_ours_is_not_sent_to_the_page_of_a_customer(template: str) -> None:
    letter = a_letter(template, Kind.REQUEST)
    assert "/explain" not in letter.text + letter.html
    assert "/track/" not in letter.text + letter.html
