"""Where a stylesheet or a script is found: its plain name becomes its hashed address."""

from __future__ import annotations

import json
from functools import cache

from shared.config import RESOURCES

STATIC = RESOURCES / "static"


class UnknownAsset(LookupError):
    """Nothing was built under this name."""


@cache
def manifest() -> dict[str, str]:
    """Every plain name with its hashed name; read once, since the files only change with a release."""
    names: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return names


def asset(name: str) -> str:
    """The address of a built file, such as ``/static/public.1a2b3c4d5e.css`` for ``public.css``.

    Raises UnknownAsset for a name that is not in the manifest, so that a misspelt one fails in a test
    and not as a bare page.
    """
    try:
        return f"/static/{manifest()[name]}"
    except KeyError:
        raise UnknownAsset(f"no asset is called {name!r}; there are: {', '.join(sorted(manifest()))}") from None
