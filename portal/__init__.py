"""What the public sees."""

from portal import about, files, look_up, progress, start, tell_us

__all__ = ["about", "files", "look_up", "progress", "start", "tell_us"]
