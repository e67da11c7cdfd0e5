"""How well questions are answered. Values are shares of the questions, from 0 to 1; each question counts alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.retrieval.question_sets import Question
from knowledge.search import Decision, SearchResult

DEPTH = 10
"""So many documents are ranked for each question."""
Search = Callable[[str], SearchResult]
"""Lotse's decision on a question."""


@dataclass(frozen=True)
class Ranking:
    """How far in front a right document stands: recall@k is the share with one among the first k.

    ``mrr`` is the mean of 1 / place of the first right one, 0 where none is among the first ``DEPTH``.
    """

    recall_1: float
    recall_3: float
    recall_5: float
    mrr: float


@dataclass(frozen=True)
class Answerable:
    """What Lotse does with questions that have an answer."""

    answered_rightly: float
    answered_wrongly: float
    suggested_rightly: float
    """A right document is among the suggestions."""
    suggested_wrongly: float
    abstained: float


@dataclass(frozen=True)
class Unanswerable:
    """What Lotse does with questions that nothing in the store answers."""

    answered: float
    suggested: float
    abstained: float


def first_right(ranked: Sequence[str], right: frozenset[str]) -> int | None:
    """Return the place, from 1, of the first right document; None if there is none."""
    return next((place for place, found in enumerate(ranked, 1) if found in right), None)


def ranking(places: Sequence[int | None]) -> Ranking:
    """Sum up the places of many questions."""

    def recall(depth: int) -> float:
        return sum(place is not None and place <= depth for place in places) / len(places)

    reciprocal = sum(1 / place for place in places if place is not None)
    return Ranking(recall(1), recall(3), recall(5), reciprocal / len(places))


def decided_answerable(search: Search, questions: Sequence[Question]) -> Answerable:
    """Ask Lotse and count what it decides."""
    counts = Counter(_outcome(search(question.text), question) for question in questions)

    def share(decision: Decision, *, right: bool) -> float:
        return counts[decision, right] / len(questions)

    return Answerable(
        answered_rightly=share(Decision.ANSWER, right=True),
        answered_wrongly=share(Decision.ANSWER, right=False),
        suggested_rightly=share(Decision.SUGGEST, right=True),
        suggested_wrongly=share(Decision.SUGGEST, right=False),
        abstained=share(Decision.ABSTAIN, right=False),
    )


def decided_unanswerable(search: Search, texts: Sequence[str]) -> Unanswerable:
    """Ask Lotse and count what it decides."""
    counts = Counter(search(text).decision for text in texts)
    return Unanswerable(
        answered=counts[Decision.ANSWER] / len(texts),
        suggested=counts[Decision.SUGGEST] / len(texts),
        abstained=counts[Decision.ABSTAIN] / len(texts),
    )


def _outcome(result: SearchResult, question: Question) -> tuple[Decision, bool]:
    """Return the decision and whether it was right: an answer's first document, or any that is suggested."""
    shown = result.hits[:1] if result.decision is Decision.ANSWER else result.hits
    return result.decision, any(hit.entry.id in question.right for hit in shown)
