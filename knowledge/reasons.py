"""Writes reasons in German, and tells which to read first. Sentences, values and order are in ``reasons.yml``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.rules.findings import Reason

FILE = Path(__file__).with_name("reasons.yml")
MILLION = 1_000_000
SHORT = 4
"""So many reasons are read at a glance."""


@dataclass(frozen=True)
class Texts:
    """The contents of ``reasons.yml``."""

    texts: Mapping[str, str]
    telling: Sequence[str]
    """Codes of the reasons that speak for an entry, the most telling first."""
    values: Mapping[str, str]
    terms: Mapping[str, str]
    """Names of purposes, stages and audiences."""


@lru_cache
def texts() -> Texts:
    """Return the texts, read once."""
    return Texts(**YAML(typ="safe").load(FILE))


def _number(value: float) -> str:
    """Write with a point between thousands and a comma before at most two decimals: 1.234,5."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))


def euros(value: float) -> str:
    """Write a sum: 1.500 €, or 2,5 Mio. € from a million on."""
    name, amount = ("millions", value / MILLION) if value >= MILLION else ("euros", value)
    return texts().values[name].format(amount=_number(amount))


def partial_date(value: str) -> str:
    """Write a partial date: 30.06.2025, 06/2025 or 2025."""
    parts = dict(zip(("year", "month", "day"), (int(part) for part in value.split("-")), strict=False))
    return texts().values[list(parts)[-1]].format(**parts)


def number_range(low: float | None, high: float | None, write: Callable[[float], str] = _number) -> str:
    """Write a range of numbers; a range of one number is that number."""
    if low is not None and low == high:
        return write(low)
    name = "at_most" if low is None else "at_least" if high is None else "between"
    return texts().values[name].format(low=write(low or 0), high=write(high or 0))


def _written(name: str, value: object) -> str:
    if isinstance(value, list):
        return texts().values["separator"].join(_written(name, item) for item in value)
    if isinstance(value, tuple):
        low, high = value
        return number_range(low, high, euros if name.endswith("_eur") else _number)
    if isinstance(value, StrEnum):
        return texts().terms[value]
    if name == "day":
        return partial_date(str(value))
    if isinstance(value, int | float):
        return euros(value) if name.endswith("_eur") else _number(value)
    return str(value)


def render(reason: Reason) -> str:
    """Return the reason's German sentence.

    Raises:
        KeyError: ``reasons.yml`` has no such code, or its text names a value that the reason does not have.
    """
    written = {name: _written(name, value) for name, value in reason.values.items()}
    return texts().texts[reason.code].format(**written)


def ordered(reasons: Sequence[Reason]) -> list[Reason]:
    """Return first what excludes or is open, in the rules' order, then what speaks for it, most telling first."""
    rank = {code: position for position, code in enumerate(texts().telling)}
    return sorted(reasons, key=lambda reason: rank.get(reason.code, -1))


def short(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the first reasons in order, at most `SHORT`; but all that exclude or are open, however many."""
    telling = set(texts().telling)
    open_ones = sum(reason.code not in telling for reason in reasons)
    return ordered(reasons)[: max(SHORT, open_ones)]
