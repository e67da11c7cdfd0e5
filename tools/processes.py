"""One child process in a group of its own, so that it can be ended with all that it started."""

from __future__ import annotations

import os
import shlex
import signal
import string
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LAST_LINES = 15


@dataclass(frozen=True)
class Line:
    """A line that a process wrote."""

    process: str
    text: str


@dataclass(frozen=True)
class Exit:
    """A process that ended; the code is negative when a signal ended it."""

    process: str
    code: int

    @property
    def how(self) -> str:
        """The exit as words."""
        if self.code < 0:
            return f"was ended by {signal.Signals(-self.code).name}"
        return f"stopped with exit code {self.code}"


class Process:
    """Runs a command and reports its lines and its exit to `notify`, from threads of its own."""

    def __init__(self, name: str, command: str, environment: Mapping[str, str], notify: Callable[[Line | Exit], None]):
        self.name = name
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self._notify = notify
        self._popen = subprocess.Popen(
            arguments(command, environment),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        assert self._popen.stdout is not None  # noqa: S101 - piped above
        self._output = self._popen.stdout
        # Two threads: a grandchild may hold the output open long after the process itself has ended.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._waiter = threading.Thread(target=self._wait, daemon=True)
        self._reader.start()
        self._waiter.start()

    def send(self, number: signal.Signals) -> None:
        """Signal the process and everything that it started."""
        try:
            os.killpg(self._popen.pid, number)
        except (ProcessLookupError, PermissionError):  # none left; macOS says the latter of a group of zombies
            return

    def end(self) -> None:
        """End whatever still runs, the process itself or what it left behind, and read the last output."""
        self.send(signal.SIGKILL)
        self._waiter.join()
        self._reader.join(1)

    def _read(self) -> None:
        with self._output:
            for line in self._output:
                self.last_lines.append(line.rstrip())
                self._notify(Line(self.name, line.rstrip()))

    def _wait(self) -> None:
        self._notify(Exit(self.name, self._popen.wait()))


def run_to_end(command: Sequence[str], environment: Mapping[str, str], output: IO[str] | None = None) -> int:
    """Run a command that ends by itself and return its exit code; if we are interrupted, it ends too."""
    popen = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )
    try:
        return popen.wait()
    finally:
        if popen.poll() is None:
            os.killpg(popen.pid, signal.SIGTERM)
            _wait_or_kill(popen)


def _wait_or_kill(popen: subprocess.Popen[bytes], grace_seconds: float = 10) -> None:
    try:
        popen.wait(grace_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(popen.pid, signal.SIGKILL)
        popen.wait()


def read_procfile(path: Path) -> dict[str, str]:
    """Names and commands of a Procfile, in its order."""
    commands = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, command = line.partition(":")
        if colon and not name.lstrip().startswith("#"):
            commands[name.strip()] = command.strip()
    return commands


def arguments(command: str, environment: Mapping[str, str]) -> list[str]:
    """Split a Procfile's command and fill in its $VARIABLES; no shell stands between us and the process."""
    return [string.Template(word).substitute(environment) for word in shlex.split(command)]
