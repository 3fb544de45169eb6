"""What the public sees."""

from portal import (
    about,
    advocates,
    come_back,
    confirming,
    files,
    look_up,
    progress,
    representing,
    representing_files,
    start,
    tell_us,
)

__all__ = [
    "about",
    "advocates",
    "come_back",
    "confirming",
    "files",
    "look_up",
    "progress",
    "representing",
    "representing_files",
    "start",
    "tell_us",
]
