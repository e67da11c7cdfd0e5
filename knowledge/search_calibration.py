"""From likeness to a decision: weights, confidence and thresholds, all measured."""

from math import exp

import numpy as np

from knowledge.search_similarity import Likeness

WEIGHTS = np.array([0.178, 0.294, 0.239, 0.289, -0.199], np.float32)
"""Of the measures in `knowledge.search_similarity.MEASURES`."""
SLOPE, LEAD_SLOPE, OFFSET = 15.5, 10.0, -6.8
ANSWER = 0.77
"""From this confidence on an entry may be the answer."""
COVERED = 0.5
"""So much of the question must the answer know."""
SUGGEST = 0.28
"""From this confidence on an entry is worth being offered."""


def scores(likeness: Likeness) -> Likeness:
    """Return each entry's likeness as one number, at most 1."""
    weighted: Likeness = np.maximum(likeness @ WEIGHTS, np.float32(0))
    return weighted


def confidence(score: float, lead: float) -> float:
    """Return how likely an entry with this score, so far ahead of the next, is to answer the question."""
    return 1 / (1 + exp(-(SLOPE * score + LEAD_SLOPE * lead + OFFSET)))
