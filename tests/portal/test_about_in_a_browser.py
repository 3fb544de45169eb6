"""Our promises and how we deal with complaints, on a small telephone and with every part that a machine can check."""

import pytest

from tests.browser import Browser, axe, no_sideways_scrolling


@pytest.mark.clause("CH-2", "CC-6")
def test_what_we_promise_when_somebody_complains_can_be_read_on_a_telephone(browser: Browser) -> None:
    visitor = browser.visitor(javascript=True, width=320)
    visitor.visit("/promises").sees("What we promise when you complain", "Frontline response", "Investigation")
    no_sideways_scrolling(visitor)
    axe(visitor)
    visitor.press("How we deal with complaints").sees("Somebody looks into it who has an open mind.")
    no_sideways_scrolling(visitor)
    axe(visitor)
