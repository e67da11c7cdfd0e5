"""The conversations in `tests/conversations` and the checks of domain and data, run as `make check` and people do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from rasa.shared.utils.io import read_yaml_file

from bot.engine import model as engine_model

CONVERSATIONS = engine_model.ROOT / "tests" / "conversations"
FEWEST = 20


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.engine", command],
        check=False,
        cwd=engine_model.ROOT,
        capture_output=True,
        text=True,
    )


def tree() -> set[Path]:
    return set(engine_model.ROOT.iterdir()) | set(CONVERSATIONS.rglob("*"))


def test_every_conversation_goes_as_written_and_the_results_stay_out_of_the_tree(model: Path) -> None:
    stories = [story for file in CONVERSATIONS.iterdir() for story in read_yaml_file(file)["stories"]]
    before = tree()
    done = run("test")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((engine_model.data_dir() / "results" / "story_report.json").read_text())
    # Rasa passes over a file whose name it does not know as a test's.
    assert report["conversation_accuracy"]["total"] == len(stories) >= FEWEST
    assert tree() == before


def test_domain_rules_and_training_data_fit_together_without_a_warning(model: Path) -> None:
    done = run("validate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "UserWarning" not in done.stdout + done.stderr
