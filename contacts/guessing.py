"""A limit on wrong personal links from one network address, so that nobody goes looking for right ones."""

from contacts.limiting import Limit, network

__all__ = ["MOST", "WITHIN", "network", "note_failure", "too_many"]

MOST = 30
WITHIN = 600  # seconds

_WRONG_LINKS = Limit("guessing", most=MOST, within=WITHIN)


def too_many(origin: str) -> bool:
    """Whether as many wrong links as are allowed came from there of late."""
    return _WRONG_LINKS.is_reached(origin)


def note_failure(origin: str) -> None:
    """Count one wrong link."""
    _WRONG_LINKS.count(origin)
