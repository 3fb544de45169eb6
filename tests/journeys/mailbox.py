"""A real mail server for a journey: what the worker hands to it, in the order in which it came."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from shared.config import Settings
from tests.delivery.test_smtp import Postbox, a_server
from tests.journeys.conftest import Post, words_of


@dataclass
class Mailbox:
    """Everybody's letters, as they arrived."""

    port: int
    postbox: Postbox
    _read: int = field(default=0)

    def after(self, post: Post) -> list[EmailMessage]:
        """What has come since it was last looked at, once the worker has nothing left to do."""
        while post.worker.round():
            pass
        assert post.worker.failed == 0
        fresh = self.postbox.letters[self._read :]
        self._read += len(fresh)
        letters = [message_from_bytes(one, policy=policy.default) for one in fresh]
        return [one for one in letters if isinstance(one, EmailMessage)]

    def the_one(self, post: Post, about: str) -> str:
        """The words of the one new letter that has this in its subject."""
        found = [words_of(one) for one in self.after(post) if about in str(one["Subject"])]
        assert len(found) == 1, found
        return found[0]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    postbox = Postbox()
    with a_server(postbox) as port:
        yield Mailbox(port, postbox)


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    """As everywhere, with that mail server."""
    return replace(settings, smtp=f"smtp://127.0.0.1:{mailbox.port}")
