"""Finds a Python of a wanted version: on PATH, among pyenv's versions, then through uv.

A candidate counts only when it runs: pyenv puts a shim on PATH for every version, and the shim of one that is not
selected fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.console import SetupError, say

Version = tuple[int, int]

#: Prints the version and the interpreter behind a virtual environment, should the candidate lie in one.
_PROBE = "import sys; print(*sys.version_info[:2], getattr(sys, '_base_executable', sys.executable))"


def find(versions: tuple[Version, ...], uv: Path) -> Path:
    """Return an interpreter of the first of `versions` that can be had."""
    for version in versions:
        for candidate in (*_on_path(version), *_of_pyenv(version)):
            interpreter = probe(candidate, version)
            if interpreter:
                return interpreter
    for version in versions:
        interpreter = _through_uv(version, uv)
        if interpreter:
            return interpreter
    wanted = " or ".join(_text(version) for version in versions)
    raise SetupError(
        f"No Python {wanted} was found on PATH or among pyenv's versions, and uv could not download one.\n"
        f"Install it (for example: pyenv install {_text(versions[0])}, or your system's package), then run make again."
    )


def probe(candidate: Path, version: Version) -> Path | None:
    """Return the interpreter that `candidate` stands for, or None if it does not run or is of another version."""
    try:
        output = subprocess.run(
            [str(candidate), "-c", _PROBE], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor, path = output.strip().split(" ", 2)
    return Path(path) if (int(major), int(minor)) == version else None


def _on_path(version: Version) -> Iterator[Path]:
    """Every match on PATH, not only the first: behind a broken shim may lie a Python that works."""
    yield Path(sys.executable)
    for folder in os.get_exec_path():
        for name in (f"python{_text(version)}", "python3"):
            path = Path(folder) / name
            if path.is_file() and os.access(path, os.X_OK):
                yield path


def _of_pyenv(version: Version) -> list[Path]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = root.glob(f"versions/{_text(version)}.*/bin/python{_text(version)}")
    return sorted(found, key=lambda path: _patch(path.parents[1].name), reverse=True)


def _patch(name: str) -> int:
    """The last number of a folder name such as 3.10.13; -1 for a development version."""
    last = name.rpartition(".")[2]
    return int(last) if last.isdigit() else -1


def _through_uv(version: Version, uv: Path) -> Path | None:
    """A Python that uv manages, downloaded if need be."""
    if not _run(uv, "find", version):
        say(f"No Python {_text(version)} found; asking uv to download it …")
        subprocess.run([str(uv), "python", "install", _text(version)], check=False)
    path = _run(uv, "find", version)
    return probe(Path(path), version) if path else None


def _run(uv: Path, command: str, version: Version) -> str:
    arguments = [str(uv), "python", command, "--python-preference", "only-managed", "--no-project", _text(version)]
    return subprocess.run(arguments, check=False, capture_output=True, text=True).stdout.strip()


def _text(version: Version) -> str:
    return f"{version[0]}.{version[1]}"
