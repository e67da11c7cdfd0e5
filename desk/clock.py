"""What time it is; whoever needs a moment takes a clock, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns a moment with a time zone."""


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)
