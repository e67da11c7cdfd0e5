"""Reference codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reference import new_code
from german.reference_codes import ALPHABET, normalise

BODIES = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


def test_it_makes_codes_that_it_accepts_and_that_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(normalise(code) == code for code in codes)


def test_it_reads_a_code_however_it_is_typed() -> None:
    code = new_code()
    assert normalise(f"  {code.lower().replace('-', ' ')} ") == code
    assert normalise(code.replace("-", "").removeprefix("LT")) == code


@given(position=st.integers(3, 12), character=st.sampled_from(ALPHABET))
def test_it_notices_any_single_wrong_character(position: int, character: str) -> None:
    code = new_code()
    wrong = code[:position] + character + code[position + 1 :]
    if code[position] not in ("-", character):
        assert normalise(wrong) is None


@given(position=st.integers(3, 10))
def test_it_notices_swapped_neighbours(position: int) -> None:
    code = new_code()
    first, second = code[position], code[position + 1]
    if "-" not in (first, second) and first != second:
        assert normalise(code[:position] + second + first + code[position + 2 :]) is None


@pytest.mark.parametrize("text", ["", "LT", "LT-0000-0000-0", "Guten Tag", "LT-7K3M-9QX", "LT-" + "2" * 500])
def test_it_rejects_what_is_no_code(text: str) -> None:
    assert normalise(text) is None
