"""The site of another council than Highland: a test names it by a parameter called `organisation`."""

from dataclasses import replace

import pytest

from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.config import Settings

SCOTLAND, ENGLAND, WALES = "highland", "feedback-authority", "aled-vale"


@pytest.fixture
def organisation() -> str:
    """Whose site it is."""
    return SCOTLAND


@pytest.fixture
def settings(settings: Settings, organisation: str) -> Settings:
    """As everywhere, for that council."""
    return replace(settings, organisation=organisation)


@pytest.fixture
def charter(organisation: str) -> Charter:
    """What that council has promised."""
    return load_charter(organisation)
