"""What the public sees."""

from portal import about, come_back, files, look_up, progress, start, tell_us

__all__ = ["about", "come_back", "files", "look_up", "progress", "start", "tell_us"]
