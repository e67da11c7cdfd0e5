"""Cells of tables on the terminal."""

from datetime import datetime

from rich.text import Text

from desk.contacts import one_line
from knowledge.clock import ZONE

LONGEST_CELL = 500


def plain(*parts: str | None) -> Text:
    """Return what people wrote as plain text: neither markup nor control characters reach the terminal."""
    return Text(one_line(", ".join(part for part in parts if part), LONGEST_CELL) or "-")


def moment(value: datetime | None) -> str:
    """Return a moment in local time."""
    return f"{value.astimezone(ZONE):%d.%m.%Y %H:%M}" if value else "-"
