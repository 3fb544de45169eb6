"""How words leave the building: a notice becomes a letter, and a channel takes it out."""
