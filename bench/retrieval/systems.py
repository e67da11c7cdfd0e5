"""What is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

from bench.retrieval.databases import COVER_DENSITY, FREQUENCY, postgresql, sqlite
from bench.retrieval.libraries import bm25, fuzzy, tfidf
from bench.retrieval.store import Build, Rank, Store
from knowledge.search import SearchIndex

LOTSE, FTS5, BM25 = "Lotse", "SQLite FTS5", "BM25"
POSTGRESQL = {"PostgreSQL ts_rank_cd": COVER_DENSITY, "PostgreSQL ts_rank": FREQUENCY}
GROWN = (LOTSE, FTS5, BM25)
"""Those whose cost is measured in growing stores."""


def index(store: Store) -> SearchIndex:
    """Return Lotse's index, as the service builds it."""
    return SearchIndex((document.entry for document in store.documents), store.words, store.synonyms)


@contextmanager
def lotse(store: Store) -> Iterator[Rank]:
    """Rank with Lotse, without deciding whether the best is good enough."""
    built = index(store)
    yield lambda query, limit: [hit.entry.id for hit in built.rank(query, limit=limit)]


BUILDS: Mapping[str, Build] = MappingProxyType(
    {LOTSE: lotse, FTS5: sqlite, BM25: bm25, "word tf-idf": tfidf, "rapidfuzz": fuzzy}
)


def builds(postgresql_programs: str) -> dict[str, Build]:
    """Return all systems by name; PostgreSQL only if there is a folder with its programs."""
    scores = POSTGRESQL if postgresql_programs else {}
    return {**BUILDS, **{name: partial(postgresql, Path(postgresql_programs), scores[name]) for name in scores}}
