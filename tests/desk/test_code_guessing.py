"""How long somebody waits who guesses codes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.code_guessing import FORGOTTEN_AFTER, LONGEST_WAIT, Guesses, after_wrong, next_try_at, wait_after

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (10_000, 3600)]
)
def test_the_wait_grows_from_the_fifth_wrong_code_on(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == timedelta(seconds=seconds)


@given(st.integers(0, 200))
def test_another_wrong_code_never_shortens_the_wait(wrong: int) -> None:
    assert wait_after(wrong) <= wait_after(wrong + 1) <= LONGEST_WAIT


def test_nobody_waits_before_the_first_wrong_code() -> None:
    assert next_try_at(Guesses()) is None


def test_the_wait_runs_from_the_last_wrong_code() -> None:
    assert next_try_at(Guesses(5, NOON)) == NOON + timedelta(seconds=30)


def test_wrong_codes_are_forgotten_after_a_day_without_any() -> None:
    assert after_wrong(Guesses(9, NOON), NOON + FORGOTTEN_AFTER) == Guesses(1, NOON + FORGOTTEN_AFTER)
    soon = NOON + FORGOTTEN_AFTER - timedelta(seconds=1)
    assert after_wrong(Guesses(9, NOON), soon) == Guesses(10, soon)
    assert after_wrong(Guesses(), NOON) == Guesses(1, NOON)
