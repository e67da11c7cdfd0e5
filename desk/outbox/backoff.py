"""How long to wait before a delivery is tried again. Pure."""

from datetime import timedelta
from random import Random

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
MOST_ATTEMPTS = 30
"""With these waits, attempts go on for two and a half to five days: a mail server may be out over a weekend."""


def delay(attempts: int, random: Random) -> timedelta:
    """Return the wait after so many failed attempts: it doubles, and half of it is left to chance.

    Chance keeps copies that failed together from coming back together.
    """
    doubled = min(FIRST * int(2 ** (attempts - 1)), LONGEST)
    return doubled / 2 + doubled / 2 * random.random()
