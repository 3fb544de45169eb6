"""How Flask is held: what both sites share of it."""
