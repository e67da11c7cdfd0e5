"""What is measured of one pipeline on one corpus."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.understanding.corpora import Corpus
from bench.understanding.job import Parsed, Trained
from bot.engine.evaluation.intent_metrics import Judged, accuracy, macro_f1


@dataclass(frozen=True)
class Figures:
    """One row.

    ``component_seconds``: training inside the components, without what happens only on first use.
    ``whole_seconds``: from the start of a process until the model is stored, as `rasa train nlu`.
    ``median_ms``, ``p95_ms``: understanding one message. ``training_mib``, ``parsing_mib``: peak resident memory.
    """

    pipeline: str
    accuracy: float
    macro_f1: float
    component_seconds: float
    whole_seconds: float
    median_ms: float
    p95_ms: float
    training_mib: float
    parsing_mib: float


@dataclass(frozen=True)
class SpeedUp:
    """How many times faster than a reference a pipeline trains."""

    components: float
    whole: float


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that is not exceeded by so many percent of the values (nearest rank)."""
    return sorted(values)[max(math.ceil(percent / 100 * len(values)), 1) - 1]


def figures(pipeline: str, corpus: Corpus, trained: Trained, whole_seconds: float, parsed: Parsed) -> Figures:
    """Judge what was understood of the corpus's test sentences."""
    pairs = zip(corpus.test, parsed.intents, strict=True)
    judged = [Judged(example.intent, intent) for example, intent in pairs]
    return Figures(
        pipeline,
        accuracy(judged),
        macro_f1(judged),
        trained.component_seconds,
        whole_seconds,
        median(parsed.milliseconds),
        percentile(parsed.milliseconds, 95),
        trained.peak_mib,
        parsed.peak_mib,
    )


def speed_up(one: Figures, reference: Figures) -> SpeedUp:
    """Return the reference's seconds divided by this pipeline's."""
    return SpeedUp(reference.component_seconds / one.component_seconds, reference.whole_seconds / one.whole_seconds)
