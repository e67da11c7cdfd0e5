"""From likeness to a decision: weights, confidence and thresholds, all measured."""

from math import exp

import numpy as np

from knowledge.search_similarity import Likeness

# Fitted on tests/knowledge/paraphrases_development.yml and names.yml: the weights so that the right entry comes first
# (softmax over the entries), the confidence as a logistic regression of "the first hit is right" on score and lead.
WEIGHTS = np.array([0.158, 0.252, 0.199, 0.194, 0.197, -0.059], np.float32)
"""Of the measures in `knowledge.search_similarity.MEASURES`."""
SCORE_SLOPE, LEAD_SLOPE, OFFSET = 10.0, 6.26, -4.5
ANSWER = 0.65
"""From this confidence on an entry may be the answer: 2 % of the development questions are then answered wrongly."""
COVERED = 0.5
"""So much of the question must the answer know: "Wie viele Mitarbeiter hat Bosch?" is about something else."""
LEAD = 0.01
"""So far in score must the answer be ahead: of two that fit alike neither is it."""
SUGGEST = 0.28
"""From this confidence on an entry is worth being offered."""


def scores(likeness: Likeness) -> Likeness:
    """Return each entry's likeness as one number, at most 1."""
    weighted: Likeness = np.maximum(likeness @ WEIGHTS, np.float32(0))
    return weighted


def confidence(score: float, lead: float) -> float:
    """Return how likely an entry with this score, so far ahead of the next, is to answer the question."""
    return 1 / (1 + exp(-(SCORE_SLOPE * score + LEAD_SLOPE * lead + OFFSET)))
