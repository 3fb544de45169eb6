"""Where a request comes from, for whoever slows down guessing: a mark, never an address."""

import hashlib
import hmac
import ipaddress

from flask import request

from shared.web.council import settings


def mark(plain: str) -> str:
    """A mark that is always the same for one text and cannot be turned back into it."""
    return hmac.new(settings().secret_key.encode(), plain.encode(), hashlib.sha256).hexdigest()[:32]


def address_mark() -> str:
    """The mark of the place that this request comes from."""
    return mark(_network(request.remote_addr or ""))


def _network(given: str) -> str:
    """The address; of the newer, longer kind only the half that one household shares."""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else given
