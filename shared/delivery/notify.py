"""The channel for text messages: GOV.UK Notify, spoken to over its HTTPS interface."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.envelope import Envelope, Undelivered
from shared.delivery.rendering import Letter

REACH = Reach.TEXT
SERVICE = "https://api.notifications.service.gov.uk"
#: Seconds for each answer. Well inside a claim's lease: a slow service must not make two senders of one.
PATIENCE = 15.0
#: The one word that the council's template at Notify holds: ((message)).
MESSAGE = "message"
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#: A key is a name, the service's id and a secret, with dashes between.
_KEY = re.compile(rf"\S+-({_ID})-({_ID})", re.IGNORECASE)
#: Busy, too many at once: it will be otherwise soon.
_FOR_NOW = (408, 425, 429)


@dataclass(frozen=True)
class Account:
    """A council's account at Notify, read from `key,template id`; a third part is the address of another Notify."""

    service: str
    secret: str
    template: str
    address: str = SERVICE


def account_at(place: str) -> Account:
    """Reads the setting. Raises ValueError, without the secret in its words."""
    key, template, address = (*(part.strip() for part in place.split(",")), "", "")[:3]
    found = _KEY.fullmatch(key)
    if found is None or not re.fullmatch(_ID, template, re.IGNORECASE):
        raise ValueError("BYWHEN_NOTIFY must be an API key and the id of a template, with a comma between.")
    url = urlsplit(address or SERVICE)
    if url.scheme not in ("https", "http") or not url.hostname:
        raise ValueError("The third part of BYWHEN_NOTIFY must look like https://notify.example.")
    return Account(found[1], found[2], template, address or SERVICE)


def place_of(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """The account that BYWHEN_NOTIFY names."""
    return environment.get("BYWHEN_NOTIFY", "").strip() or None


def described(place: str) -> str:
    """The channel in words, without the key."""
    return f"text messages by {urlsplit(account_at(place).address).netloc}"


def deliver(letter: Letter, envelope: Envelope, place: str, patience: float = PATIENCE) -> None:
    """Hand the message to Notify, unless it says that it has had it before. Raises `Undelivered`.

    For good where Notify refuses what we ask (a number that is none); for now where it is busy or cannot be reached.
    """
    account = account_at(place)
    token = _token(account, envelope.leaving_at)
    name = envelope.once_name
    had = _asked(account, token, "GET", f"/v2/notifications?reference={quote(name)}", None, patience)
    if had.get("notifications"):
        return
    message = {
        "phone_number": envelope.to_address,
        "template_id": account.template,
        "personalisation": {MESSAGE: letter.text},
        "reference": name,
    }
    _asked(account, token, "POST", "/v2/notifications/sms", message, patience)


def _asked(
    account: Account, token: str, verb: str, path: str, message: dict[str, Any] | None, patience: float
) -> dict[str, Any]:
    """Notify's answer. No redirect is followed: the token is for nobody else."""
    url = urlsplit(account.address)
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = kind(url.netloc, timeout=patience)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request(verb, url.path.rstrip("/") + path, json.dumps(message) if message else None, headers)
        answer = connection.getresponse()
        said = answer.read().decode("utf-8", "replace")
    except (OSError, HTTPException) as why:
        raise Undelivered(f"Notify cannot be reached: {why}", for_good=False) from why
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        for_good = 400 <= answer.status < 500 and answer.status not in _FOR_NOW
        raise Undelivered(f"Notify said {answer.status}: {_plain(said)}", for_good=for_good)
    return _read(said)


def _read(said: str) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Undelivered(f"Notify gave an answer that cannot be read: {said[:100]}", for_good=False)
    return answer


def _plain(said: str) -> str:
    """What went wrong, in Notify's own words."""
    try:
        return "; ".join(str(error["message"]) for error in json.loads(said)["errors"])[:300]
    except (ValueError, LookupError, TypeError):
        return " ".join(said.split())[:300]


def _token(account: Account, at: datetime) -> str:
    """Who is asking, signed: a JSON web token, good for half a minute."""
    claims = ({"typ": "JWT", "alg": "HS256"}, {"iss": account.service, "iat": int(at.timestamp())})
    body = ".".join(_packed(json.dumps(one, separators=(",", ":")).encode()) for one in claims)
    signed = hmac.new(account.secret.encode(), body.encode(), hashlib.sha256).digest()
    return f"{body}.{_packed(signed)}"


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
