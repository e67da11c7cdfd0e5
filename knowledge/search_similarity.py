"""How much a query and the entries have in common."""

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest
from math import log
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from german.normalise import fold
from knowledge.search_fields import Fields
from knowledge.search_matrix import Column, TermMatrix, TermWeights
from knowledge.search_terms import Terms, Word, counted, merged

BODY_VALUE = 0.5
"""A query's word that stands only in the answer counts this much of one that stands in question, name or keyword."""
PARTS_VALUE = 0.7
"""So much counts a compound whose parts are all there, although it is not there itself."""
SYNONYM_VALUE = 0.7
"""So much counts a word of which only a synonym is there."""
MOST_TRIGRAMS = 60
"""Of a long question the most telling ones are enough; the common ones stand nearly everywhere and cost the most."""
MEASURES = ("probe", "letters", "whole", "covered", "covered_with_body", "besides_name")

Likeness = NDArray[np.float32]


class Similarity:
    """Compares a query with every entry. The order of the entries is that of ``fields``."""

    def __init__(self, fields: Sequence[Fields], terms: Terms) -> None:
        probes_by_entry = [[counted(terms.words(probe)) for probe in field.probes] for field in fields]
        keywords = [counted(word for text in field.keywords for word in terms.words(text)) for field in fields]
        strong = [merged([*probes, more]) for probes, more in zip(probes_by_entry, keywords, strict=True)]
        body = [counted(terms.words(field.body)) for field in fields]
        self._weights = TermWeights([{*one, *other} for one, other in zip(strong, body, strict=True)])
        columns = self._weights.columns
        self._probes = TermMatrix([self._weights.vector(one) for probes in probes_by_entry for one in probes], columns)
        letters = [trigrams(probe) for field in fields for probe in field.probes]
        self._letter_weights = TermWeights(letters)
        self._letters = TermMatrix(
            [self._letter_weights.vector(text) for text in letters], self._letter_weights.columns
        )
        self._strong = TermMatrix([self._weights.vector(text) for text in strong], columns)
        self._body = TermMatrix(body, columns)
        names = [merged(probes[len(field.questions) :]) for field, probes in zip(fields, probes_by_entry, strict=True)]
        self._names = TermMatrix(names, columns)
        self._is_thing = np.array([bool(field.names) for field in fields], np.float32)
        self._first_probes = np.cumsum([0, *(len(field.probes) for field in fields)])[:-1]

    def compare(self, words: Sequence[Word], text: str) -> Likeness:
        """Return one row per entry with the `MEASURES`, each from 0 to 1.

        ``probe`` and ``whole`` are the cosine with the best question or name, and with all strong texts together,
        ``letters`` is that of three letters in a row, with the best question or name, of the text as it was written;
        ``covered`` and ``covered_with_body`` tell which share of the query's weight the strong texts know, and which
        with the answer: rare words weigh more. ``besides_name`` is the share that is not in a thing's names; 0 for
        questions, which have none.
        """
        query = self._weights.vector(counted(words))
        probe = self._best(self._probes.times(query))
        weights = self._letter_weights.vector(trigrams(text))
        telling = dict(nlargest(MOST_TRIGRAMS, weights.items(), key=itemgetter(1)))
        letters = self._best(self._letters.times(telling))
        covered, with_body, named = (np.zeros_like(probe) for _ in range(3))
        total = 0.0
        for word in words:
            weight = self._weight(word)
            strong, body = _presence(word, self._strong), _presence(word, self._body)
            covered += weight * strong
            with_body += weight * np.maximum(strong, BODY_VALUE * body)
            named += weight * _presence(word, self._names)
            total += weight
        besides = self._is_thing * (1 - named / total)
        whole = self._strong.times(query)
        return np.stack([probe, letters, whole, covered / total, with_body / total, besides], axis=1)

    def _best(self, per_probe: Column) -> Column:
        """Return each entry's best probe."""
        best: Column = np.maximum.reduceat(per_probe, self._first_probes)
        return best

    def knows(self, word: Word) -> NDArray[np.bool_]:
        """Tell for each entry whether it has the word, one of its parts, or a synonym."""
        return np.maximum(self._strong.has_any(word.terms), self._body.has_any(word.terms)) > 0

    def _weight(self, word: Word) -> float:
        """A compound that no text has weighs as much as its rarest part that one has."""
        known = [part for part in word.parts if self._weights.knows(part)]
        if self._weights.knows(word.stem) or not known:
            return self._weights.of(word.stem)
        return max(map(self._weights.of, known))


def trigrams(text: str) -> dict[str, float]:
    """Return how often three letters stand in a row within a word or at its ends, dampened: 1 + ln(count)."""
    counts = Counter(
        padded[place : place + 3]
        for padded in (f" {word} " for word in fold(text).split())
        for place in range(len(padded) - 2)
    )
    return {letters: 1 + log(count) for letters, count in counts.items()}


def _presence(word: Word, matrix: TermMatrix) -> Column:
    """Return for each row 1 if it has the word, less if it has only parts or a synonym of it."""
    found = matrix.has_any({word.stem: 1.0, **dict.fromkeys(word.concepts, SYNONYM_VALUE)})
    if not word.parts:
        return found
    parts = sum(matrix.has_any({part: 1.0}) for part in word.parts) / np.float32(len(word.parts))
    return np.maximum(found, np.float32(PARTS_VALUE) * parts)
