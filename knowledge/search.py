"""Finds the entry that answers a question, and abstains when there is none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

import numpy as np

from knowledge.schema import AnyEntry, Status
from knowledge.search_fields import Fields, Terms, Word, fields_of
from knowledge.search_similarity import COVERED_COLUMN, Similarity

# Measured on tests/knowledge/paraphrases.yml (248 questions with an answer in the store, 67 without): the right entry
# is first for 98.8 %, among three for 99.6 %; 90.3 % are answered rightly, 0.4 % wrongly; of the 67 one is answered
# and about a quarter gets suggestions. ANSWER and LEAD chosen on one half gave 0 to 0.8 % wrong answers on the other.
# The questions were written by somebody who knew the store: expect less from visitors.
WEIGHTS = np.array([0.25, 0.25, 0.25, 0.25])
"""Best probe by words, best probe by letters, covered share of the query, all strong texts together: other weights
gained nothing."""
SLOPE, MIDDLE = 15.5, 0.44
"""Confidence is 1 / (1 + exp(-SLOPE * (score - MIDDLE))): a logistic regression of "the first hit is right"."""
ANSWER = 0.77
"""From this confidence on an entry may be the answer; a score of 0.52."""
COVERED = 0.5
"""So much of the question must the answer know: "Wie viele Mitarbeiter hat Bosch?" is about something else. Without
this, five of the 67 are answered and 91.9 % of the others rightly."""
LEAD = 0.03
"""So far in score must the answer be ahead of the next entry about something else."""
SUGGEST = 0.28
"""From this confidence on an entry is worth being offered; a score of 0.38."""
LONGEST_QUERY = 1_000
"""Characters; a longer text is no question, and comparing it would cost time."""


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    ABSTAIN = "abstain"


@dataclass(frozen=True)
class Hit:
    """An entry that was found."""

    entry: AnyEntry
    score: float
    """Likeness from 0 to 1."""
    confidence: float
    """How likely the entry is to answer the question, from 0 to 1."""
    covered: float
    """Share of the question's weight that the entry knows: rare words weigh more."""
    matched_terms: tuple[str, ...]
    """The query's words that the entry knows, as they were understood."""


@dataclass(frozen=True)
class SearchResult:
    """What to do with a question, and the entries for it, best first; none when abstaining."""

    decision: Decision
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class _Document:
    entry: AnyEntry
    names: frozenset[frozenset[str]]
    """Each name as the set of its stems."""
    question: frozenset[str]


class SearchIndex:
    """An index of published entries; immutable, so that any number of threads may search.

    Args:
        entries: drafts, retired entries and regions are left out.
        words: further words that compounds may consist of, such as the taxonomy's keywords.
    """

    def __init__(self, entries: Iterable[AnyEntry], words: Iterable[str] = ()) -> None:
        published = (entry for entry in entries if entry.status is Status.PUBLISHED)
        found = [(entry, fields) for entry in published if (fields := fields_of(entry))]
        names = [name for _, fields in found for name in fields.names]
        texts = [text for _, fields in found for text in (*fields.probes, *fields.keywords)]
        terms = Terms(names, [*texts, *words])
        self._documents = [_document(entry, fields, terms) for entry, fields in found]
        self._similarity = Similarity([fields for _, fields in found], terms) if found else None

    def search(self, query: str, *, kinds: Collection[str] | None = None, limit: int = 3) -> SearchResult:
        """Decide on a question: one sure answer, a few suggestions, or neither.

        An answer comes with the other entries that are worth being offered.
        """
        hits = self._hits(query, kinds)
        worth = tuple(hit for hit, _ in hits[:limit] if hit.confidence >= SUGGEST)
        if not worth:
            return SearchResult(Decision.ABSTAIN)
        return SearchResult(Decision.ANSWER if _is_sure(hits) else Decision.SUGGEST, worth)

    def rank(self, query: str, *, kinds: Collection[str] | None = None, limit: int = 3) -> tuple[Hit, ...]:
        """Return the best hits however unlikely they are: for measuring and explaining, not for visitors."""
        return tuple(hit for hit, _ in self._hits(query, kinds)[:limit])

    def _hits(self, query: str, kinds: Collection[str] | None) -> list[tuple[Hit, _Document]]:
        """Return everything that knows a thing which the query names, best first, ties by id."""
        if self._similarity is None or len(query) > LONGEST_QUERY or not (words := self._similarity.read(query)):
            return []
        likeness = self._similarity.compare(query, words)
        scores, covered = likeness @ WEIGHTS, likeness[:, COVERED_COLUMN]
        hits = [
            (_hit(document.entry, scores[place], covered[place], words, self._similarity.stems(place)), document)
            for place, document in enumerate(self._documents)
            if scores[place] > 0
            and (kinds is None or document.entry.kind in kinds)
            and any(word.names_a_thing and _knows(self._similarity.stems(place), word) for word in words)
        ]
        return sorted(hits, key=lambda pair: (-pair[0].score, pair[0].entry.id))


def _knows(stems: frozenset[str], word: Word) -> bool:
    return not stems.isdisjoint((word.stem, *word.parts))


def _hit(entry: AnyEntry, score: float, covered: float, words: Sequence[Word], known: frozenset[str]) -> Hit:
    matched = dict.fromkeys(word.folded for word in words if _knows(known, word))
    return Hit(entry, float(score), 1 / (1 + exp(-SLOPE * (score - MIDDLE))), float(covered), tuple(matched))


def _document(entry: AnyEntry, fields: Fields, terms: Terms) -> _Document:
    names = frozenset(frozenset(word.stem for word in terms.words(name)) for name in fields.names)
    question = frozenset(word.stem for text in fields.questions[:1] for word in terms.words(text))
    return _Document(entry, names - {frozenset()}, question)


def _is_sure(hits: Sequence[tuple[Hit, _Document]]) -> bool:
    best, document = hits[0]
    rival = next((hit for hit, other in hits[1:] if not _same_thing(document, other)), None)
    lead = best.score - rival.score if rival else best.score
    return best.confidence >= ANSWER and best.covered >= COVERED and lead >= LEAD


def _same_thing(one: _Document, other: _Document) -> bool:
    """Whether two entries are no rivals: they share a name, or one asks about what the other is."""
    asked = any(name <= one.question for name in other.names) or any(name <= other.question for name in one.names)
    return asked or bool(one.names & other.names)
