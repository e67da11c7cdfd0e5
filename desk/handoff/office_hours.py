"""When somebody is there, and when working hours have passed. No I/O; every function takes the moment it judges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from holidays import country_holidays

from knowledge.clock import ZONE

HOUR = timedelta(hours=1)


class Span(NamedTuple):
    """A part of a day in local time; the end is not part of it."""

    start: time
    end: time


class Opening(NamedTuple):
    """A span of a certain day, in local time."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class OfficeHours:
    """When an organisation works."""

    week: Mapping[int, tuple[Span, ...]]
    """Spans by weekday (0 is Monday), in order and apart; at least one weekday has one."""
    state: str
    """Bundesland whose public holidays hold: ``BW``."""
    closed: frozenset[str] = frozenset()
    """Further days off: every year (``12-24``) or once (``2026-05-15``)."""


@lru_cache
def public_holidays(state: str, year: int) -> frozenset[date]:
    """Return the public holidays of a Bundesland."""
    return frozenset(country_holidays("DE", subdiv=state, years=year))


def is_day_off(hours: OfficeHours, day: date) -> bool:
    """Whether nobody works although the weekday has hours."""
    iso = day.isoformat()
    return iso in hours.closed or iso[5:] in hours.closed or day in public_holidays(hours.state, day.year)


def openings(hours: OfficeHours, at: datetime) -> Iterator[Opening]:
    """Yield the present opening, if there is one, and those after it, without end."""
    day = at.astimezone(ZONE).date()
    while True:
        for span in () if is_day_off(hours, day) else hours.week.get(day.weekday(), ()):
            opening = Opening(datetime.combine(day, span.start, ZONE), datetime.combine(day, span.end, ZONE))
            if opening.end > at:
                yield opening
        day += timedelta(days=1)


def is_open(hours: OfficeHours, at: datetime) -> bool:
    """Whether somebody is there."""
    return next(openings(hours, at)).start <= at


def _up_to_the_hour(moment: datetime) -> datetime:
    full = moment.replace(minute=0, second=0, microsecond=0)
    return full if full == moment else full + HOUR


def _in_utc(opening: Opening, at: datetime) -> Opening:
    """What is left of an opening at a moment."""
    return Opening(max(opening.start, at).astimezone(UTC), opening.end.astimezone(UTC))


def after_working_time(hours: OfficeHours, at: datetime, needed: timedelta) -> datetime:
    """Return when that much working time has passed since a moment, in UTC.

    Rounded up to the hour, yet never beyond the closing time of that day. Counted in UTC: where clocks change within
    an opening, an hour is still an hour.
    """
    left, upcoming = needed, openings(hours, at)
    start, end = _in_utc(next(upcoming), at)
    while left > end - start:
        left -= end - start
        start, end = _in_utc(next(upcoming), at)
    return min(_up_to_the_hour(start + left), end)
