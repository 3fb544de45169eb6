"""What somebody typed into a form that we could not take: given back, so that no words are lost."""

from flask import request

#: Answers that are chosen and not typed, and what a form carries unseen. A secret is never shown again.
_BUTTONS = frozenset({"plain", "ask", "back", "more", "out", "translate"})
_UNSEEN = frozenset({"csrf_token", "once", "seen", "key", "draft", "next", "preview", "not_reached", "tab", "step"})
_CHOSEN = frozenset({"channel", "kind", "service", "reach", "to", "outcome", "resolved", "role", "team", "shortcuts"})
_HOW = frozenset({"format", "language", "words_in", "translate", "met", "training", "owner"})
_SECRET = frozenset({"password", "old", "new", "code"})
_NOT_TYPED = _UNSEEN | _BUTTONS | _CHOSEN | _HOW | _SECRET


def typed() -> list[str]:
    """Every text of the form that was just sent, in its order; the boxes of one day come as one text."""
    texts = [" ".join(request.form.getlist(name)).strip() for name in request.form if name not in _NOT_TYPED]
    return [text for text in texts if text]


def page_again() -> str | None:
    """Where the form can be opened again; None where its address only takes what is sent."""
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None
