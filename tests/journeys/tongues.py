"""Somebody who reads another language: the same walk through the pages, by the labels as they read them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polib

from tests.journeys.reader import Walker

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


@dataclass
class Tongue:
    """One language, by its catalogue: what an English label is called in it, and the other way round."""

    language: str
    _said: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        catalogue = polib.pofile(str(TRANSLATIONS / self.language / "LC_MESSAGES" / "messages.po"))
        self._said = {one.msgid: one.msgstr for one in catalogue if one.msgstr}

    def say(self, english: str) -> str:
        """A text of ours in this language; what is no text of ours stays as it is."""
        label, optional, _ = english.partition(" (optional)")
        if optional:
            return f"{self.say(label)} {self._said['(optional)']}"
        return self._said.get(english, english)

    def means(self, said: str) -> str:
        """The English of a text of ours."""
        return self._english.get(said, said)

    @cached_property
    def _english(self) -> dict[str, str]:
        return {theirs: english for english, theirs in self._said.items()}


@dataclass
class Speaking:
    """A walker who reads in a tongue, told in English what to do."""

    walker: Walker
    tongue: Tongue

    def visit(self, path: str) -> "Speaking":
        """Goes there."""
        self.walker.visit(path)
        return self

    def fill_in(self, label: str, words: str) -> "Speaking":
        """Writes into the field with this label."""
        self.walker.fill_in(self.tongue.say(label), words)
        return self

    def choose(self, label: str, of: str | None = None) -> "Speaking":
        """Ticks it, or picks it from a list."""
        self.walker.choose(self.tongue.say(label), of and self.tongue.say(of))
        return self

    def press(self, name: str) -> "Speaking":
        """Presses a button or a link."""
        self.walker.press(self.tongue.say(name))
        return self

    def sees(self, *words: str) -> "Speaking":
        """All of them, in their own language."""
        self.walker.sees(*(self.tongue.say(one) for one in words))
        return self

    def does_not_see(self, *words: str) -> "Speaking":
        """None of them."""
        self.walker.does_not_see(*(self.tongue.say(one) for one in words))
        return self

    @property
    def text(self) -> str:
        """What can be read."""
        return self.walker.text

    @property
    def path(self) -> str:
        """Where they are."""
        return self.walker.path

    @property
    def heading(self) -> str:
        """The heading, in English."""
        return self.tongue.means(self.walker.heading)
