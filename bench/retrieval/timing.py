"""How long queries take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.retrieval.measures import DEPTH
from bench.retrieval.store import Rank

WARM_UP = 3
"""Queries before the first that counts."""


@dataclass(frozen=True)
class Timed:
    """What was found for each query, and the milliseconds that it took."""

    found: Sequence[Sequence[str]]
    milliseconds: Sequence[float]

    @property
    def median_ms(self) -> float:
        """Half of the queries are faster."""
        return float(np.median(self.milliseconds))

    @property
    def p95_ms(self) -> float:
        """95 % of the queries are faster."""
        return float(np.quantile(self.milliseconds, 0.95))


def timed(rank: Rank, queries: Sequence[str], seconds: float = float("inf")) -> Timed:
    """Ask one query after the other, each once; stop early when that many seconds have passed."""
    deadline = time.perf_counter() + seconds
    found, milliseconds = list[Sequence[str]](), list[float]()
    for query in queries[:WARM_UP]:
        if time.perf_counter() < deadline:
            rank(query, DEPTH)
    for query in queries:
        started = time.perf_counter()
        if started > deadline and found:
            break
        found.append(rank(query, DEPTH))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Timed(found, milliseconds)
