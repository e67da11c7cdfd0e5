"""When somebody is there, what is promised, and until when: weekends, holidays, Christmas, changing clocks."""

from datetime import UTC, datetime, time, timedelta

import pytest

from desk.handoff.office_hours import OfficeHours, Span, after_working_time, is_open, openings, public_holidays
from desk.handoff.promises import Promise, presence, promise
from knowledge.clock import ZONE

NINE_TO_FIVE = (Span(time(9), time(17)),)
OFFICE = OfficeHours(dict.fromkeys(range(5), NINE_TO_FIVE), "BW", frozenset({"12-24", "12-31"}))
WITH_LUNCH = OfficeHours({0: (Span(time(8, 30), time(12)), Span(time(13), time(16)))}, "BW")
NIGHT_SHIFT = OfficeHours({6: (Span(time(1), time(6)),)}, "BW")


def local(text: str) -> datetime:
    """A moment in Berlin: "2026-11-27 16:59"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-26 09:00", "heute bis 17 Uhr"),
        ("2026-11-26 08:59", "heute ab 9 Uhr"),
        ("2026-11-26 17:00", "morgen ab 9 Uhr"),
        ("2026-11-27 16:59", "heute bis 17 Uhr"),
        ("2026-11-27 17:00", "Montag ab 9 Uhr"),
        ("2026-11-28 12:00", "Montag ab 9 Uhr"),
        ("2026-11-29 12:00", "morgen ab 9 Uhr"),
        # The day before Good Friday, and Good Friday itself: Easter Monday is a holiday, too.
        ("2026-04-02 17:30", "Dienstag ab 9 Uhr"),
        ("2026-04-03 10:00", "Dienstag ab 9 Uhr"),
        # Fronleichnam is a holiday in Baden-Württemberg; it is always a Thursday.
        ("2026-06-03 18:00", "Freitag ab 9 Uhr"),
        # Christmas: 24 December is a day off of this office, 25 and 26 are holidays, then comes a weekend.
        ("2026-12-23 16:59", "heute bis 17 Uhr"),
        ("2026-12-23 17:00", "Montag ab 9 Uhr"),
        ("2026-12-24 10:00", "Montag ab 9 Uhr"),
        # New Year's Eve off, New Year, weekend; then two working days before Epiphany.
        ("2026-12-30 20:00", "Montag ab 9 Uhr"),
        ("2027-01-05 17:00", "Donnerstag ab 9 Uhr"),
    ],
)
def test_it_says_when_somebody_is_there(at: str, expected: str) -> None:
    assert presence(OFFICE, local(at)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23 08:29", "heute ab 8:30 Uhr"),
        ("2026-11-23 11:59", "heute bis 12 Uhr"),
        ("2026-11-23 12:00", "heute ab 13 Uhr"),
        ("2026-11-23 16:00", "Montag, 30. November ab 8:30 Uhr"),
        ("2026-11-24 16:00", "Montag ab 8:30 Uhr"),
    ],
)
def test_it_knows_lunch_breaks_and_says_the_date_of_a_day_a_week_ahead(at: str, expected: str) -> None:
    assert presence(WITH_LUNCH, local(at)) == expected


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        ("2026-11-26 09:00", 8, "heute bis 17 Uhr"),
        ("2026-11-26 09:00", 2, "heute bis 11 Uhr"),
        ("2026-11-26 09:10", 2, "heute bis 12 Uhr"),
        ("2026-11-26 15:00", 4, "morgen bis 11 Uhr"),
        # A minute is left on Friday; the rest is Monday's, rounded up to its closing time.
        ("2026-11-27 16:59", 8, "Montag bis 17 Uhr"),
        ("2026-11-27 16:59", 16, "Dienstag bis 17 Uhr"),
        ("2026-11-28 03:00", 1, "Montag bis 10 Uhr"),
        ("2026-12-23 16:00", 16, "Dienstag bis 16 Uhr"),
        ("2026-12-30 16:00", 24, "Donnerstag, 7. Januar bis 16 Uhr"),
    ],
)
def test_a_response_time_counts_working_hours_only(at: str, hours: float, expected: str) -> None:
    respond_by = after_working_time(OFFICE, local(at), timedelta(hours=hours))
    assert promise(OFFICE, respond_by, local(at)).deadline == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        # In the night to 29 March 2026 the hour from 2 to 3 is missing, in the night to 25 October it comes twice.
        ("2026-03-29 00:30", "2026-03-29 05:00"),
        ("2026-10-25 00:30", "2026-10-25 03:00"),
        ("2026-11-29 00:30", "2026-11-29 04:00"),
    ],
)
def test_an_hour_is_an_hour_when_clocks_change(at: str, expected: str) -> None:
    assert after_working_time(NIGHT_SHIFT, local(at), timedelta(hours=3)) == local(expected)


@pytest.mark.parametrize(("day", "utc_hour"), [("2026-03-27", 8), ("2026-03-30", 7), ("2026-10-26", 8)])
def test_opening_hours_are_local_time(day: str, utc_hour: int) -> None:
    start = next(openings(OFFICE, local(f"{day} 00:00"))).start
    assert start.astimezone(UTC).hour == utc_hour


def test_a_moment_may_come_in_any_zone() -> None:
    assert presence(OFFICE, datetime(2026, 11, 26, 7, 59, tzinfo=UTC)) == "heute ab 9 Uhr"
    assert is_open(OFFICE, datetime(2026, 11, 26, 8, 0, tzinfo=UTC))


def test_each_state_has_its_own_holidays() -> None:
    epiphany = local("2026-01-06 10:00")
    assert not is_open(OFFICE, epiphany)
    assert is_open(OfficeHours(OFFICE.week, "HH"), epiphany)
    assert len(public_holidays("BW", 2026)) == 12


def test_a_day_off_may_be_of_one_year_only() -> None:
    works_outing = OfficeHours(OFFICE.week, "BW", frozenset({"2026-05-15"}))
    assert not is_open(works_outing, local("2026-05-15 10:00"))
    assert is_open(works_outing, local("2028-05-15 10:00"))


def test_nothing_is_promised_where_no_time_is_set() -> None:
    assert promise(OFFICE, None, local("2026-11-26 10:00")) == Promise("heute bis 17 Uhr", None)


def test_a_deadline_that_has_passed_is_written_with_its_date() -> None:
    passed = promise(OFFICE, local("2026-11-25 11:00"), local("2026-11-26 10:00"))
    assert passed.deadline == "Mittwoch, 25. November bis 11 Uhr"
