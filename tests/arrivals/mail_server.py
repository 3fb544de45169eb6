"""A real mail server for tests: pymap, an IMAP server of its own, in this process, at a port of this machine."""

import asyncio
import imaplib
import ssl
import threading
from argparse import Namespace
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import Cleartext

PEM = Path(__file__).parents[1] / "delivery" / "localhost.pem"
NAME, PASSWORD = "hello@council.example", "a pass/word: of @ours"


@dataclass
class MailServer:
    """Where it listens. `imaps`: encrypted from the start; else it offers STARTTLS."""

    port: int
    imaps: bool
    context: ssl.SSLContext = field(repr=False)

    @property
    def place(self) -> str:
        """The setting that names its INBOX."""
        way = "imaps" if self.imaps else "imap"
        return f"{way}://{quote(NAME, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/INBOX"

    def put(self, *messages: bytes, folder: str = "INBOX", when: str = '"02-Mar-2027 09:55:00 +0000"') -> None:
        """Messages arrive, in this order."""
        with self.client() as client:
            for one in messages:
                assert client.append(folder, "", when, one)[0] == "OK"

    def held(self, folder: str = "INBOX") -> list[bytes]:
        """The messages that lie in a folder; nothing where there is no such folder."""
        with self.client() as client:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            numbers = client.search(None, "ALL")[1][0].split()
            return [client.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]

    def unseen(self) -> int:
        """How many messages of the INBOX nobody has seen."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            return len(client.search(None, "UNSEEN")[1][0].split())

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """Somebody with a mail programme."""
        if self.imaps:
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=self.context, timeout=10)
        else:
            client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
            client.starttls(self.context)
        client.login(NAME, PASSWORD)
        try:
            yield client
        finally:
            client.logout()


@contextmanager
def running_mail_server(*, imaps: bool = True, tls: bool = True) -> Iterator[MailServer]:
    """The server, for as long as the `with` lasts, with an empty INBOX. `tls=False`: it offers no encryption."""
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(PEM)
    started, loop, found = threading.Event(), asyncio.new_event_loop(), []
    connections: list[asyncio.StreamWriter] = []

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            backend, config = await DictBackend.init(
                _arguments(tls and not imaps), hash_context=Cleartext(), reject_dnsbl=False, invalid_user_sleep=0
            )
            config.apply_context()
            await backend.start(stack)
            answer = IMAPServer(backend.login, config)

            async def greet(reader: Any, writer: Any) -> None:
                connections.append(writer)
                await answer(reader, writer, SocketInfoLocal(writer))

            server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=ours if imaps else None)
            found.append(server.sockets[0].getsockname()[1])
            started.set()
            await stop
            server.close()
            for connection in connections:  # whoever is still connected is let go
                connection.transport.abort()
            await asyncio.sleep(0.05)

    stop = loop.create_future()

    thread = threading.Thread(target=_run, args=(loop, serve()), daemon=True)
    thread.start()
    assert started.wait(15), "The mail server did not start."
    try:
        yield MailServer(found[0], imaps, ssl.create_default_context(cafile=str(PEM)))
    finally:
        loop.call_soon_threadsafe(stop.set_result, None)
        thread.join(15)


def _arguments(starttls: bool) -> Namespace:
    """What would stand on its command line."""
    return Namespace(
        debug=False,
        host=["127.0.0.1"],
        port="0",
        cert=str(PEM),
        key=str(PEM),
        tls=starttls,
        proxy_protocol=None,
        inherited_sockets=None,
        passlib_cfg=None,
        demo_data=False,
        demo_user=NAME,
        demo_password=PASSWORD,
    )


def _run(loop: asyncio.AbstractEventLoop, serving: Coroutine[Any, Any, None]) -> None:
    """From beginning to end in a thread of its own: a browser's loop may be running in ours."""
    loop.run_until_complete(serving)
    _finish(loop)


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    """What it has begun it ends."""
    tasks = asyncio.all_tasks(loop)

    async def end() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)

    loop.run_until_complete(end())
    loop.close()
