"""How long a failed delivery waits."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from desk.outbox.backoff import FIRST, LONGEST, MOST_ATTEMPTS, delay


@given(st.integers(1, MOST_ATTEMPTS), st.randoms(use_true_random=False))
def test_it_doubles_up_to_the_longest_and_leaves_half_to_chance(attempts: int, random: Random) -> None:
    doubled = min(FIRST * 2 ** (attempts - 1), LONGEST)
    assert doubled / 2 <= delay(attempts, random) <= doubled


def test_the_same_chance_gives_the_same_wait() -> None:
    assert delay(3, Random(7)) == delay(3, Random(7)) != delay(3, Random(8))


def test_attempts_go_on_over_a_weekend() -> None:
    """From Friday evening to Monday morning, even when chance makes every wait as short as it can be."""

    class Unlucky(Random):
        def random(self) -> float:
            return 0

    waits = sum((delay(attempts, Unlucky()) for attempts in range(1, MOST_ATTEMPTS)), timedelta())
    assert waits > timedelta(hours=60)
