"""How many questions a company is asked until nothing is worth asking, as the need dialogue asks: the goal first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from random import Random

import numpy as np

from bench.matching.companies import SEED, Store, told
from knowledge.matching import Profile
from knowledge.matching_details import DETAILS
from knowledge.matching_questions import worth_asking

NOTHING: Sequence[Sequence[str]] = ((),)
THREE_FACTS: Sequence[Sequence[str]] = tuple(combinations(("goal", "topic", "company_size", "place", "sector"), 3))
"""What a first sentence that names three facts may name."""
UNANSWERED = 0.1
"""Share of the questions that are answered with "weiß ich nicht"."""


def questions(company: Profile, facts: Iterable[str], store: Store, today: date, chance: Random) -> list[str]:
    """Return the questions in the order in which they are asked."""
    known, asked = list(facts), list[str]()
    if "goal" not in known:
        known.append("goal")
        asked.append("goal")
    while True:
        open_ones = [name for name in DETAILS if name not in asked]
        name = worth_asking(told(company, known), store, today, open_ones)
        if name is None:
            return asked
        asked.append(name)
        if chance.random() >= UNANSWERED:
            known.append(name)


@dataclass(frozen=True)
class Asked:
    """What the dialogues with many companies came to."""

    counts: Sequence[int]
    """Number of questions in each dialogue."""
    names: dict[str, int]
    """In how many dialogues each question was asked."""

    @property
    def median(self) -> float:
        """Half of the companies are asked at most so many questions."""
        return float(np.median(self.counts))

    @property
    def p95(self) -> float:
        """95 % of the companies are asked at most so many."""
        return float(np.quantile(self.counts, 0.95))


def asked(companies: Sequence[Profile], may_tell: Sequence[Sequence[str]], store: Store, today: date) -> Asked:
    """Ask all companies, each after one of the beginnings, drawn at random."""
    chance = Random(SEED)  # noqa: S311  # no secret: draws that repeat
    trails = [questions(company, chance.choice(may_tell), store, today, chance) for company in companies]
    return Asked([len(trail) for trail in trails], dict(Counter(name for trail in trails for name in trail)))
