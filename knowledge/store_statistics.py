"""Figures about the entries of the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from knowledge.schema import AnyEntry, Cluster, Course, Faq, Funding, Glossary

AGES = ((90, "up to 3 months"), (180, "up to 6 months"), (365, "up to 12 months"))
OLDER = "older"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Share:
    """How many of some entries have something."""

    having: int
    of: int

    def __str__(self) -> str:
        percent = f" ({self.having / self.of:.0%})" if self.of else ""
        return f"{self.having} of {self.of}{percent}"


@dataclass(frozen=True)
class Words:
    """Words that visitors read of the entries of one kind."""

    total: int
    median: float
    """Of a single entry."""


@dataclass(frozen=True)
class Statistics:
    """Counts by the values of a property, the most frequent first; shares by what is counted."""

    counts: Mapping[str, Mapping[str, int]]
    words: Mapping[str, Words]
    shares: Mapping[str, Share]


def text_of(entry: AnyEntry) -> str:
    """Return the text that visitors read; empty for regions, which are only matched."""
    match entry:
        case Faq():
            return entry.answer
        case Glossary():
            return entry.definition
        case Funding():
            return entry.summary
        case Cluster() | Course():
            return entry.description
    return ""


def age_of(entry: AnyEntry, today: date) -> str:
    """Return for how long the source has not been read."""
    days = (today - entry.checked_on).days
    return next((name for limit, name in AGES if days <= limit), OLDER)


def _count(entries: Iterable[AnyEntry], values: Callable[[AnyEntry], Iterable[str]]) -> Mapping[str, int]:
    counted = Counter(value for entry in entries for value in values(entry))
    return dict(counted.most_common())


def _words(entries: Sequence[AnyEntry]) -> Mapping[str, Words]:
    lengths: dict[str, list[int]] = {}
    for entry in entries:
        if text := text_of(entry):
            lengths.setdefault(entry.kind, []).append(len(text.split()))
    return {kind: Words(sum(found), median(found)) for kind, found in sorted(lengths.items())}


def _share(entries: Sequence[AnyEntry], has: Callable[[AnyEntry], bool]) -> Share:
    return Share(sum(has(entry) for entry in entries), len(entries))


def statistics(entries: Sequence[AnyEntry], *, today: date) -> Statistics:
    """Count the entries."""
    faqs = [entry for entry in entries if isinstance(entry, Faq)]
    return Statistics(
        counts={
            "kind": _count(entries, lambda entry: [entry.kind]),
            "status": _count(entries, lambda entry: [entry.status]),
            "confidence": _count(entries, lambda entry: [entry.confidence]),
            "topic": _count(entries, lambda entry: entry.topics),
            "source last read": _count(entries, lambda entry: [age_of(entry, today)]),
            "date of the source": _count(entries, lambda entry: [entry.as_of[:4] if entry.as_of else UNKNOWN]),
        },
        words=_words(entries),
        shares={
            "FAQs with next questions": _share(faqs, lambda entry: isinstance(entry, Faq) and bool(entry.ask_next)),
            "entries whose source has an address": _share(entries, lambda entry: entry.source.url is not None),
            "entries with a second source": _share(entries, lambda entry: bool(entry.more_sources)),
            "entries of a single organisation": _share(entries, lambda entry: entry.owner is not None),
        },
    )
