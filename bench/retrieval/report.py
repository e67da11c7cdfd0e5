"""All figures as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.machine import Machine
from bench.retrieval.comparison import Comparison, Ranked
from bench.retrieval.cost import Cost
from bench.retrieval.measures import DEPTH, Answerable, Ranking, Unanswerable
from bot.engine.evaluation.text_table import table

RANKING = ("recall@1", "recall@3", "recall@5", f"MRR@{DEPTH}")
TIMES = ("build s", "median ms", "p95 ms")
ANSWERABLE = ("questions", "number", "right", "wrong", "suggested", "of no use", "abstained")
UNANSWERABLE = ("questions", "number", "answered", "suggested", "abstained")
COST = ("system", "documents", "build s", "memory MiB", "queries", "median ms", "p95 ms", "recall@1")
LEGEND = f"""\
recall@k          share of the questions with a right document among the first k
MRR@{DEPTH}            mean of 1 / place of the first right document, 0 beyond the {DEPTH}th
right, wrong      Lotse answers, with a right document or with another one
suggested         Lotse suggests up to three, a right one among them; of no use: none of them is right
memory MiB        peak while building and ranking, without libraries and documents, in a process of its own
PostgreSQL's build includes the start of its server."""


@dataclass
class Report:
    """What has been measured so far, and in a sentence each what could not be."""

    machine: Machine = field(default_factory=Machine)
    comparisons: list[Comparison] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write all figures as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compared(comparison: Comparison) -> str:
    """Return the table of one set of questions."""
    title = f"{comparison.questions}: {comparison.documents} documents, {comparison.answerable} questions"
    return table(title, ("system", *RANKING, *TIMES), map(_ranked, comparison.systems))


def decided(comparisons: Sequence[Comparison]) -> str:
    """Return the tables of Lotse's decisions."""
    answerable = [[c.questions, str(c.answerable), *_shares(c.lotse_answerable)] for c in comparisons]
    unanswerable = [
        [c.questions, str(c.unanswerable), *_shares(c.lotse_unanswerable)] for c in comparisons if c.lotse_unanswerable
    ]
    first = table("Lotse on questions that the store answers", ANSWERABLE, answerable)
    return f"{first}\n\n{table('Lotse on questions that nothing in the store answers', UNANSWERABLE, unanswerable)}"


def cost(costs: Sequence[Cost]) -> str:
    """Return the table of growing stores."""
    return table("Growing stores (the content and made-up entries)", COST, map(_cost, costs))


def _share(value: float) -> str:
    return f"{value:.3f}"


def _shares(row: Ranking | Answerable | Unanswerable) -> list[str]:
    return [_share(value) for value in asdict(row).values()]


def _ranked(row: Ranked) -> list[str]:
    times = (f"{row.build_seconds:.2f}", f"{row.median_ms:.2f}", f"{row.p95_ms:.2f}")
    return [row.system, *_shares(row.ranking), *times]


def _cost(row: Cost) -> list[str]:
    times = (f"{row.build_seconds:.2f}", f"{row.memory_mib:.0f}", str(row.queries))
    return [row.system, f"{row.size:,}", *times, f"{row.median_ms:.2f}", f"{row.p95_ms:.2f}", _share(row.recall_1)]
