"""What a system costs at a size: each is built and asked in a process of its own, so that memory is its alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bench.memory import peak_mib, reset_peak
from bench.retrieval.growth import grow
from bench.retrieval.measures import first_right, ranking
from bench.retrieval.question_sets import Question
from bench.retrieval.store import Store
from bench.retrieval.systems import BUILDS
from bench.retrieval.timing import timed

QUERY_SECONDS = 60
"""After this no further query is asked."""
PATIENCE_SECONDS = 600
"""After this a system is given up."""


@dataclass(frozen=True)
class Job:
    """One system at one size: which, how many documents, grown from what, and what is asked."""

    system: str
    size: int
    real: Store
    questions: Sequence[Question]


@dataclass(frozen=True)
class Cost:
    """What one system needs at one size, and how often it still finds a right document first."""

    system: str
    size: int
    build_seconds: float
    memory_mib: float
    """Peak while building and ranking, less what the process had before: its libraries and the documents."""
    queries: int
    median_ms: float
    p95_ms: float
    recall_1: float


def measure(job: Job) -> Cost:
    """Build and ask in this process."""
    store = grow(job.real, job.size)
    reset_peak()
    before, started = peak_mib(), time.perf_counter()
    with BUILDS[job.system](store) as rank:
        built = time.perf_counter()
        asked = timed(rank, [question.text for question in job.questions], QUERY_SECONDS)
        memory = peak_mib() - before
    places = [first_right(found, question.right) for found, question in zip(asked.found, job.questions, strict=False)]
    times = (len(asked.found), asked.median_ms, asked.p95_ms)
    return Cost(job.system, job.size, built - started, memory, *times, ranking(places).recall_1)


def measure_alone(job: Job, patience_seconds: float = PATIENCE_SECONDS) -> Cost | str:
    """Build and ask in a new process; return a sentence instead if it has failed or taken too long."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(job, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(patience_seconds):
            return f"{job.system} at {job.size:,}: given up after {patience_seconds:g} s"
        cost: Cost = receiver.recv()
    except EOFError:
        return f"{job.system} at {job.size:,}: its process ended early; see above, or out of memory"
    else:
        return cost
    finally:
        process.kill()
        process.join()
        receiver.close()


def _report(job: Job, sender: Connection) -> None:
    sender.send(measure(job))
