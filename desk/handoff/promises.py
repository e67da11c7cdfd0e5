"""Writes in German when somebody is there and until when an answer is promised."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.handoff.office_hours import OfficeHours, is_open, openings
from desk.yaml_texts import texts
from knowledge.clock import ZONE

FILE = Path(__file__).with_name("texts.yml")
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Promise:
    """What a person may be told."""

    presence: str
    """When somebody is there: "heute bis 17 Uhr" while the office is open, else "Montag ab 9 Uhr"."""
    deadline: str | None
    """Until when the team answers: "Dienstag bis 11 Uhr". None where nothing is promised."""


def _day(moment: datetime, at: datetime) -> str:
    """Write a day: one that lies a week ahead or more needs its date."""
    words = texts(FILE)["promise"]
    ahead = (moment.date() - at.date()).days
    weekday: str = words["weekdays"][moment.weekday()]
    if ahead in (0, 1):
        return str(words[("today", "tomorrow")[ahead]])
    if 0 < ahead < DAYS_OF_A_WEEK:
        return weekday
    date: str = words["date"]
    return date.format(weekday=weekday, day=moment.day, month=words["months"][moment.month - 1])


def _written(name: str, moment: datetime, at: datetime) -> str:
    words = texts(FILE)["promise"]
    local = moment.astimezone(ZONE)
    time = words["hour_and_minute" if local.minute else "full_hour"].format(hour=local.hour, minute=local.minute)
    sentence: str = words[name]
    return sentence.format(day=_day(local, at.astimezone(ZONE)), time=time)


def presence(hours: OfficeHours, at: datetime) -> str:
    """Write until when somebody is there today, or from when on the next time."""
    opening = next(openings(hours, at))
    if is_open(hours, at):
        return _written("until", opening.end, at)
    return _written("from", opening.start, at)


def promise(hours: OfficeHours, respond_by: datetime | None, at: datetime) -> Promise:
    """Say what holds at a moment for a request that has to be answered by another."""
    return Promise(presence(hours, at), _written("until", respond_by, at) if respond_by else None)
