"""What day it is where Lotse's visitors live."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


def today() -> date:
    """Return the day in Germany."""
    return datetime.now(ZONE).date()
