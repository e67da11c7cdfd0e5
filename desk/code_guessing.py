"""How long somebody has to wait who names reference codes that do not exist. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 5
"""Wrong codes without a wait: slips of the pen."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
"""So long after the last wrong code all is forgotten."""


@dataclass(frozen=True)
class Guesses:
    """How often somebody was wrong, and when the last time."""

    wrong: int = 0
    last_wrong_at: datetime | None = None


def wait_after(wrong: int) -> timedelta:
    """Return the wait after so many wrong codes: it doubles from the fifth on."""
    if wrong < FREE:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(wrong - FREE, 20)), LONGEST_WAIT)


def next_try_at(guesses: Guesses) -> datetime | None:
    """Return when the next code is looked at, or None when nothing was wrong yet."""
    return guesses.last_wrong_at and guesses.last_wrong_at + wait_after(guesses.wrong)


def after_wrong(guesses: Guesses, at: datetime) -> Guesses:
    """Count one more wrong code."""
    is_forgotten = guesses.last_wrong_at is not None and at - guesses.last_wrong_at >= FORGOTTEN_AFTER
    return Guesses(1 if is_forgotten else guesses.wrong + 1, at)
