"""Organisations and their teams, as the routing file describes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

import settings
from desk.contacts import read_email
from desk.handoff.office_hours import OfficeHours, Span
from knowledge.schema import EntryId, Strict, TermId, Text

DEFAULT = "default"
"""Id of the organisation that gets what belongs to no other."""

State = Literal["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def _span(text: object) -> object:
    start, _, end = str(text).partition("-")
    try:
        span = Span(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    except ValueError as error:
        raise ValueError("a span of hours such as 09:00-17:00 is expected") from error
    if span.start >= span.end:
        raise ValueError("a span that ends after it starts is expected")
    return span


def _day(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        # 2024 is a leap year: 02-29 is a day of some years.
        date.fromisoformat(text if len(text) > len("MM-DD") else f"2024-{text}")
    except ValueError as error:
        raise ValueError("a day MM-DD or YYYY-MM-DD is expected") from error
    return text


def _email(text: str) -> str:
    return read_email(text) if text else ""


def _webhook(text: str) -> str:
    """Personal data travels encrypted, or not beyond this machine."""
    parts = urlsplit(text)
    if text and not (parts.hostname and (parts.scheme == "https" or parts.hostname in settings.LOOPBACK)):
        raise ValueError("an address that starts with https:// is expected")
    return text


class Hours(Strict):
    """Office hours in local time."""

    state: State = "BW"
    week: Annotated[dict[Weekday, list[Annotated[Span, BeforeValidator(_span)]]], Field(min_length=1)]
    closed: list[Annotated[str, BeforeValidator(_day)]] = []
    """Days off beside the public holidays."""

    @model_validator(mode="after")
    def _spans_are_in_order(self) -> "Hours":
        for day, spans in self.week.items():
            if any(later.start < earlier.end for earlier, later in pairwise(spans)):
                raise ValueError(f"{day}: spans in order and without overlap are expected")
        if not any(self.week.values()):
            raise ValueError("at least one span in the week is expected")
        return self

    @cached_property
    def office_hours(self) -> OfficeHours:
        """As the calculation takes them."""
        week = {WEEKDAYS.index(day): tuple(spans) for day, spans in self.week.items()}
        return OfficeHours(week, self.state, frozenset(self.closed))


class Team(Strict):
    """People who take up requests. Empty lists set no condition; a team without addresses gets its mail at the desk's
    inbox."""

    name: Text
    default: bool = False
    """Whether it gets what no other team of the organisation is for."""
    topics: list[TermId] = []
    sectors: list[TermId] = []
    regions: list[EntryId] = []
    email: Annotated[str, AfterValidator(_email)] = ""
    webhook: Annotated[str, AfterValidator(_webhook)] = ""
    respond_within_hours: Annotated[float, Field(gt=0, le=400)] | None = None
    """Working hours until an answer is promised; None promises none."""

    @model_validator(mode="after")
    def _is_for_something(self) -> "Team":
        if not (self.default or self.topics or self.sectors or self.regions):
            raise ValueError("topics, sectors or regions are expected for a team that is not the default")
        return self

    @property
    def response_time(self) -> timedelta | None:
        """Working time until an answer is promised."""
        return None if self.respond_within_hours is None else timedelta(hours=self.respond_within_hours)


class Organisation(Strict):
    """A cluster organisation whose teams take requests from Lotse."""

    id: EntryId
    """Id of its entry in the knowledge store, or ``default``."""
    name: Text
    hours: Hours
    teams: list[Team]

    @model_validator(mode="after")
    def _has_one_default_team(self) -> "Organisation":
        if sum(team.default for team in self.teams) != 1:
            raise ValueError("teams: exactly one team with default: true is expected")
        if len({team.name for team in self.teams}) != len(self.teams):
            raise ValueError("teams: a name of its own is expected for each team")
        return self

    @property
    def default_team(self) -> Team:
        """The team for what no other is for."""
        return next(team for team in self.teams if team.default)


@dataclass(frozen=True)
class Directory:
    """All organisations by id; ``default`` is always among them."""

    organisations: Mapping[str, Organisation]

    def get(self, organisation_id: str | None) -> Organisation:
        """Return the organisation, or the default one for an id that is not listed."""
        return self.organisations.get(organisation_id or DEFAULT, self.organisations[DEFAULT])
