"""The real application on a real port of this machine, for a browser to visit."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from shared.config import Settings
from tests.clock import SettableClock


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class LiveServer:
    """A running server: where it is, what time it thinks it is, and the application itself."""

    address: str
    clock: SettableClock
    app: Flask


@contextmanager
def running_server(
    make_app: Callable[[Settings], Flask], settings: Settings, clock: SettableClock
) -> Iterator[LiveServer]:
    """Serves for as long as the `with` lasts, at 127.0.0.1 and a free port, which the settings are told."""
    waiting = Flask("waiting for its port")
    server = make_server("127.0.0.1", 0, waiting, threaded=True, request_handler=Quiet)
    address = f"http://127.0.0.1:{server.port}"
    try:
        app = server.app = make_app(replace(settings, base_url=address))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield LiveServer(address, clock, app)
        finally:
            server.shutdown()
            thread.join()
    finally:
        server.server_close()
