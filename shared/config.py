"""The settings of one installation, read once from the environment."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Where templates, static files, translations and migrations are: inside the wheel, or beside the packages in a clone.
RESOURCES = HERE / "_data" if (HERE / "_data").is_dir() else HERE.parent

#: Room for a reference and its sign before the @, of which a mail server must take 64 letters.
_REPLY_ADDRESS = re.compile(r"[A-Za-z0-9._-]{1,30}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
#: What other programs' addresses look like, and an example of each.
_ADDRESSES = {
    "SMTP": (re.compile(r"smtps?://.*"), "smtp://name:password@host:587"),
    "CLAMAV": (
        re.compile(r"tcp://([\w.-]+|\[[0-9a-f:]+\]):[1-9][0-9]{0,4}|unix:/\S+"),
        "tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl",
    ),
    "MAILBOX": (re.compile(r"imaps?://.*|(?!.*://).*"), "imaps://name:password@host/INBOX, or name a folder"),
}


class SettingRefused(ValueError):
    """A setting that cannot be used; its sentence says what to write instead."""


@dataclass(frozen=True)
class Settings:
    """How this installation differs from another. Every default is safe in production and fit to be public.

    `data` is the folder for everything that this installation writes: the database, the outbox, its secret. `smtp` is
    a URL (`smtp://name:password@host:587`, or `smtps://` for TLS from the start); empty means the outbox folder.
    `clamav` is where the virus scanner listens (`tcp://host:port` or `unix:/path`); empty means that there is none.
    `proxies` is how many reverse proxies stand in front.
    `mailbox` is where mail comes in: `imaps://name:password@host/INBOX`, or a folder; empty means nowhere.
    `reply_address` is the address of that mailbox, for answers to our letters; empty means the council's own, by hand.
    """

    data: Path
    organisation: str = "highland"
    database: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    parts: tuple[str, ...] = ("portal", "backoffice")
    charters: Path | None = None
    smtp: str = ""
    clamav: str = ""
    mailbox: str = ""
    reply_address: str = ""
    proxies: int = 0
    hosts: tuple[str, ...] = ()

    @property
    def database_url(self) -> str:
        """Where the cases are kept; a SQLite file in the data folder unless something else was asked for."""
        return self.database or f"sqlite:///{self.data / 'bywhen.db'}"

    @property
    def outbox(self) -> Path:
        """The folder into which mail is written while no SMTP server is set."""
        return self.data / "outbox"

    @property
    def files(self) -> Path:
        """The folder for what people attach; never served."""
        return self.data / "files"

    @property
    def arrivals(self) -> Path:
        """The folder for mail as it arrived, kept for a time; never served."""
        return self.data / "arrivals"

    @property
    def letters(self) -> Path:
        """The folder for letters that wait to be printed and posted; never served."""
        return self.data / "letters"

    @property
    def secure(self) -> bool:
        """Do people reach us by https? Then cookies are sent by nothing else."""
        return self.base_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ, data: Path | None = None) -> Settings:
    """From variables that begin with BYWHEN_. Raises `SettingRefused`."""

    def asked(name: str, default: str = "") -> str:
        return environment.get(f"BYWHEN_{name}", default).strip()

    folder = data or Path(asked("DATA", "data"))
    proxies = asked("PROXIES", "0")
    if not proxies.isdecimal():
        raise SettingRefused(f"BYWHEN_PROXIES is {proxies!r}: write how many proxies stand in front, such as 1.")
    parts = tuple(part.strip() for part in asked("PARTS", "portal,backoffice").split(",") if part.strip())
    if not parts or set(parts) - {"portal", "backoffice"}:
        raise SettingRefused("BYWHEN_PARTS can hold portal, backoffice, or both with a comma between.")
    reply_address = asked("REPLY_ADDRESS")
    if reply_address and not _REPLY_ADDRESS.fullmatch(reply_address):
        raise SettingRefused(
            f"BYWHEN_REPLY_ADDRESS is {reply_address!r}: write an address such as hello@council.example, "
            "with at most 30 letters before the @."
        )
    charters = asked("CHARTERS")
    return Settings(
        data=folder.resolve(),
        organisation=asked("ORGANISATION", "highland"),
        database=asked("DATABASE"),
        secret_key=asked("SECRET_KEY") or _own_secret(folder),
        base_url=asked("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        parts=parts,
        charters=Path(charters).resolve() if charters else None,
        smtp=_address("SMTP", asked("SMTP")),
        clamav=_address("CLAMAV", asked("CLAMAV")),
        mailbox=_address("MAILBOX", asked("MAILBOX")),
        reply_address=reply_address,
        proxies=int(proxies),
        hosts=tuple(host.strip() for host in asked("HOSTS").split(",") if host.strip()),
    )


def _address(name: str, given: str) -> str:
    """An address as it was given, or none. The refusal does not repeat it: it may hold a password."""
    looks, example = _ADDRESSES[name]
    if given and not looks.fullmatch(given):
        raise SettingRefused(f"BYWHEN_{name} must look like {example}.")
    return given


def _own_secret(folder: Path) -> str:
    """A secret made once for this installation and kept in its data folder, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret.key"
    if not file.exists():
        fresh = folder / f"secret.{secrets.token_hex(4)}"
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was quicker: its secret is ours too
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text().strip()
