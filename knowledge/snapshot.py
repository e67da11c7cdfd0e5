"""The whole store in memory for this process, rebuilt when its version changes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy.orm import Session

from german.places import Gazetteer
from knowledge import store
from knowledge.regions import RegionTree
from knowledge.schema import AnyEntry, Entry, Region, Taxonomy
from knowledge.search import EVERYTHING, Decision, Filter, SearchIndex, SearchResult
from knowledge.search_follow_ups import neighbours
from knowledge.vocabulary import place_names
from storage import database

E = TypeVar("E", bound=Entry)
WHOLLY = 0.99
"""Share of a question that an answer knows if it needs nothing said before."""


@dataclass(frozen=True)
class Snapshot:
    """What is published, at one version of the store. It never changes, so threads may share it."""

    version: int
    entries: Mapping[str, AnyEntry]
    """By id, ordered by id."""
    taxonomy: Taxonomy
    regions: RegionTree
    index: SearchIndex

    def of(self, model: type[E]) -> tuple[E, ...]:
        """Return all entries of one kind: ``snapshot.of(Funding)``."""
        return tuple(entry for entry in self.entries.values() if isinstance(entry, model))

    def search(
        self, query: str, wanted: Filter = EVERYTHING, *, limit: int = 3, previous: str | None = None
    ) -> SearchResult:
        """Decide on a question: see ``SearchIndex.search``.

        Args:
            query: the question.
            wanted: which entries may answer it.
            limit: how many entries to return.
            previous: id of the entry or topic that was spoken of before; "Und wie hoch ist der Zuschuss?" is about it.
        """
        result = self.index.search(query, wanted, limit=limit)
        stands_alone = result.decision is Decision.ANSWER and result.hits[0].covered > WHOLLY
        if previous is None or stands_alone:
            return result
        if entry := self.entries.get(previous):
            followed = self.index.follow_up(query, entry.title, replace(wanted, ids=neighbours(entry)))
        else:
            followed = self.index.follow_up(query, self.taxonomy.label(previous), replace(wanted, topic=previous))
        return followed or result

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the regions."""
        return Gazetteer(name for region in self.of(Region) for name in place_names(region))


def build(session: Session) -> Snapshot:
    """Read the store. The version is read first: a change in between leads to another rebuild, never to a stale one."""
    version = store.version(session)
    taxonomy = store.taxonomy(session)
    entries = {entry.id: entry for entry in store.entries(session, only_published=True)}
    return Snapshot(
        version=version,
        entries=MappingProxyType(entries),
        taxonomy=taxonomy,
        regions=RegionTree(entry for entry in entries.values() if isinstance(entry, Region)),
        index=SearchIndex(entries.values(), taxonomy.words, taxonomy.synonyms),
    )


class SnapshotCache:
    """Keeps the newest snapshot of the process's store.

    While one thread rebuilds, the others get the old snapshot; only the very first one has to be waited for.
    """

    def __init__(self) -> None:
        self._rebuilding = threading.Lock()
        self._held: tuple[str, Snapshot] | None = None
        """The store's address, so that a process that changes its store never sees the old one, and the snapshot."""

    def get(self) -> Snapshot:
        """Return the snapshot of the store's present version; costs one query for a single row."""
        address = str(database.engine().url)
        with database.reading() as session:
            version = store.version(session)
        held = self._current(address)
        if held and held.version == version:
            return held
        if self._rebuilding.acquire(blocking=held is None):
            try:
                return self._rebuild(address, version)
            finally:
                self._rebuilding.release()
        return held or self.get()

    def _current(self, address: str) -> Snapshot | None:
        held = self._held
        return held[1] if held and held[0] == address else None

    def _rebuild(self, address: str, version: int) -> Snapshot:
        """Build unless another thread has just done so."""
        held = self._current(address)
        if held and held.version >= version:
            return held
        with database.reading() as session:
            built = build(session)
        self._held = (address, built)
        return built


_cache = SnapshotCache()


def snapshot() -> Snapshot:
    """Return what this process's store holds now."""
    return _cache.get()
