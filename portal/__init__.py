"""What the public sees."""

from portal import about, look_up, progress, start, tell_us

__all__ = ["about", "look_up", "progress", "start", "tell_us"]
