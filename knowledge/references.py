"""Checks that what entries refer to exists: topics, sectors and other entries."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.problems import Problem
from knowledge.schema import Taxonomy
from knowledge.yaml_files import Location, RawEntry

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


def _values(raw: RawEntry, field: str) -> Iterable[tuple[Location, str]]:
    value = raw.fields.get(field)
    if isinstance(value, str):
        yield (field,), value
    elif isinstance(value, Sequence):
        yield from (((field, position), item) for position, item in enumerate(value) if isinstance(item, str))


def _unknown_terms(raw: RawEntry, field: str, known: set[str]) -> Iterable[Problem]:
    for location, term_id in _values(raw, field):
        if term_id not in known:
            yield raw.problem(location, f"an id of taxonomy/{field}.yml is expected, {term_id} is none")


def _dangling(raw: RawEntry, kinds: Mapping[str, str]) -> Iterable[Problem]:
    for field, target_kind in TARGETS.items():
        for location, entry_id in _values(raw, field):
            if entry_id not in kinds:
                yield raw.problem(location, f"the id of an entry is expected, {entry_id} is none")
            elif target_kind and kinds[entry_id] != target_kind:
                yield raw.problem(location, f"a {target_kind} entry is expected, {entry_id} is a {kinds[entry_id]}")


def _wrong_parents(raws: Iterable[tuple[str, RawEntry]]) -> Iterable[Problem]:
    """A parent of the next level up, so that no region can lie inside itself."""
    regions = [raw for kind, raw in raws if kind == "region"]
    levels = {raw.fields.get("id"): raw.fields.get("level") for raw in regions}
    for raw in regions:
        parent, expected = raw.fields.get("parent"), PARENT_LEVEL.get(str(raw.fields.get("level")))
        if expected and parent in levels and levels[parent] != expected:
            yield raw.problem(("parent",), f"a {expected} is expected, {parent} is a {levels[parent]}")


def check_references(raws: Sequence[tuple[str, RawEntry]], taxonomy: Taxonomy) -> Iterable[Problem]:
    """Yield a problem for every reference that leads nowhere. Entries with other mistakes count as existing."""
    kinds = {str(raw.fields.get("id")): kind for kind, raw in raws}
    topics, sectors = {term.id for term in taxonomy.topics}, {term.id for term in taxonomy.sectors}
    for _, raw in raws:
        yield from _unknown_terms(raw, "topics", topics)
        yield from _unknown_terms(raw, "sectors", sectors)
        yield from _dangling(raw, kinds)
    yield from _wrong_parents(raws)
