"""Every reason has a German text, and every text only values that its rule gives."""

import ast
import string
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from knowledge import reasons, rules
from knowledge.reasons import render
from knowledge.rules.findings import Reason
from knowledge.rules.funding import LEVEL_POINTS
from knowledge.schema import Audience, Help, Purpose, Stage

RULES = sorted(Path(rules.__file__).parent.glob("*.py"))
BUILDERS = {"fits", "unclear", "excludes"}
NO_VALUES = {"points", "missing"}
FILLED_WITH = {
    "entry.level": list(LEVEL_POINTS),
    "entry.help": [kind.value for kind in Help if kind is not Help.GRANT],
    "entry.seat or 'any'": ["any", "head_office", "site", "project"],
    "name": ["turnover", "balance"],
    "rule": ["min_age", "max_age"],
}
"""What the rules put into the codes that they build."""


def calls(builders: Collection[str] = BUILDERS) -> Iterator[tuple[str, set[str]]]:
    """Codes and names of values, read from the calls in the rules' source."""
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in builders:
                values = {keyword.arg for keyword in node.keywords if keyword.arg} - NO_VALUES
                for code in codes(node.args[0]):
                    yield code, values


def codes(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.Constant):
        return [str(argument.value)]
    assert isinstance(argument, ast.JoinedStr)
    found = [""]
    for part in argument.values:
        if isinstance(part, ast.FormattedValue):
            found = [code + filled for code in found for filled in FILLED_WITH[ast.unparse(part.value)]]
        else:
            assert isinstance(part, ast.Constant)
            found = [code + str(part.value) for code in found]
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_rules_and_the_texts_name_the_same_codes() -> None:
    assert {code for code, _ in calls()} == set(reasons.texts().texts)


def test_what_speaks_for_an_entry_has_a_rank_and_nothing_else_has() -> None:
    telling = reasons.texts().telling
    assert sorted(telling) == sorted({code for code, _ in calls({"fits"})})
    assert not set(telling) & {code for code, _ in calls({"unclear", "excludes"})}


@pytest.mark.parametrize(("code", "values"), list(calls()))
def test_every_placeholder_has_a_value(code: str, values: set[str]) -> None:
    assert placeholders(reasons.texts().texts[code]) <= values


def test_every_text_is_a_short_sentence() -> None:
    """A note of the editors ends with its own full stop."""
    assert all(text.endswith((".", "{note}")) and len(text.split()) <= 20 for text in reasons.texts().texts.values())


def test_every_purpose_stage_and_audience_has_a_name() -> None:
    named = {term.value for kind in (Purpose, Stage, Audience) for term in kind}
    assert set(reasons.texts().terms) == named


def test_it_writes_terms_and_lists_of_them() -> None:
    reason = Reason(
        "purpose_does_not_fit", {"purposes": [Purpose.TRAINING, Purpose.ADVICE], "purpose": Purpose.RESEARCH}
    )
    assert render(reason) == "Gedacht für: Weiterbildung, Beratung, nicht für: Forschung und Entwicklung."


def test_it_writes_ranges_of_euros_and_years() -> None:
    known = Reason("turnover_too_high", {"limit_eur": 20_000_000, "known_eur": (25_000_000, 40_000_000)})
    assert render(known) == "Höchstens 20 Mio. € Jahresumsatz; Sie haben 25 Mio. € bis 40 Mio. € genannt."
    old = Reason("max_age_fails", {"limit": 5, "years": (10, None)})
    assert render(old) == "Nur für Betriebe bis 5 Jahre nach der Gründung; bei Ihnen sind es mindestens 10."


@pytest.mark.parametrize(
    ("employees", "written"),
    [
        ((45, 45), "Sie haben 45 genannt."),
        ((20.0, 60.0), "Sie haben 20 bis 60 genannt."),
        ((None, 1200), "Sie haben höchstens 1.200 genannt."),
        ((30, None), "Sie haben mindestens 30 genannt."),
        ((7.5, 7.5), "Sie haben 7,5 genannt."),
    ],
)
def test_it_writes_the_size_as_people_do(employees: tuple[float, float], written: str) -> None:
    assert render(Reason("size_fits", {"limit": 100, "employees": employees})) == (
        f"Für Betriebe bis 100 Beschäftigte; {written}"
    )


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (20_000_000, "20 Mio. €"),
        (1_500_000, "1,5 Mio. €"),
        (999_999, "999.999 €"),
        (7_500, "7.500 €"),
        (1_000_000_000, "1.000 Mio. €"),
    ],
)
def test_it_writes_amounts_in_german(amount: int, written: str) -> None:
    assert render(Reason("turnover_open", {"limit_eur": amount})).startswith(f"Höchstens {written} Jahresumsatz")


@pytest.mark.parametrize(("day", "written"), [("2025-06-30", "30.06.2025"), ("2025-06", "06/2025"), ("2023", "2023")])
def test_it_writes_partial_dates(day: str, written: str) -> None:
    assert render(Reason("ended", {"day": day})) == f"Das Angebot ist beendet (Ende: {written})."


def test_it_joins_lists() -> None:
    sentence = render(Reason("region_does_not_fit", {"regions": ["Ostland", "Westland"]}))
    assert sentence == "Richtet sich an andere Regionen: Ostland, Westland."


def codes_of(found: list[Reason]) -> list[str]:
    return [reason.code for reason in found]


def test_what_is_open_comes_first_and_the_rest_by_what_it_tells() -> None:
    given = [
        Reason(code) for code in ("topic_fits", "level_state", "size_unknown", "help_loan", "state_unknown", "open")
    ]
    in_order = ["size_unknown", "state_unknown", "help_loan", "topic_fits", "level_state", "open"]
    assert codes_of(reasons.ordered(given)) == in_order
    assert codes_of(reasons.short(given)) == in_order[:4]


def test_no_open_question_is_left_out_however_many_there_are() -> None:
    open_ones = ["size_unknown", "state_unknown", "sector_unknown", "min_age_open", "turnover_open"]
    given = [Reason(code) for code in ("topic_fits", *open_ones)]
    assert codes_of(reasons.short(given)) == open_ones


def test_few_reasons_are_all_given() -> None:
    assert codes_of(reasons.short([Reason("open"), Reason("topic_fits")])) == ["topic_fits", "open"]
    assert reasons.short([]) == []


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError, match="weather"):
        render(Reason("weather"))
