"""`bywhen serve`: both sites, behind gunicorn."""

import socket
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from shared.charter.calendar import local_day
from shared.config import Settings
from shared.worker.calendar_changes import warn_of_calendar
from shared.worker.installation import base_url_given, data_option, opened, settings_of, warn_of_horizon
from shared.worker.now import now

#: Named as text: the front door stands above this floor.
FRONT_DOOR = "shared.app"


class Server(BaseApplication):
    """Gunicorn with our settings. Each worker process makes its own application, and so its own connections."""

    def __init__(self, settings: Settings, address: str, workers: int, threads: int) -> None:
        self.settings = settings
        self.wanted: dict[str, Any] = {
            "bind": address,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": False,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "bywhen",
        }
        if Path("/dev/shm").is_dir():  # noqa: S108  a folder in memory: the heartbeat never waits for a disk
            self.wanted["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn."""
        for name, value in self.wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called by gunicorn in each worker, after the fork."""
        return import_module(FRONT_DOOR).create_app(self.settings)


def require_free_port(host: str, port: int) -> None:
    """Raises ClickException where somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as why:
            raise click.ClickException(
                f"Port {port} of {host} cannot be used ({why.strerror}). "
                "Stop what uses it, or choose another one with --port."
            ) from why


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes.")
@click.option("--threads", type=click.IntRange(1), default=4, show_default=True, help="Threads of each.")
@data_option
def serve(host: str, port: int, workers: int, threads: int, data: Path | None) -> None:
    """Serve the public site and the back office."""
    settings = settings_of(data)
    if not base_url_given():
        settings = settings_of(data, base_url=f"http://{host}:{port}")
    installation = opened(settings)
    warn_of_horizon(installation.charter, local_day(now(), installation.charter.organisation.time_zone))
    warn_of_calendar(installation)
    installation.engine.dispose()
    require_free_port(host, port)
    click.echo(f"Bywhen serves {installation.charter.organisation.name} at http://{host}:{port}/")
    Server(settings, f"[{host}]:{port}" if ":" in host else f"{host}:{port}", workers, threads).run()
