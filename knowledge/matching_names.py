"""Finds programmes, courses and organisations by the names that people use, for "Warum nicht der …?". No I/O."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from german.analysis import is_stop_word, tokenise
from german.entry_names import NameFinder, NameMention
from german.keywords import Keyword
from knowledge.matching import Knowledge, Match, Offer, Profile, verdict_of
from knowledge.schema import Cluster, Course, Funding

KINDS = ("funding", "course", "cluster")
Names = tuple[Keyword, ...]


def _shortened(name: str) -> Iterator[str]:
    """Yield what is left of a full name without what stands in brackets or behind a dash."""
    return (name.partition(mark)[0] for mark in (" (", " – ") if mark in name)


def _names(kind: str, knowledge: Knowledge) -> Names:
    """Return the names of one kind; a shortened one counts only where no entry is called so."""
    entries = [entry for entry in knowledge.entries.values() if isinstance(entry, Funding | Course | Cluster)]
    of_kind = sorted((entry for entry in entries if entry.kind == kind), key=lambda entry: entry.id)
    full = [Keyword(entry.id, name) for entry in of_kind for name in (entry.name, *entry.aliases)]
    return (*full, *(Keyword(entry.id, name) for entry in of_kind for name in _shortened(entry.name)))


@lru_cache(maxsize=4)
def _finder(names: tuple[Names, ...]) -> NameFinder:
    return NameFinder(dict(zip(KINDS, names, strict=True)))


def _readings(text: str) -> Iterator[str]:
    """Yield the text as it stands, without signs ("de:hub"), and without small words too."""
    tokens = tokenise(text)
    yield text
    yield " ".join(token.text for token in tokens)
    yield " ".join(token.text for token in tokens if not is_stop_word(token.folded))


def _mentions(text: str, finder: NameFinder) -> list[NameMention]:
    """Return the names in the text, the longest first, in the reading that has the longest one.

    "Lernfabrik in Göppingen" is the "Lernfabrik Göppingen", not any "Lernfabrik".
    """
    readings = [sorted(finder.find(reading), key=lambda one: -len(one.text)) for reading in _readings(text)]
    return max(readings, key=lambda mentions: len(mentions[0].text) if mentions else 0)


def named(text: str, knowledge: Knowledge) -> tuple[Offer, ...]:
    """Return the entries that a text names, as `german.entry_names` finds names: whatever case, hyphens and endings.

    The longest name comes first and hides those inside it ("Innovationsgutschein Hightech" is not the
    "Innovationsgutschein"); entries of one name are ordered by kind: funding, course, cluster.
    """
    mentions = _mentions(text, _finder(tuple(_names(kind, knowledge) for kind in KINDS)))
    found = (knowledge.entries[entry_id] for entry_id in dict.fromkeys(mention.entry for mention in mentions))
    return tuple(entry for entry in found if isinstance(entry, Funding | Course | Cluster))


def why_not(text: str, profile: Profile, knowledge: Knowledge, today: date) -> tuple[Match, ...]:
    """Judge what a text names ("Warum nicht der Innovationsgutschein?"), best name first.

    An entry that has ended gives its end and its successor as reasons; one that fits was outdone by better ones.
    """
    return tuple(verdict_of(entry, profile, knowledge, today) for entry in named(text, knowledge))
