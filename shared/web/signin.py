"""Who is signed in: the loader that both sites share, because every page asks."""

from typing import Any

from flask import Flask
from flask_login import LoginManager, UserMixin

from shared.casework import accounts
from shared.models.staff import Staff
from shared.web.unit_of_work import db

manager = LoginManager()


class SignedIn(UserMixin):
    """What Flask-Login needs to know of a member of staff; everything else is the member of staff's own."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def get_id(self) -> str:
        """The key of this session; it changes with the password, so that old sessions end."""
        return self.staff.session_key

    def __getattr__(self, name: str) -> Any:
        return getattr(self.staff, name)


def init_app(app: Flask) -> None:
    """Let Flask-Login find staff by the key in their session."""
    manager.init_app(app)
    manager.session_protection = None  # a phone changes its address on the train
    manager.user_loader(_load)


def _load(key: str) -> SignedIn | None:
    staff = accounts.by_session_key(db(), key)
    return SignedIn(staff) if staff else None
