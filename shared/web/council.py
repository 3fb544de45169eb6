"""Which council this is: its charter and the settings of this installation, for whoever serves a request."""

from typing import cast

from flask import current_app

from shared.charter.organisation import Charter
from shared.config import Settings


def charter() -> Charter:
    """The charter that this installation runs on, checked at start."""
    return cast(Charter, current_app.extensions["bywhen.charter"])


def settings() -> Settings:
    """The settings of this installation."""
    return cast(Settings, current_app.extensions["bywhen.settings"])
