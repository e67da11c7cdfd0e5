"""Builds .venv and .venv-engine from their locks, and compiles the locks: `python3 -m tools.environments --help`.

Runs before any environment exists, so it uses nothing but the standard library of Python 3.9 or newer.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools import pythons, spacy_package, uv
from tools.console import SetupError, clock_time, say

ROOT = Path(__file__).resolve().parents[1]
#: Written into an environment last of all, so that an interrupted build is not taken for a whole one.
STAMP = "lotse-fingerprint"


@dataclass(frozen=True)
class Environment:
    """One environment: where it lies, what it is built from, and the Pythons it may use, the preferred one first."""

    folder: str
    lock: str
    extras: tuple[str, ...]
    pythons: tuple[pythons.Version, ...]


ENVIRONMENTS = {
    "service": Environment(".venv", "requirements/service.lock", ("service", "dev"), ((3, 11), (3, 12), (3, 13))),
    "engine": Environment(".venv-engine", "requirements/engine.lock", ("engine",), ((3, 10),)),
}


def ensure(environment: Environment, root: Path = ROOT) -> bool:
    """Build the environment unless it is as its lock says; return whether there was anything to do."""
    folder, lock = root / environment.folder, root / environment.lock
    if _is_current(folder, lock):
        return False
    tool = uv.find(root)
    interpreter = pythons.find(environment.pythons, tool)
    say(f"Building {environment.folder} with {interpreter} …")
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    _uv(tool, "venv", "--quiet", "--no-project", "--python", str(interpreter), str(folder))
    python = str(folder / "bin" / "python")
    _uv(tool, "pip", "sync", *_quiet(), "--require-hashes", "--python", python, str(lock))
    _uv(tool, "pip", "check", "--quiet", "--python", python)
    (folder / STAMP).write_text(fingerprint(folder, lock), encoding="utf-8")
    say(f"{environment.folder} is ready after {clock_time(time.monotonic() - started)}.")
    return True


def fingerprint(folder: Path, lock: Path) -> str:
    """Digest of all that an environment depends on: its lock, its place, and the interpreter behind it."""
    interpreter = (folder / "bin" / "python").resolve(strict=True)
    status = interpreter.stat()
    facts = (lock.read_text(encoding="utf-8"), folder.resolve(), interpreter, status.st_size, status.st_mtime_ns)
    return hashlib.sha256("\0".join(str(fact) for fact in facts).encode()).hexdigest()


def compile_locks(root: Path = ROOT, options: tuple[str, ...] = ()) -> None:
    """Write the locks again from pyproject.toml; versions already locked stay unless `options` says --upgrade."""
    tool = uv.find(root)
    for environment in ENVIRONMENTS.values():
        oldest = "{}.{}".format(*environment.pythons[0])
        extras = [f"--extra={extra}" for extra in environment.extras]
        _compile(tool, root, environment.lock, "pyproject.toml", *extras, "--python-version", oldest, *options)
    _compile(tool, root, str(uv.LOCK), "-", *options, requirements="uv\n")


def _compile(tool: Path, root: Path, lock: str, *arguments: str, requirements: str = "") -> None:
    """Compile without index hosts or machine paths: whose index a machine uses is that machine's business."""
    say(f"Compiling {lock} …")
    fixed = ("--quiet", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links")
    name = ("--custom-compile-command", "make lock")
    _uv(tool, "pip", "compile", *fixed, *name, *arguments, "--output-file", lock, cwd=root, stdin=requirements)


def _is_current(folder: Path, lock: Path) -> bool:
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == fingerprint(folder, lock)
    except FileNotFoundError:
        return False


def _quiet() -> tuple[str, ...]:
    """On a terminal uv shows its own progress; elsewhere it would list hundreds of packages."""
    return () if sys.stderr.isatty() else ("--quiet",)


def _uv(tool: Path, *arguments: str, cwd: Path | None = None, stdin: str = "") -> None:
    result = subprocess.run([str(tool), *arguments], check=False, cwd=cwd, input=stdin, text=True)
    if result.returncode:
        command = " ".join(argument for argument in arguments if not argument.startswith("-"))
        raise SetupError(
            f"uv failed (exit code {result.returncode}): uv {command}\n"
            "Its message is above. Without a network nothing can be fetched; when it is back, run make again."
        )


def main() -> int:
    """Build the named environments, try again to get the spaCy package, or compile the locks."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.environments", description=main.__doc__)
    parser.add_argument("what", nargs="+", choices=[*ENVIRONMENTS, "spacy", "lock"])
    parser.add_argument("--upgrade", action="store_true", help="lock: take the newest versions that fit")
    arguments = parser.parse_args()
    try:
        for name in arguments.what:
            if name == "lock":
                compile_locks(options=("--upgrade",) if arguments.upgrade else ())
                continue
            if name in ENVIRONMENTS:
                ensure(ENVIRONMENTS[name])
            if name in {"engine", "spacy"}:
                spacy_package.ensure(ROOT / ENVIRONMENTS["engine"].folder, ROOT, again=name == "spacy")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the next run starts this step again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
