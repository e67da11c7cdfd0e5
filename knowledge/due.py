"""Which entries need an editor's attention, and by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.schema import AnyEntry, Availability, Course, Funding, Status, last_day


class Reason(StrEnum):
    """Why an entry needs attention."""

    REVIEW = "to review"
    ENDS = "ends soon"
    ENDED = "ended, but not marked"
    """Its last day is over, but a programme or course does not say so, and any other entry is still published."""
    NO_ADDRESS = "source without address"


@dataclass(frozen=True)
class Due:
    """One reason why one entry needs attention."""

    day: date | None
    """Day of the review or last day; None when there is no hurry."""
    reason: Reason
    entry: AnyEntry


def _is_marked(entry: AnyEntry) -> bool:
    return isinstance(entry, Funding | Course) and entry.availability is Availability.ENDED


def _of(entry: AnyEntry, today: date, until: date) -> Iterator[Due]:
    if entry.review_by <= until:
        yield Due(entry.review_by, Reason.REVIEW, entry)
    last = last_day(entry.valid_until) if entry.valid_until else None
    if last and last <= until and not _is_marked(entry):
        yield Due(last, Reason.ENDED if last < today else Reason.ENDS, entry)
    if entry.source.url is None:
        yield Due(None, Reason.NO_ADDRESS, entry)


def due(entries: Iterable[AnyEntry], *, today: date, days: int) -> tuple[Due, ...]:
    """Return what falls due within so many days, the earliest first; what has no date comes last. Retired entries rest.

    The last of the days counts, as do all days before today.
    """
    until = today + timedelta(days=days)
    kept = (entry for entry in entries if entry.status is not Status.RETIRED)
    found = (one for entry in kept for one in _of(entry, today, until))
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.entry.id, one.reason)))
