from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with our Makefile and some data."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("var/lotse.db", ".env", ".venv/bin/python", ".venv-engine/bin/python", "desk/__pycache__/desk.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as if typed, also when make itself runs the tests."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", *arguments]
    return subprocess.run(command, check=False, cwd=folder, env=variables, capture_output=True, text=True)


def test_help_is_the_default_and_describes_every_target(folder: Path) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    output = make(folder).stdout
    for target in phony[1].split():
        assert re.search(rf"^  make {target} +\S", output, re.MULTILINE), target


def test_clean_leaves_data_and_secrets_alone(folder: Path) -> None:
    assert make(folder, "clean").returncode == 0
    left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert left == {"Makefile", ".env", "var/lotse.db"}


def test_data_is_removed_only_when_confirmed(folder: Path) -> None:
    assert make(folder, "clean-data").returncode != 0
    assert (folder / "var/lotse.db").exists()
    assert make(folder, "clean-data", "CONFIRM=yes").returncode == 0
    assert not (folder / "var").exists()
    assert (folder / ".env").exists()
