"""One step of one pipeline in a process of its own: ``python -m bench.understanding.worker train|parse FOLDER``.

So import time and memory are this pipeline's alone. The result goes into the job's folder; what Rasa prints goes to
standard output and error.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from bench.understanding.job import Job, Parsed, Trained
from bot.engine.__main__ import before_rasa

TRAIN = "train"
PARSE = "parse"


def run(step: str, job: Job) -> Trained | Parsed:
    """Train or parse; imports only what this step needs."""
    before_rasa()
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415 - the variables count, and import time does

    configure_structlog(logging.ERROR)
    if step == TRAIN:
        from bench.understanding.training import train  # noqa: PLC0415

        return train(job)
    from bench.understanding.parsing import parse  # noqa: PLC0415

    return parse(job)


def main() -> None:
    """Run the step that the command line names."""
    step, folder = sys.argv[1:]
    job = Job(Path(folder))
    job.report(run(step, job))


if __name__ == "__main__":
    main()
