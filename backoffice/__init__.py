"""What staff see: closed to the street, every address opened by name to the roles that need it."""

from backoffice import guard

__all__ = ["guard"]
