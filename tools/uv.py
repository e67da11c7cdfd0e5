"""Finds uv on PATH, else installs the locked one into .tools/, an environment of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import SetupError, say

#: The oldest uv that knows every option used here.
OLDEST = (0, 5)
LOCK = Path("requirements/uv.lock")


def find(root: Path) -> Path:
    """Return a uv that works, installing one below `root` if there is none."""
    own = root / ".tools" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(own)):
        if candidate and _version(candidate) >= OLDEST:
            return Path(candidate)
    _install(root)
    return own


def _version(uv: str) -> tuple[int, ...]:
    """The version that this uv reports; empty when it does not run (a pyenv shim without a uv behind it, say)."""
    try:
        output = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = re.match(r"uv (\d+)\.(\d+)", output)
    return tuple(int(part) for part in found.groups()) if found else ()


def _install(root: Path) -> None:
    folder = root / ".tools"
    say("Installing uv into .tools …")
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    made = subprocess.run(make, check=False, capture_output=True, text=True)
    if made.returncode:
        raise SetupError(
            f"{sys.executable} cannot make a virtual environment: {_last_line(made.stdout + made.stderr)}\n"
            "Install its venv module (Debian and Ubuntu: apt install python3-venv), or put uv on PATH."
        )
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    installed = subprocess.run([*pip, "-r", str(root / LOCK)], check=False, stderr=subprocess.PIPE, text=True)
    if installed.returncode:
        raise SetupError(
            f"uv could not be installed: {_last_line(installed.stderr)}\n"
            "Check the network and pip's configuration, or put uv on PATH, then run make again."
        )


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
