"""Writes the details of a request in German, as staff read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desk.yaml_texts import texts
from knowledge import reasons, store
from knowledge.reasons import number_range
from knowledge.regions import RegionTree
from knowledge.schema import Region, Taxonomy

FILE = Path(__file__).with_name("texts.yml")
TERMS = frozenset({"goal", "topic", "sector"})
WORDS = frozenset({"purpose", "audience"})
SUMS = frozenset({"turnover", "balance"})
RANGES = SUMS | {"company_size", "age"}


@dataclass(frozen=True)
class Names:
    """What the knowledge store calls things."""

    taxonomy: Taxonomy
    regions: RegionTree


def names(session: Session) -> Names:
    """Read the names; without the search index, which would take long to build within a transaction."""
    areas = store.entries(session, kind="region", only_published=True)
    return Names(store.taxonomy(session), RegionTree(area for area in areas if isinstance(area, Region)))


def place_name(place: Mapping[str, Any], regions: RegionTree) -> str:
    """Return "Kreis Tuttlingen" for a known place, else the place as it was said."""
    ids = place["ids"]
    region = regions.get(ids[0]) if len(ids) == 1 else None
    return region.name if region else str(place["name"])


def label(name: str) -> str:
    """Return what a detail is called; one that has no German name is called by its own."""
    return str(texts(FILE)["aspects"].get(name, name))


def _range(name: str, value: Mapping[str, Any]) -> str:
    """Write "10 bis 49", "höchstens 2 Mio. €" or "3 Jahre"."""
    if name in SUMS:
        return number_range(value["low"], value["high"], reasons.euros)
    years: str = texts(FILE)["age"]
    text = number_range(value["low"], value["high"])
    return years.format(range=text) if name == "age" else text


def written(name: str, value: Any, known: Names) -> str:
    """Return a detail's value in German."""
    if name in TERMS:
        return known.taxonomy.label(str(value))
    if name == "stage":
        return str(texts(FILE)["stages"].get(value, value))
    if name in WORDS:
        return str(reasons.texts().terms.get(value, value))
    if name in RANGES:
        return _range(name, value)
    return place_name(value, known.regions) if name == "place" else str(value)
