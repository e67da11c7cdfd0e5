"""Checks that what entries refer to exists: topics, sectors and other entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.problems import Location, Problem, Unchecked
from knowledge.schema import Taxonomy

TARGETS: Mapping[str, str | None] = {
    "related": None,
    "ask_next": None,
    "see_also": None,
    "successor": "funding",
    "successors": "cluster",
    "fundable_by": "funding",
    "not_combinable_with": "funding",
    "regions": "region",
    "parent": "region",
}
"""Fields that name entries, and of which kind; None for any kind."""
PARENT_LEVEL = {"kreis": "region", "region": "regierungsbezirk"}


@dataclass(frozen=True)
class Known:
    """What entries may refer to."""

    kinds: Mapping[str, str]
    """Kind of every entry by its id, entries with mistakes included."""
    levels: Mapping[str, str]
    """Level of every region by its id."""
    topics: frozenset[str]
    sectors: frozenset[str]


def known(entries: Iterable[Unchecked], taxonomy: Taxonomy) -> Known:
    """Collect what these entries and the taxonomy offer to refer to."""
    listed = list(entries)
    return Known(
        kinds={entry.id: entry.kind for entry in listed},
        levels={entry.id: str(entry.fields.get("level")) for entry in listed if entry.kind == "region"},
        topics=frozenset(term.id for term in taxonomy.topics),
        sectors=frozenset(term.id for term in taxonomy.sectors),
    )


def _values(entry: Unchecked, field: str) -> Iterable[tuple[Location, str]]:
    value = entry.fields.get(field)
    if isinstance(value, str):
        yield (field,), value
    elif isinstance(value, Sequence):
        yield from (((field, position), item) for position, item in enumerate(value) if isinstance(item, str))


def _unknown_terms(entry: Unchecked, field: str, terms: frozenset[str]) -> Iterable[Problem]:
    for location, term_id in _values(entry, field):
        if term_id not in terms:
            yield entry.problem(location, f"an id of taxonomy/{field}.yml is expected, {term_id} is none")


def _dangling(entry: Unchecked, kinds: Mapping[str, str]) -> Iterable[Problem]:
    for field, target_kind in TARGETS.items():
        for location, entry_id in _values(entry, field):
            if entry_id not in kinds:
                yield entry.problem(location, f"the id of an entry is expected, {entry_id} is none")
            elif target_kind and kinds[entry_id] != target_kind:
                yield entry.problem(location, f"a {target_kind} entry is expected, {entry_id} is a {kinds[entry_id]}")


def _wrong_parent(entry: Unchecked, levels: Mapping[str, str]) -> Iterable[Problem]:
    """A parent of the next level up, so that no region can lie inside itself."""
    expected = PARENT_LEVEL.get(levels.get(entry.id, "")) if entry.kind == "region" else None
    for location, parent in _values(entry, "parent"):
        if expected and levels.get(parent, expected) != expected:
            yield entry.problem(location, f"a {expected} is expected, {parent} is a {levels[parent]}")


def check_references(entry: Unchecked, known: Known) -> Iterable[Problem]:
    """Yield a problem for every reference of the entry that leads nowhere."""
    yield from _unknown_terms(entry, "topics", known.topics)
    yield from _unknown_terms(entry, "sectors", known.sectors)
    yield from _dangling(entry, known.kinds)
    yield from _wrong_parent(entry, known.levels)
