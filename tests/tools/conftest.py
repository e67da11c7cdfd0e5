from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools.runs import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Start a Python program in `tmp_path`, with the checkout's packages importable."""
    runs: list[Run] = []

    def start(*arguments: str, cwd: Path = tmp_path, **variables: str) -> Run:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **variables}
        runs.append(Run([sys.executable, *arguments], cwd, environment))
        return runs[-1]

    yield start
    for started in runs:
        started.close()


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write an executable shell script below `tmp_path`."""

    def write(name: str, body: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout with the real tools and settings, for fake environments and a fake Procfile."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "settings.py", folder)
    return folder
