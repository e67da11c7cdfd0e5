"""What has to be true before the processes start: tables, knowledge, vocabulary, a trained model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.console import SetupError, say, step
from tools.processes import run_to_end

SERVICE_PYTHON = ".venv/bin/python"
ENGINE_PYTHON = ".venv-engine/bin/python"
_TAIL_LINES = 30
_PROGRESS_BAR = re.compile(r"\d+%\|")


def prepare(data_dir: Path, environment: Mapping[str, str]) -> None:
    """Do all of it; each step knows itself whether there is anything to do."""
    (data_dir / "log").mkdir(parents=True, exist_ok=True)
    _run("Migrating the database", (SERVICE_PYTHON, "-m", "storage.migrate"), environment)
    # What was edited in the console must not stop a start: conflicts are shown, and the store stays as it is.
    _run("Importing knowledge", (SERVICE_PYTHON, "-m", "knowledge", "import", "--tolerate-conflicts"), environment)
    vocabulary = str(data_dir / "vocabulary.json")
    _run("Writing the vocabulary", (SERVICE_PYTHON, "-m", "knowledge", "vocabulary", vocabulary), environment)
    train((ENGINE_PYTHON, "-m", "bot.engine", "train"), environment, data_dir / "log" / "train.log")


def train(command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    """Train if need be, with the output in `log`; its last line says what was done.

    Raises:
        SetupError: training failed; the message ends with the log's last lines.
    """
    with log.open("w", encoding="utf-8") as output, step("Training the model if anything changed"):
        code = run_to_end(command, environment, output)
    written = log.read_text(encoding="utf-8", errors="replace").splitlines()
    lines = [line for line in written if line.strip() and not _PROGRESS_BAR.search(line)]
    if code:
        tail = "\n".join(f"  {line}" for line in lines[-_TAIL_LINES:])
        raise SetupError(f"Training failed with exit code {code}. The end of {log}:\n{tail}")
    say(lines[-1] if lines else "The model is up to date.")


def _run(what: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run quietly unless the step itself has something to say."""
    code = run_to_end(command, environment)
    if code:
        raise SetupError(f"{what} failed with exit code {code}; the reason is above.")
