from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import uv
from tools.console import SetupError

WriteScript = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def nothing_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


@pytest.fixture
def own(script: WriteScript) -> Path:
    """A uv that was installed by an earlier run."""
    return script(".tools/bin/uv", "echo uv 0.9.1")


def test_it_takes_the_one_on_path(tmp_path: Path, script: WriteScript, own: Path) -> None:
    on_path = script("bin/uv", "echo 'uv 0.9.0 (build)'")
    assert uv.find(tmp_path) == on_path


@pytest.mark.parametrize("body", ["echo uv 0.1.0", "exit 127"], ids=["too old", "broken shim"])
def test_it_passes_over_one_that_cannot_be_used(tmp_path: Path, script: WriteScript, own: Path, body: str) -> None:
    script("bin/uv", body)
    assert uv.find(tmp_path) == own


def test_it_says_what_to_do_when_a_virtual_environment_cannot_be_made(
    tmp_path: Path, script: WriteScript, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = script("python-without-venv", "echo 'No module named ensurepip' >&2; exit 1")
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(SetupError, match=r"No module named ensurepip\n.*python3-venv.*uv on PATH"):
        uv.find(tmp_path)


def test_it_says_what_to_do_when_uv_cannot_be_downloaded(
    tmp_path: Path, script: WriteScript, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(".tools/bin/python", "echo 'ERROR: No matching distribution found' >&2; exit 1")
    script("python", "exit 0")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(SetupError, match=r"No matching distribution found\n.*network"):
        uv.find(tmp_path)
