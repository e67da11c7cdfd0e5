"""Has workers train and test one pipeline on one corpus."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.understanding.corpora import Corpus
from bench.understanding.figures import Figures, figures
from bench.understanding.job import Job, Parsed, Trained
from bench.understanding.pipelines import Config
from bench.understanding.worker import PARSE, TRAIN
from bot.engine import model
from german.vocabulary import Vocabulary


class WorkerError(RuntimeError):
    """A worker has failed; the message names its log."""


def log_path(corpus: str, pipeline: str) -> Path:
    """Return where everything goes that Rasa prints, progress bars included."""
    return model.data_dir() / "log" / "bench-understanding" / f"{corpus}-{pipeline}.log"


def measure(corpus: Corpus, pipeline: str, config: Config) -> Figures:
    """Train and test in two processes, one after the other.

    Raises:
        WorkerError: one of them has failed.
    """
    log = log_path(corpus.name, pipeline)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    with TemporaryDirectory() as folder, worker_environment() as environment:
        job = Job(Path(folder))
        job.write(corpus, config)
        started = time.monotonic()
        _work(TRAIN, job, environment, log)
        trained = job.result(Trained)
        _work(PARSE, job, environment, log)
        return figures(pipeline, corpus, trained, trained.stored_at - started, job.result(Parsed))


def has_vocabulary() -> bool:
    """Whether the knowledge store's vocabulary, with which Lotse's pipeline finds entities, has been exported."""
    return model.vocabulary_path().exists()


@contextmanager
def worker_environment() -> Iterator[dict[str, str]]:
    """Give workers a fixed order of sets, and a data folder with an empty vocabulary if there is no other."""
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}
    if has_vocabulary():
        yield fixed
        return
    with TemporaryDirectory() as folder:
        (Path(folder) / model.vocabulary_path().name).write_text(Vocabulary((), {}).to_json(), encoding="utf-8")
        yield {**fixed, "LOTSE_DATA_DIR": folder}


def _work(step: str, job: Job, environment: dict[str, str], log: Path) -> None:
    command = [sys.executable, "-m", "bench.understanding.worker", step, str(job.folder)]
    with log.open("a", encoding="utf-8") as output:
        done = subprocess.run(
            command, check=False, cwd=model.ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    if done.returncode:
        raise WorkerError(f"{log.stem}: {step} failed with exit code {done.returncode}; what it printed is in {log}")
