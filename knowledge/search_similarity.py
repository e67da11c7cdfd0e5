"""How much a query and the entries have in common, by words, by letters and by how much of the query is covered."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sklearn.feature_extraction.text import TfidfVectorizer

from german.analysis import Token, is_stop_word, tokenise
from knowledge.search_fields import Fields, Terms, Word

Scores = NDArray[np.float64]

COVERED_COLUMN = 2
"""Where ``compare`` puts the covered share."""
SHORTEST_CORRECTED, LONG_WORD = 5, 8
BODY_VALUE = 0.5
"""A query's word that stands only in the answer counts this much of one that stands in question, name or keyword."""
PARTS_VALUE = 0.7
"""So much counts a compound whose parts are all there, although it is not there itself."""


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in (word.stem, *word.parts))


class Similarity:
    """Compares a query with every entry. The order of the entries is that of ``fields``."""

    def __init__(self, fields: Sequence[Fields], terms: Terms) -> None:
        self._terms = terms
        self._strong = [_stems(terms.words(field.strong)) for field in fields]
        self._body = [_stems(terms.words(field.body)) for field in fields]
        probes = [probe for field in fields for probe in field.probes]
        documents = [f"{field.strong} . {field.body}" for field in fields]
        self._starts = np.cumsum([0, *(len(field.probes) for field in fields)])[:-1]
        self._by_word = TfidfVectorizer(analyzer=lambda text: list(terms.counted(text)))
        self._by_word.fit([*documents, *probes])
        self._by_letter = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._probes_by_letter = self._by_letter.fit_transform([terms.plain(probe) for probe in probes])
        self._probes_by_word = self._by_word.transform(probes)
        self._strong_by_word = self._by_word.transform([field.strong for field in fields])
        self._weights = self._inverse_frequencies(len(fields))
        tokens = [token for document in documents for token in tokenise(document)]
        self._spellings = sorted({token.folded for token in tokens if len(token.folded) >= SHORTEST_CORRECTED})
        self._known = {token.stem for token in tokens}

    def _inverse_frequencies(self, total: int) -> dict[str, float]:
        counts = Counter(stem for position in range(total) for stem in self.stems(position))
        return {stem: 1 + float(np.log((1 + total) / (1 + count))) for stem, count in counts.items()}

    def stems(self, position: int) -> frozenset[str]:
        """Return every stem of the entry at that place."""
        return self._strong[position] | self._body[position]

    def weight(self, stem: str) -> float:
        """Return how telling a stem is: the rarer, the more; an unknown one as much as one of a single entry."""
        return self._weights.get(stem, max(self._weights.values()))

    def read(self, query: str) -> list[Word]:
        """Return the query's words, misspelt ones replaced by the word of the store that was probably meant."""
        return self._terms.words(" ".join(self._corrected(token) for token in tokenise(query)))

    def _corrected(self, token: Token) -> str:
        """One wrong letter may be in a short word, two in a long one; never the first."""
        folded = token.folded
        if len(folded) < SHORTEST_CORRECTED or token.stem in self._known or is_stop_word(folded):
            return folded
        candidates = [spelling for spelling in self._spellings if spelling[0] == folded[0]]
        cutoff = 1 if len(folded) < LONG_WORD else 2
        found = process.extractOne(folded, candidates, scorer=OSA.distance, score_cutoff=cutoff)
        return str(found[0]) if found else folded

    def compare(self, query: str, words: Sequence[Word]) -> Scores:
        """Return one row per entry: best probe by words, best probe by letters, covered share, all strong texts."""
        corrected = " ".join(word.folded for word in words)
        vector = self._by_word.transform([corrected])
        by_word = self._best((self._probes_by_word @ vector.T).toarray()[:, 0])
        letters = self._by_letter.transform([self._terms.plain(query), corrected])
        by_letter = self._best((self._probes_by_letter @ letters.T).toarray().max(axis=1))
        whole = (self._strong_by_word @ vector.T).toarray()[:, 0]
        return np.stack([by_word, by_letter, self._covered(words), whole], axis=1)

    def _best(self, per_probe: Scores) -> Scores:
        return np.maximum.reduceat(per_probe, self._starts)

    def _covered(self, words: Sequence[Word]) -> Scores:
        """Share of the query's weight that an entry knows: 1 when every word stands in its strong texts."""
        total = sum(self.weight(word.stem) for word in words)
        shares = [
            sum(self.weight(word.stem) * _presence(word, strong, body) for word in words) / total
            for strong, body in zip(self._strong, self._body, strict=True)
        ]
        return np.array(shares)


def _presence(word: Word, strong: frozenset[str], body: frozenset[str]) -> float:
    """Return 1 if the word stands in the strong texts, less if only in the body or only in parts."""

    def value(stem: str) -> float:
        return 1.0 if stem in strong else BODY_VALUE if stem in body else 0.0

    parts = PARTS_VALUE * sum(map(value, word.parts)) / len(word.parts) if word.parts else 0.0
    return max(value(word.stem), parts)
