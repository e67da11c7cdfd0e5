"""How long each function of matching takes for a company, in time of the processor: other work must not count."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bench.matching.companies import Store
from knowledge.matching import Profile, destination, match
from knowledge.matching_details import DETAILS
from knowledge.matching_questions import most_telling, worth_asking

WARM_UP = 3
"""Companies before the first that counts."""
FUNCTIONS: Mapping[str, Callable[[Profile, Store, date], object]] = {
    "match": match,
    "destination": destination,
    "most_telling": lambda profile, store, today: most_telling(profile, store, today, DETAILS),
    "worth_asking": lambda profile, store, today: worth_asking(profile, store, today, DETAILS),
}
"""The questions: with every detail askable."""


@dataclass(frozen=True)
class Timed:
    """The milliseconds of processor time that a function took for each company."""

    function: str
    told: str
    milliseconds: Sequence[float]

    @property
    def median_ms(self) -> float:
        """Half of the companies are served faster."""
        return float(np.median(self.milliseconds))

    @property
    def p95_ms(self) -> float:
        """95 % of the companies are served faster."""
        return float(np.quantile(self.milliseconds, 0.95))


def timed(function: str, told: str, profiles: Sequence[Profile], store: Store, today: date) -> Timed:
    """Call a function of `FUNCTIONS` for one company after the other."""
    call, milliseconds = FUNCTIONS[function], list[float]()
    for profile in (*profiles[:WARM_UP], *profiles):
        started = time.process_time()
        call(profile, store, today)
        milliseconds.append((time.process_time() - started) * 1000)
    return Timed(function, told, milliseconds[WARM_UP:])
