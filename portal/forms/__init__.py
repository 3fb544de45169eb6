"""The questions of the public site, and when an answer will do."""
