import pytest

from german.numerals import digits_value, word_value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zwei", 2),
        ("zwo", 2),
        ("zwoelf", 12),
        ("zwolf", 12),
        ("siebzehn", 17),
        ("dreissig", 30),
        ("dreisig", 30),
        ("einunddreissig", 31),
        ("fuenfundvierzig", 45),
        ("funfundvierzig", 45),
        ("fuenfundfuenfzig", 55),
        ("hundert", 100),
        ("einhundert", 100),
        ("hundertzwanzig", 120),
        ("zweihundertundfuenf", 205),
        ("neunhundertneunundneunzig", 999),
        ("tausend", 1000),
        ("eintausend", 1000),
        ("zweitausendfuenfhundert", 2500),
        ("hundertzwanzigtausend", 120_000),
        ("anderthalb", 1.5),
        ("zweieinhalb", 2.5),
    ],
)
def test_it_reads_number_words(word: str, value: float) -> None:
    assert word_value(word) == value


@pytest.mark.parametrize(
    "word",
    ["ein", "eine", "und", "hundertschaft", "fuenfhundertmal", "tausendsassa", "xtausend", "xhundert", "zweit", ""],
)
def test_other_words_are_no_numbers(word: str) -> None:
    assert word_value(word) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("45", 45),
        ("0", 0),
        ("1,5", 1.5),
        ("0,5", 0.5),
        ("1.200", 1200),
        ("1.200.000", 1_200_000),
        ("1'200", 1200),
        ("1.200,50", 1200.5),
    ],
)
def test_it_reads_digits_as_germans_set_them(written: str, value: float) -> None:
    assert digits_value(written) == value


@pytest.mark.parametrize("written", ["4.0", "007", "1.2.3", "12.05.2024", "1,2,3", "1.20", "1" * 16, "x", ""])
def test_versions_dates_and_codes_are_no_numbers(written: str) -> None:
    assert digits_value(written) is None


def test_a_decimal_point_is_read_on_demand_only() -> None:
    assert digits_value("1.5", decimal_point=True) == 1.5
    assert digits_value("1.2.3", decimal_point=True) is None
