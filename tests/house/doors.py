"""Which pages of the back office are open, and to whom."""

from flask import Flask

# What somebody who has not signed in may ask for.
OPEN = {"backoffice.signin", "backoffice.signout"}


def unguarded_views(app: Flask) -> list[str]:
    """Pages of the back office that do not say who may enter, or that let everybody in and should not."""
    found = []
    for endpoint, view in sorted(app.view_functions.items()):
        if not endpoint.startswith("backoffice."):
            continue
        right = getattr(view, "__right__", None)
        if right is None:
            found.append(f"{endpoint} does not say who may enter.")
        elif right == "anybody" and endpoint not in OPEN:
            found.append(f"{endpoint} is open to the street.")
    return found
