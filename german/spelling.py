"""Misspelt words: which known word was probably meant."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from german.analysis import LONGEST_WORD

SHORTEST_CORRECTED = 4
"""Letters; in a shorter word every typo makes another word."""
TWO_TYPOS_FROM = 8


class Speller:
    """Corrects folded words that it does not know: one typo in a short word, two from eight letters on.

    A typo is a letter too few, too many, wrong, or swapped with its neighbour (optimal string alignment distance).

    Args:
        frequencies: how often each known word, folded, was seen.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._frequencies):
            self._by_length[len(word)].append(word)
        self.correct = lru_cache(maxsize=50_000)(self._correct)

    def _correct(self, folded: str) -> str:
        """Return the known word that differs least, among equals one with the same first letter, then the commonest."""
        if folded in self._frequencies or not folded.isalpha() or not SHORTEST_CORRECTED <= len(folded) <= LONGEST_WORD:
            return folded
        most = 1 if len(folded) < TWO_TYPOS_FROM else 2
        lengths = range(len(folded) - most, len(folded) + most + 1)
        candidates = [word for length in lengths for word in self._by_length.get(length, ())]
        close = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
        least = min((distance for _, distance, _ in close), default=0)
        nearest = (word for word, distance, _ in close if distance == least)
        return max(nearest, key=lambda word: (word[0] == folded[0], self._frequencies[word]), default=folded)
