"""Texts by terms, kept by column, so that a query costs what its own terms occur and not what the store holds."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Column = NDArray[np.float32]


class TermWeights:
    """How telling each term is: 1 + ln((1 + texts) / (1 + texts with the term)), as if an unknown one stood in none."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        counts = Counter(term for terms in texts for term in set(terms))
        self.columns = {term: column for column, term in enumerate(sorted(counts))}
        self._weights = {term: float(1 + np.log((1 + len(texts)) / (1 + count))) for term, count in counts.items()}
        self._rarest = float(1 + np.log(1 + len(texts)))

    def of(self, term: str) -> float:
        """Return the weight of a term."""
        return self._weights.get(term, self._rarest)

    def knows(self, term: str) -> bool:
        """Whether any text has the term."""
        return term in self.columns

    def vector(self, counts: Mapping[str, float]) -> dict[str, float]:
        """Return counts times weights, scaled to length 1."""
        weighted = {term: count * self.of(term) for term, count in counts.items()}
        length = sum(value * value for value in weighted.values()) ** 0.5
        return {term: value / length for term, value in weighted.items()} if length else {}


class TermMatrix:
    """One row per text, one column per term."""

    def __init__(self, rows: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> None:
        places, values, starts = array("i"), array("f"), array("q", [0])
        for terms in rows:
            places.extend(columns[term] for term in terms)
            values.extend(terms.values())
            starts.append(len(places))
        written = (np.frombuffer(values, np.float32), np.frombuffer(places, np.int32), np.frombuffer(starts, np.int64))
        matrix = csr_matrix(written, (len(rows), len(columns))).tocsc()
        self._columns = columns
        self._starts, self._rows, self._values = matrix.indptr, matrix.indices, matrix.data
        self.height = len(rows)

    def column(self, term: str) -> tuple[NDArray[np.int32], Column]:
        """Return the rows that have the term, and the value of each."""
        place = self._columns.get(term)
        if place is None:
            return self._rows[:0], self._values[:0]
        part = slice(self._starts[place], self._starts[place + 1])
        return self._rows[part], self._values[part]

    def times(self, vector: Mapping[str, float]) -> Column:
        """Return each row's product with a vector of terms."""
        product = np.zeros(self.height, np.float32)
        for term, value in vector.items():
            rows, values = self.column(term)
            product[rows] += values * np.float32(value)
        return product

    def has_any(self, values: Mapping[str, float]) -> Column:
        """Return for each row the greatest of these values whose term it has."""
        found = np.zeros(self.height, np.float32)
        for term, value in values.items():
            rows, _ = self.column(term)
            found[rows] = np.maximum(found[rows], np.float32(value))
        return found
