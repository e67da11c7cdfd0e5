"""Compares Lotse's retrieval with usual ones: ``python -m bench.retrieval``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import settings
from bench.retrieval import report
from bench.retrieval.comparison import compare
from bench.retrieval.cost import Cost, Job, measure_alone
from bench.retrieval.pairs import read_pairs
from bench.retrieval.question_sets import BenchError, Question, QuestionSet, content_store, question_sets
from bench.retrieval.store import Store
from bench.retrieval.systems import GROWN, builds
from knowledge.content_files import load
from knowledge.problems import ContentError
from tools import provide
from tools.console import SetupError, say, step

QUESTIONS = settings.ROOT / "tests" / "knowledge"
SIZES = (1_000, 10_000, 100_000)
GROWN_QUESTIONS = 100
"""So many, spread evenly over the project's own, are asked in growing stores."""


def sizes(text: str) -> list[int]:
    """Read numbers with commas between them."""
    return [int(number) for number in text.split(",")]


def command_line() -> argparse.ArgumentParser:
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], metavar="FILE.tsv", help="user question<TAB>FAQ question"
    )
    parser.add_argument("--sizes", type=sizes, metavar="N,N", help=f"growing stores, else {','.join(map(str, SIZES))}")
    parser.add_argument("--quick", action="store_true", help=f"grow to {SIZES[0]:,} only")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where all figures go as JSON")
    return parser


def postgresql_programs(left_out: list[str]) -> str:
    """Return the folder of PostgreSQL's programs, installing them if need be; empty where they cannot be had."""
    try:
        return provide.provide("postgresql")
    except SetupError as error:
        left_out.append(str(error))
        return ""


def compare_all(chosen: Sequence[QuestionSet], measured: report.Report) -> None:
    """Print a table for each set of questions, and one of Lotse's decisions."""
    systems = builds(postgresql_programs(measured.left_out))
    for questions in chosen:
        with step(f"{questions.name}: ranking with {len(systems)} systems"):
            measured.comparisons.append(compare(questions, systems))
        say(f"\n{report.compared(measured.comparisons[-1])}\n")
    say(f"{report.decided(measured.comparisons)}\n")


def grow_all(store: Store, questions: Sequence[Question], wanted: Sequence[int], measured: report.Report) -> None:
    """Measure every size, whatever becomes of the others, and print a table."""
    for size, system in product(wanted, GROWN):
        with step(f"{system}: {size:,} documents"):
            result = measure_alone(Job(system, size, store, questions))
        if isinstance(result, Cost):
            measured.costs.append(result)
        else:
            measured.left_out.append(result)
    say(f"\n{report.cost(measured.costs)}\n")


def spread(questions: Sequence[Question], number: int = GROWN_QUESTIONS) -> Sequence[Question]:
    """Return so many of the questions, from all parts of the set."""
    return questions[:: max(1, len(questions) // number)][:number]


def run(arguments: argparse.Namespace) -> int:
    """Measure, print all tables and write all figures; return 1 if something had to be left out."""
    out = arguments.out or settings.get().data_dir / "bench-retrieval.json"
    measured = report.Report()
    store = content_store(load(settings.get().content_dir))
    own = question_sets(QUESTIONS, store)
    wanted = arguments.sizes or (SIZES[:1] if arguments.quick else SIZES)
    if min(wanted) < len(store.documents):
        raise BenchError(f"--sizes: at least {len(store.documents)} is expected, the content has so many documents")
    compare_all([*own, *map(read_pairs, arguments.corpus)], measured)
    measured.write(out)
    grow_all(store, spread(own[0].answerable), wanted, measured)
    measured.write(out)
    say(f"{report.LEGEND}\n\n{measured.machine} All figures: {out}")
    print(*measured.left_out, sep="\n", end="\n" if measured.left_out else "", file=sys.stderr)
    return 1 if measured.left_out else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and measure."""
    try:
        return run(command_line().parse_args(arguments))
    except (BenchError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
