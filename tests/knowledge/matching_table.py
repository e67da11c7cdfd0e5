"""Reads ``matching_profiles.yml``: fictitious companies and what they must be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.matching import Profile, Range
from knowledge.schema import Audience, Purpose, Stage

FILE = Path(__file__).with_name("matching_profiles.yml")
TODAY = date(2026, 11, 25)
MILLION = 1_000_000
KINDS = ("funding", "courses", "clusters")
SAME = ("goal", "topic", "sector")
RANGES = {"employees": ("employees", 1), "age": ("age_years", 1)}
MILLIONS = {"turnover": ("turnover_eur", MILLION), "balance": ("balance_eur", MILLION)}
ENUMS = {"stage": Stage, "purpose": Purpose, "audience": Audience}


@dataclass(frozen=True)
class Shown:
    """What must be shown of one kind."""

    first: str | None = None
    shown: Sequence[str] = ()
    hidden: Sequence[str] = ()
    none: bool = False


@dataclass(frozen=True)
class Row:
    """A company and its expectations."""

    who: str
    rule: str
    profile: Profile
    on: date = TODAY
    kinds: Mapping[str, Shown] = field(default_factory=dict)
    destination: str | None = None
    verdicts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _range(value: Any, factor: int) -> Range:
    low, high = value if isinstance(value, list) else (value, value)
    return None if low is None else low * factor, None if high is None else high * factor


def _profile(told: dict[str, Any]) -> Profile:
    fields: dict[str, Any] = {name: told.pop(name) for name in SAME if name in told}
    for name, (target, factor) in (RANGES | MILLIONS).items():
        if name in told:
            fields[target] = _range(told.pop(name), factor)
    for name, kind in ENUMS.items():
        if name in told:
            fields[name] = kind(told.pop(name))
    place = told.pop("place", [])
    fields["region_ids"] = tuple([place] if isinstance(place, str) else place)
    fields["used"] = tuple(told.pop("used", ()))
    fields["outside_state"] = told.pop("outside", False)
    assert not told, f"the table names details that no profile has: {told}"
    return Profile(**fields)


def rows() -> list[Row]:
    """Return all rows of the table."""
    found = []
    for raw in YAML(typ="safe").load(FILE):
        kinds = {kind: Shown(**raw.pop(kind)) for kind in KINDS if kind in raw}
        found.append(Row(profile=_profile(raw.pop("profile")), kinds=kinds, **raw))
    return found
