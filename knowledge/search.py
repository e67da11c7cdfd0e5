"""Finds the entry that answers a question, and abstains when there is none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from knowledge.schema import AnyEntry, Status
from knowledge.search_calibration import ANSWER, COVERED, LEAD, SUGGEST, confidence, scores
from knowledge.search_fields import Fields, fields_of
from knowledge.search_follow_ups import is_elliptic
from knowledge.search_similarity import MEASURES, Likeness, Similarity
from knowledge.search_terms import Terms, Word

LONGEST_QUERY = 1_000
"""Characters; a longer text is no question, and comparing it would cost time."""
RIVALS = 10
"""So many of the best hits can take an answer's lead away."""


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
    lead: float
    """How far ahead in score of the next entry that is about something else."""
    covered: float
    """Share of the question's weight that the entry knows: rare words weigh more."""
    knows_a_thing: bool
    """Whether it has a word that says what is asked about: "Was kostet das?" alone asks about nothing in the store."""
    matched_terms: tuple[str, ...]
    """The query's words that the entry knows, as they were understood."""


@dataclass(frozen=True)
class SearchResult:
    """What to do with a question, and the entries for it, best first; none when abstaining."""

    decision: Decision
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; None for all."""

    kinds: Collection[str] | None = None
    topic: str | None = None
    organisation: str | None = None
    """Entries of this organisation and those that all organisations share."""
    ids: Collection[str] | None = None

    def admits(self, entry: AnyEntry) -> bool:
        """Tell whether an entry is wanted."""
        return (
            (self.kinds is None or entry.kind in self.kinds)
            and (self.topic is None or self.topic in entry.topics)
            and (self.organisation is None or entry.owner in {None, self.organisation})
            and (self.ids is None or entry.id in self.ids)
        )


EVERYTHING = Filter()


@dataclass(frozen=True)
class _Document:
    entry: AnyEntry
    names: frozenset[frozenset[str]] = field(default_factory=frozenset)
    """Each name as the set of its stems."""
    question: frozenset[str] = field(default_factory=frozenset)

    def is_about_the_same_as(self, other: "_Document") -> bool:
        """Whether they are no rivals: they share a name, or one asks about what the other is."""
        asks = any(name <= self.question for name in other.names) or any(name <= other.question for name in self.names)
        return asks or bool(self.names & other.names)


class SearchIndex:
    """An index of published entries; immutable, so that any number of threads may search.

    Args:
        entries: drafts, retired entries and regions are left out.
        words: further words that compounds may consist of, such as the taxonomy's keywords.
        synonyms: groups of words that mean the same.
    """

    def __init__(
        self, entries: Iterable[AnyEntry], words: Iterable[str] = (), synonyms: Iterable[Sequence[str]] = ()
    ) -> None:
        published = (entry for entry in entries if entry.status is Status.PUBLISHED)
        found = [(entry, fields) for entry in published if (fields := fields_of(entry))]
        names = [name for _, fields in found for name in fields.names]
        texts = [text for _, fields in found for text in (*fields.probes, *fields.keywords, fields.body)]
        self._terms = Terms(names, [*texts, *words], synonyms)
        self._documents = [_document(entry, fields, self._terms) for entry, fields in found]
        self._similarity = Similarity([fields for _, fields in found], self._terms) if found else None
        # Position in the order of ids: decides between equals, whatever the order of the entries.
        order = sorted(range(len(found)), key=lambda place: found[place][0].id)
        self._ranks = np.argsort(np.array(order, np.int64)) if found else np.zeros(0, np.int64)

    def search(self, query: str, wanted: Filter = EVERYTHING, *, limit: int = 3) -> SearchResult:
        """Decide on a question: one sure answer, a few suggestions, or neither.

        An answer comes with the other entries that are worth being offered.
        """
        hits = self.rank(query, wanted, limit=limit)
        worth = tuple(hit for hit in hits if hit.confidence >= SUGGEST and hit.knows_a_thing)
        if not worth:
            return SearchResult(Decision.ABSTAIN)
        return SearchResult(Decision.ANSWER if _is_sure(worth[0]) else Decision.SUGGEST, worth)

    def follow_up(self, query: str, about: str, wanted: Filter) -> SearchResult | None:
        """Answer a question that needs the one before, or return None if it stands alone or nothing is known of it.

        Args:
            query: the question.
            about: what was spoken of, such as the title of the last answer's entry.
            wanted: the entries that may answer it: that one and its neighbours.
        """
        words = self._terms.read(query) if len(query) <= LONGEST_QUERY else []
        if self._similarity is None or not is_elliptic(query, words):
            return None
        things = [self._similarity.knows(word) for word in words if word.names_a_thing]
        aspects = [self._similarity.knows(word) for word in words if not word.names_a_thing]
        ranked = self._ranked(f"{about} {query}", [*words, *self._terms.words(about)], wanted, RIVALS)
        fitting = [(place, hit) for place, hit in ranked if all(knows[place] for knows in things)]
        if not fitting:
            return None
        # "Was kostet das?": the neighbour that speaks of costs, though it may be less like the last answer.
        _, best = max(fitting, key=lambda pair: sum(bool(knows[pair[0]]) for knows in aspects))
        return SearchResult(Decision.ANSWER, (best,))

    def rank(self, query: str, wanted: Filter = EVERYTHING, *, limit: int = 3) -> tuple[Hit, ...]:
        """Return the best hits however unlikely they are: for measuring and explaining, not for visitors."""
        words = self._terms.read(query) if len(query) <= LONGEST_QUERY else []
        return tuple(hit for _, hit in self._ranked(query, words, wanted, max(limit, RIVALS))[:limit])

    def _ranked(self, text: str, words: Sequence[Word], wanted: Filter, limit: int) -> list[tuple[int, Hit]]:
        """Return what has anything in common with the words, with its place, best first, ties by id."""
        if self._similarity is None or not words:
            return []
        likeness = self._similarity.compare(words, text)
        score = scores(likeness)
        best = self._best(score, wanted, limit)
        known = [(word, self._similarity.knows(word)) for word in words]
        return [(place, self._hit(place, score, likeness, best, known)) for place in best]

    def _best(self, score: Likeness, wanted: Filter, limit: int) -> list[int]:
        """Return the places of the best admitted entries with any score, ties by id."""
        places = np.flatnonzero(score > 0)
        if wanted != EVERYTHING:
            admitted = [bool(wanted.admits(self._documents[place].entry)) for place in places]
            places = places[np.array(admitted, bool)]
        if len(places) > limit:
            least = np.partition(score[places], -limit)[-limit]
            places = places[score[places] >= least]
        order = np.lexsort((self._ranks[places], -score[places]))[:limit]
        return [int(place) for place in places[order]]

    def _hit(
        self,
        place: int,
        score: Likeness,
        likeness: Likeness,
        best: Sequence[int],
        known: Sequence[tuple[Word, NDArray[np.bool_]]],
    ) -> Hit:
        document, own = self._documents[place], float(score[place])
        rivals = [
            other for other in best if other != place and not document.is_about_the_same_as(self._documents[other])
        ]
        matched = [word for word, knows in known if knows[place]]
        lead = own - max((float(score[rival]) for rival in rivals), default=0.0)
        return Hit(
            document.entry,
            own,
            confidence(own, lead),
            lead,
            float(likeness[place, MEASURES.index("covered_with_body")]),
            any(word.names_a_thing for word in matched),
            tuple(dict.fromkeys(word.folded for word in matched)),
        )


def _is_sure(best: Hit) -> bool:
    return best.confidence >= ANSWER and best.covered >= COVERED and best.lead >= LEAD


def _document(entry: AnyEntry, fields: Fields, terms: Terms) -> _Document:
    names = frozenset(frozenset(word.stem for word in terms.words(name)) for name in fields.names)
    question = frozenset(word.stem for text in fields.questions[:1] for word in terms.words(text))
    return _Document(entry, names - {frozenset()}, question)
