"""All systems on one set of questions."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.retrieval.measures import (
    Answerable,
    Ranking,
    Unanswerable,
    decided_answerable,
    decided_unanswerable,
    first_right,
    ranking,
)
from bench.retrieval.question_sets import QuestionSet
from bench.retrieval.store import Build
from bench.retrieval.systems import index
from bench.retrieval.timing import timed


@dataclass(frozen=True)
class Ranked:
    """One system: how well it ranks, how long it takes to build, and how long for one query."""

    system: str
    ranking: Ranking
    build_seconds: float
    median_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Comparison:
    """Everything that is measured with one set of questions."""

    questions: str
    documents: int
    answerable: int
    unanswerable: int
    systems: Sequence[Ranked]
    lotse_answerable: Answerable
    lotse_unanswerable: Unanswerable | None
    """None if nobody asked any such question."""


def compare(questions: QuestionSet, builds: Mapping[str, Build]) -> Comparison:
    """Measure every system, one after the other, and what Lotse decides."""
    sizes = (len(questions.store.documents), len(questions.answerable), len(questions.unanswerable))
    systems = [_ranked(name, build, questions) for name, build in builds.items()]
    search = index(questions.store).search
    unanswerable = decided_unanswerable(search, questions.unanswerable) if questions.unanswerable else None
    return Comparison(questions.name, *sizes, systems, decided_answerable(search, questions.answerable), unanswerable)


def _ranked(name: str, build: Build, questions: QuestionSet) -> Ranked:
    started = time.perf_counter()
    with build(questions.store) as rank:
        seconds = time.perf_counter() - started
        asked = timed(rank, [question.text for question in questions.answerable])
    places = [
        first_right(found, question.right) for found, question in zip(asked.found, questions.answerable, strict=True)
    ]
    return Ranked(name, ranking(places), seconds, asked.median_ms, asked.p95_ms)
