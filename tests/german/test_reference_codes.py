"""Reference codes in what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from german.reference_codes import ALPHABET, find_codes, normalise, written

CODE = written("7K3M9QXC")
BARE = CODE.removeprefix("LT-")
SLIP = CODE[:-1] + next(one for one in ALPHABET if one != CODE[-1])
BODIES = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


def found(text: str) -> list[str]:
    return [text[code.start : code.end] for code in find_codes(text)]


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", " - "),
        CODE.replace("-", "\N{EN DASH}"),
        BARE,
        BARE.lower().replace("-", " "),
        BARE.replace("-", ""),
        " ".join(CODE),
        "l. t. 7 k 3 m - 9 q x c - " + CODE[-1].lower(),
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    for sentence in (typed, f"Mein Kennzeichen ist {typed}.", f"Stand von ({typed})?", f"{typed}, bitte löschen"):
        assert found(sentence) == [typed]
    assert normalise(typed) == CODE


@pytest.mark.parametrize("slip", [SLIP, SLIP.lower(), "LT-7K3M-9QXO-W", "lt 7k3m 90xc w", "LT7K3I9QXCW"])
def test_a_slip_of_the_pen_is_found_too(slip: str) -> None:
    assert normalise(slip) is None
    assert found(f"Wie steht es um {slip}?") == [slip]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LT",
        "Rufen Sie an: 07461 123456",
        "+49 7461 987654",
        "2345 6789 2",
        "4567893252",
        "Wir sind 45 Leute in 78532 Tuttlingen",
        "lt. Anlage 2024 gab es 2025 was",
        "lt eine Frage",
        "laut Plan sind es 2345 6789 5",
        "Das Alter der Maschine 7K3M9QXC",
        f"X{CODE}",
        f"{CODE}X",
        f"ab{BARE}",
        f"{CODE}-7",
        f"{BARE}@muster.example",
        f"https://muster.example/{BARE}",
        "DE89 3704 0044 0532 0130 00",
        "Siemens S7-1500 und 3RT2 0151 B",
    ],
)
def test_nothing_else_is_taken_for_a_code(text: str) -> None:
    assert found(text) == []


def test_a_slip_without_its_beginning_is_no_code() -> None:
    assert found(SLIP.removeprefix("LT-")) == []


@given(BODIES, st.sampled_from(["", "-", " ", " - "]), st.booleans())
def test_every_code_is_found_and_read(body: str, joint: str, lower: bool) -> None:
    code = written(body)
    typed = code.replace("-", joint)
    typed = typed.lower() if lower else typed
    assert found(f"Zu {typed} eine Frage") == [typed]
    assert normalise(typed) == code


@given(st.text(alphabet="LT7K39-. lt\N{EN DASH}ßÄ@\u0308", max_size=60))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for code in find_codes(text):
        assert text[code.start : code.end] == code.text
