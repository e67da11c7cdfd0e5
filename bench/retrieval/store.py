"""What every system is built from and does: the same texts of the same entries, ranked for a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from knowledge.schema import AnyEntry, Status

TEXT_FIELDS = {
    "faq": ("question", "phrasings", "keywords", "answer"),
    "glossary": ("term", "abbreviations", "synonyms", "definition"),
    "funding": ("name", "aliases", "instrument", "summary", "audience", "agency"),
    "course": ("name", "aliases", "provider", "location", "description", "audience", "format"),
    "cluster": ("name", "aliases", "focus", "places", "description"),
}
"""The searchable fields of each kind; kinds that are missing here answer nothing by themselves."""


@dataclass(frozen=True)
class Document:
    """An entry, and all its searchable texts in a row for systems that know no fields."""

    entry: AnyEntry
    text: str

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry.id


@dataclass(frozen=True)
class Store:
    """What a system is built from."""

    documents: tuple[Document, ...]
    words: tuple[str, ...] = ()
    """Further words that compounds may consist of: the taxonomy's. Only Lotse has a use for them, and for synonyms."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all documents."""
        return frozenset(document.id for document in self.documents)


Rank = Callable[[str, int], Sequence[str]]
"""Takes a query and a limit, returns ids, best first; only of documents that have anything in common with the query."""
Build = Callable[[Store], AbstractContextManager[Rank]]
"""Builds a system; leaving its context frees what the system holds."""


def texts(entry: AnyEntry) -> Iterator[str]:
    """Yield the entry's searchable texts that are not empty, from what it is called to what it says."""
    for field in TEXT_FIELDS.get(entry.kind, ()):
        value = getattr(entry, field)
        yield from filter(None, [value] if isinstance(value, str) else value or ())


def searched(entries: Iterable[AnyEntry], words: Iterable[str] = (), synonyms: Iterable[tuple[str, ...]] = ()) -> Store:
    """Make documents of what is published and can answer; the others are left out, as Lotse leaves them out."""
    found = (entry for entry in entries if entry.status is Status.PUBLISHED and entry.kind in TEXT_FIELDS)
    return Store(tuple(Document(entry, "\n".join(texts(entry))) for entry in found), tuple(words), tuple(synonyms))
