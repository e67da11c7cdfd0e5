"""Compares Lotse's understanding with Rasa's stock pipelines: ``python -m bench.understanding``.

Runs in the engine's environment. DIET takes minutes on hundreds of sentences and tens of minutes on thousands.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.understanding import corpora, report
from bench.understanding.corpora import Corpus, CorpusError
from bench.understanding.figures import Figures
from bench.understanding.measuring import WorkerError, has_vocabulary, measure
from bench.understanding.pipelines import Config, configurations
from bench.understanding.report import Circumstances, Compared, compared
from bot.engine import model
from bot.engine.evaluation.sets import SetError
from tools.console import say, step


def command_line() -> argparse.ArgumentParser:
    """Return the parser."""
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave DIET out")
    parser.add_argument(
        "--corpus",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="PATH",
        help="folder with train.tsv and test.tsv, text<TAB>label",
    )
    parser.add_argument(
        "--own", action=argparse.BooleanOptionalAction, default=True, help="Lotse's own training data and held-out set"
    )
    default = model.data_dir() / "bench-understanding.json"
    parser.add_argument("--out", type=Path, default=default, metavar="FILE", help="where all figures go as JSON")
    return parser


def chosen(folders: Sequence[Path], *, own: bool) -> list[Corpus]:
    """Read all corpora, so that a mistake shows before anything is trained.

    Raises:
        CorpusError: one cannot be used, or there is none.
        SetError: the held-out set cannot be used.
    """
    if own and not has_vocabulary():
        raise CorpusError(f"{model.vocabulary_path()} is missing: run 'make train', which writes it, or give --no-own")
    found = [*map(corpora.read, folders), *([corpora.own()] if own else [])]
    if not found:
        raise CorpusError("nothing to measure: give --corpus or leave --no-own out")
    return found


def attempt(corpus: Corpus, name: str, config: Config) -> Figures | WorkerError:
    """Measure one pipeline; a failure must not cost what the others have measured in an hour."""
    try:
        with step(f"{corpus.name}, {name}: training and testing"):
            return measure(corpus, name, config)
    except WorkerError as error:
        return error


def compare(corpus: Corpus, pipelines: dict[str, Config]) -> Compared:
    """Measure every pipeline on one corpus."""
    results = [attempt(corpus, name, config) for name, config in pipelines.items()]
    measured = [result for result in results if isinstance(result, Figures)]
    return compared(corpus, measured, [str(result) for result in results if isinstance(result, WorkerError)])


def run(arguments: argparse.Namespace) -> int:
    """Print a table for each corpus and write all figures; return 1 if a pipeline failed."""
    circumstances, results = Circumstances(has_vocabulary()), []
    pipelines = configurations(quick=arguments.quick)
    for corpus in chosen(arguments.corpus, own=arguments.own):
        results.append(compare(corpus, pipelines))
        report.write(arguments.out, circumstances, results)
        say(f"\n{report.text(results[-1])}\n")
    say(f"{report.LEGEND}\n\n{circumstances}\nAll figures: {arguments.out}")
    failures = [failure for result in results for failure in result.failures]
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def main() -> int:
    """Parse the command line and measure."""
    try:
        return run(command_line().parse_args())
    except (CorpusError, SetError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    # Whoever ends us ends the worker too: both signals unwind the stack.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
