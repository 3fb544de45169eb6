"""What the council has promised, as data, and how every date and sentence follows from it."""
