"""All figures as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.machine import Machine
from bench.matching.questions import Asked
from bench.matching.timing import Timed
from bot.engine.evaluation.text_table import table
from knowledge.matching_details import DETAILS

TIMES = ("function", "told", "companies", "median CPU ms", "p95 CPU ms")
QUESTIONS = ("questions until nothing is worth asking", "dialogues", "median", "p95", "most")
NAMES = ("share of dialogues that ask for", "goal", *DETAILS)


@dataclass
class Report:
    """What was measured."""

    machine: Machine = field(default_factory=Machine)
    times: list[Timed] = field(default_factory=list)
    questions: dict[str, Asked] = field(default_factory=dict)
    """By what the companies told at the beginning."""

    def write(self, path: Path) -> None:
        """Write all figures as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def times(measured: list[Timed], entries: int) -> str:
    """Return the table of milliseconds."""
    rows = [(t.function, t.told, str(len(t.milliseconds)), f"{t.median_ms:.1f}", f"{t.p95_ms:.1f}") for t in measured]
    return table(f"Matching with {entries} programmes, courses and organisations", TIMES, rows)


def questions(measured: Mapping[str, Asked]) -> str:
    """Return the tables of how much is asked, and what."""
    rows = [
        (told, str(len(asked.counts)), f"{asked.median:g}", f"{asked.p95:g}", str(max(asked.counts)))
        for told, asked in measured.items()
    ]
    shares = [
        (told, *(f"{asked.names.get(name, 0) / len(asked.counts):.2f}" for name in NAMES[1:]))
        for told, asked in measured.items()
    ]
    return f"{table('Questions', QUESTIONS, rows)}\n\n{table('Which questions', NAMES, shares)}"
