"""Measures what matching costs, and how many questions come before its result: ``python -m bench.matching``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path

import settings
from bench.matching import report
from bench.matching.companies import Store, companies, store_of, told
from bench.matching.questions import NOTHING, THREE_FACTS, asked
from bench.matching.timing import FUNCTIONS, timed
from knowledge.content_files import load
from knowledge.matching import Profile
from knowledge.problems import ContentError
from knowledge.schema import Cluster, Course, Funding
from tests.knowledge.matching_table import TODAY, rows
from tools.console import say, step


def command_line() -> argparse.ArgumentParser:
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FILE", help="where all figures go as JSON")
    return parser


def profiles(table: Sequence[Profile]) -> Iterator[tuple[str, Sequence[Profile]]]:
    """Yield what is timed: the companies of the table as they are, and when they have told only a little."""
    yield "as in the table", table
    yield "goal", [told(profile, ["goal"]) for profile in table]
    yield "goal, topic", [told(profile, ["goal", "topic"]) for profile in table]


def measure(table: Sequence[Profile], store: Store, today: date) -> report.Report:
    """Measure everything."""
    measured = report.Report()
    with step("timing"):
        for function, (name, some) in product(FUNCTIONS, list(profiles(table))):
            measured.times.append(timed(function, name, some, store, today))
    everybody = companies(table, store)
    for name, beginnings in (("nothing told", NOTHING), ("three facts told", THREE_FACTS)):
        with step(f"{name}: {len(everybody)} dialogues"):
            measured.questions[name] = asked(everybody, beginnings, store, today)
    return measured


def run(arguments: argparse.Namespace) -> int:
    """Measure, print all tables and write all figures."""
    out = arguments.out or settings.get().data_dir / "bench-matching.json"
    store = store_of(load(settings.get().content_dir))
    measured = measure([row.profile for row in rows()], store, TODAY)
    measured.write(out)
    offers = sum(isinstance(entry, Funding | Course | Cluster) for entry in store.entries.values())
    say(f"\n{report.times(measured.times, offers)}\n\n{report.questions(measured.questions)}")
    say(f"\n{measured.machine} All figures: {out}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and measure."""
    try:
        return run(command_line().parse_args(arguments))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
