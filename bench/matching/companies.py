"""Companies of which everything is known, so that every question has an answer, and what they have told so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from knowledge.content_files import Content
from knowledge.matching import Profile
from knowledge.matching_details import DETAILS
from knowledge.matching_questions import KINDS
from knowledge.regions import RegionTree
from knowledge.schema import AnyEntry, Audience, Purpose, Region, Stage, Taxonomy

SEED = 2026
"""Of everything that is drawn at random, so that figures can be compared."""
EMPLOYEES = (8, 15, 25, 40, 60, 90, 120, 180, 240, 400, 700)
YEARS = (3, 8, 15, 30, 60)
TURNOVER_PER_HEAD_EUR = (120_000, 180_000, 250_000)
BALANCE_PER_TURNOVER = 0.6
FIELDS = {"goal": "goal", **{name: detail.field for name, detail in DETAILS.items()}}
"""Fields of a profile by the names of what is asked."""


@dataclass(frozen=True)
class Store:
    """The content as matching needs it, without a database."""

    entries: dict[str, AnyEntry]
    regions: RegionTree
    taxonomy: Taxonomy


def store_of(content: Content) -> Store:
    """Return the content's entries, with their regions as a tree."""
    entries = dict(content.entries)
    return Store(entries, RegionTree(e for e in entries.values() if isinstance(e, Region)), content.taxonomy)


def _at_random(store: Store, employees: float, chance: Random) -> dict[str, Any]:
    """Return a plausible value of each field for a company of that size."""
    turnover, years = round(employees * chance.choice(TURNOVER_PER_HEAD_EUR)), chance.choice(YEARS)
    return {
        "goal": chance.choice(list(KINDS)),
        "topic": chance.choice([term.id for term in store.taxonomy.topics if term.concern]),
        "sector": chance.choice([term.id for term in store.taxonomy.sectors]),
        "region_ids": (chance.choice(store.regions.of_level("kreis")),),
        "turnover_eur": (turnover, turnover),
        "balance_eur": (round(turnover * BALANCE_PER_TURNOVER),) * 2,
        "age_years": (years, years),
        "stage": chance.choice(list(Stage)),
        "purpose": chance.choice(list(Purpose)),
        "audience": chance.choice(list(Audience)),
    }


def completed(profile: Profile, store: Store, chance: Random) -> Profile:
    """Return the company with everything known: what is missing is drawn at random, an ambiguous place is settled."""
    low, high = profile.employees or (None, None)
    employees = low or high or chance.choice(EMPLOYEES)
    drawn = _at_random(store, employees, chance)
    missing = {field: value for field, value in drawn.items() if getattr(profile, field) in (None, ())}
    place = missing.get("region_ids", profile.region_ids[:1])
    return replace(profile, **missing | {"employees": (employees, employees), "region_ids": place})


def told(company: Profile, facts: Iterable[str]) -> Profile:
    """Return what is known of a company that has told no more than these facts."""
    return Profile(**{FIELDS[fact]: getattr(company, FIELDS[fact]) for fact in facts})


def companies(profiles: Iterable[Profile], store: Store) -> list[Profile]:
    """Complete every profile."""
    chance = Random(SEED)  # noqa: S311  # no secret: draws that repeat
    return [completed(profile, store, chance) for profile in profiles]
