"""How well intents are told apart, how far confidences can be believed, what a threshold rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"
BINS = 10


@dataclass(frozen=True)
class Judged:
    """One sentence: the right intent, the predicted one, its confidence and the lead over the second."""

    right: str
    predicted: str
    confidence: float = 1.0
    lead: float = 1.0


@dataclass(frozen=True)
class Scores:
    """Precision, recall and F1 of one intent or entity; 0 where they are not defined."""

    name: str
    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Confusion:
    """How often one intent was taken for another."""

    right: str
    predicted: str
    count: int


@dataclass(frozen=True)
class Rejection:
    """What a threshold does.

    A sentence is rejected if it is predicted to be out of scope, or by its confidence. ``coverage`` is the share of
    sentences in scope that are not rejected, ``accuracy`` that of right intents among all that are not rejected.
    """

    threshold: float
    coverage: float
    accuracy: float
    out_of_scope_rejected: float


def share(part: int, whole: int) -> float:
    """Return part / whole, 0 of nothing."""
    return part / whole if whole else 0.0


def scores(name: str, right: int, found: int, support: int) -> Scores:
    """Return the scores of a name found so often, of which so many times rightly."""
    return Scores(name, support, share(right, found), share(right, support), share(2 * right, found + support))


def accuracy(judged: Sequence[Judged]) -> float:
    """Return the share of sentences with the right intent."""
    return share(sum(one.right == one.predicted for one in judged), len(judged))


def per_intent(judged: Sequence[Judged]) -> list[Scores]:
    """Return the scores of each intent that the sentences have, in the order of the alphabet."""
    support = Counter(one.right for one in judged)
    found = Counter(one.predicted for one in judged)
    right = Counter(one.right for one in judged if one.right == one.predicted)
    return [scores(intent, right[intent], found[intent], support[intent]) for intent in sorted(support)]


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean F1 of the intents; a rare one counts as much as a frequent one."""
    table = per_intent(judged)
    return sum(row.f1 for row in table) / len(table) if table else 0.0


def confusions(judged: Sequence[Judged]) -> list[Confusion]:
    """Return what was taken for what, most frequent first."""
    counts = Counter((one.right, one.predicted) for one in judged if one.right != one.predicted)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(right, predicted, count) for (right, predicted), count in ordered]


def calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float:
    """Return the expected calibration error: confidence minus accuracy per bin of confidence, weighted by size."""
    members: dict[int, list[Judged]] = {}
    for one in judged:
        members.setdefault(min(int(one.confidence * bins), bins - 1), []).append(one)
    gaps = (abs(sum(one.confidence for one in group) - accuracy(group) * len(group)) for group in members.values())
    return sum(gaps) / len(judged) if judged else 0.0


def at_threshold(judged: Sequence[Judged], threshold: float, ambiguity: float = 0.0) -> Rejection:
    """Return what is rejected below a confidence, or with less than `ambiguity` ahead of the second intent."""
    accepted = [
        one for one in judged if one.predicted != OUT_OF_SCOPE and one.confidence >= threshold and one.lead >= ambiguity
    ]
    outside = sum(one.right == OUT_OF_SCOPE for one in judged)
    outside_accepted = sum(one.right == OUT_OF_SCOPE for one in accepted)
    return Rejection(
        threshold,
        coverage=share(len(accepted) - outside_accepted, len(judged) - outside),
        accuracy=accuracy(accepted),
        out_of_scope_rejected=share(outside - outside_accepted, outside),
    )
