"""All figures as JSON, and as text for a terminal."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench.understanding.corpora import Corpus
from bench.understanding.figures import Figures, speed_up
from bench.understanding.pipelines import DIET, LOTSE
from bot.engine.evaluation.text_table import table

HEADER = (
    "pipeline",
    "accuracy",
    "macro-F1",
    "components s",
    "speed-up",
    "whole s",
    "speed-up",
    "median ms",
    "p95 ms",
    "training MiB",
    "parsing MiB",
)
LEGEND = f"""\
components s  training inside the components, the shorter of two in one process; above a minute it is not repeated
whole s       from the start of a process until the model is stored, imports included, as `rasa train nlu`
speed-up      {DIET}'s seconds divided by these
ms            understanding one message, one at a time, without HTTP
MiB           peak resident memory of the process that trains, and of another one that understands"""


@dataclass(frozen=True)
class Circumstances:
    """What figures depend on besides the code; the load is the mean number of busy processes in the minute before.

    Without the knowledge store's vocabulary, Lotse's pipeline has an empty one.
    """

    vocabulary: bool
    rasa: str = field(default_factory=lambda: version("rasa"))
    python: str = field(default_factory=platform.python_version)
    processors: int | None = field(default_factory=os.cpu_count)
    load_before: float = field(default_factory=lambda: round(os.getloadavg()[0], 2))

    def __str__(self) -> str:
        vocabulary = "the knowledge store's vocabulary" if self.vocabulary else "an empty vocabulary"
        machine = f"{self.processors} processors, load {self.load_before} before"
        return f"Rasa {self.rasa}, Python {self.python}, {machine}; {LOTSE} with {vocabulary}."


@dataclass(frozen=True)
class Compared:
    """The pipelines on one corpus; ``failures`` says which could not be measured, and why."""

    corpus: str
    training_sentences: int
    test_sentences: int
    intents: int
    pipelines: Sequence[Figures]
    failures: Sequence[str] = ()


def compared(corpus: Corpus, pipelines: Sequence[Figures], failures: Sequence[str]) -> Compared:
    """Put the pipelines of one corpus side by side."""
    sizes = (len(corpus.training), len(corpus.test), len(corpus.intents))
    return Compared(corpus.name, *sizes, pipelines, failures)


def write(path: Path, circumstances: Circumstances, results: Sequence[Compared]) -> None:
    """Write all figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**asdict(circumstances), "corpora": [_with_speed_ups(result) for result in results]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def text(result: Compared) -> str:
    """Return one corpus's table."""
    sizes = f"{result.training_sentences} sentences to train, {result.test_sentences} to test"
    title = f"{result.corpus}: {sizes}, {result.intents} intents"
    return table(title, HEADER, [_row(one, _diet(result)) for one in result.pipelines])


def _diet(result: Compared) -> Figures | None:
    return next((one for one in result.pipelines if one.pipeline == DIET), None)


def _with_speed_ups(result: Compared) -> dict[str, object]:
    diet = _diet(result)
    rows = [{**asdict(one), "speed_up": diet and asdict(speed_up(one, diet))} for one in result.pipelines]
    return {**asdict(result), "pipelines": rows}


def _row(one: Figures, diet: Figures | None) -> list[str]:
    faster = speed_up(one, diet) if diet else None
    return [
        one.pipeline,
        f"{one.accuracy:.3f}",
        f"{one.macro_f1:.3f}",
        f"{one.component_seconds:.2f}",
        f"{faster.components:.1f}" if faster else "-",
        f"{one.whole_seconds:.1f}",
        f"{faster.whole:.1f}" if faster else "-",
        f"{one.median_ms:.2f}",
        f"{one.p95_ms:.2f}",
        f"{one.training_mib:.0f}",
        f"{one.parsing_mib:.0f}",
    ]
