"""Runs several processes as one: their output side by side, one ends and all end, Ctrl-C ends all.

Not honcho: as a library it does not tell which process ended first nor what it said, fails with a KeyError when Ctrl-C
comes before all have started, and waits for ever for processes that ignore SIGTERM.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from tools import signals
from tools.console import SetupError
from tools.processes import Exit, Line, Process

_COLOURS = (36, 33, 32, 35, 34)


@dataclass(frozen=True)
class Notice:
    """Something to tell the person at the keyboard."""

    text: str


class Supervisor:
    """Starts the commands of a Procfile and stays until all of them have ended."""

    def __init__(self, commands: Mapping[str, str], environment: Mapping[str, str], grace_seconds: float = 10):
        self._commands = commands
        self._environment = environment
        self._grace_seconds = grace_seconds
        self._events: SimpleQueue[Line | Exit | Notice | signal.Signals] = SimpleQueue()
        self._processes: dict[str, Process] = {}
        self._width = max(map(len, commands))

    def notify(self, text: str) -> None:
        """Print a line between those of the processes; may be called from any thread."""
        self._events.put(Notice(text))

    def run(self) -> int:
        """Return 0 when asked to stop, 1 when a process ended by itself.

        Raises:
            SetupError: a command cannot be run at all.
        """
        with signals.reported_to(self._events.put):
            end: Exit | signal.Signals | None = None
            try:
                self._start()
                end = self._until_the_end()
                self._print(f"{end.process} {end.how}; stopping the others." if isinstance(end, Exit) else "Stopping …")
            finally:
                self._stop(end.process if isinstance(end, Exit) else None)
        if isinstance(end, Exit):
            self._report(end)
            return 1
        return 0

    def _start(self) -> None:
        name = ""
        try:
            for name, command in self._commands.items():
                self._processes[name] = Process(name, command, self._environment, self._events.put)
        except OSError as error:
            raise SetupError(f"{name} could not be started: {error}") from error

    def _until_the_end(self) -> Exit | signal.Signals:
        while True:
            event = self._events.get()
            if isinstance(event, (Exit, signal.Signals)):
                return event
            self._show(event)

    def _stop(self, ended: str | None) -> None:
        """End all, politely; after the grace period, or when asked a second time, at once."""
        running = self._processes.keys() - {ended}
        for process in self._processes.values():
            process.send(signal.SIGTERM)
        deadline = time.monotonic() + self._grace_seconds
        while running:
            try:
                event = self._events.get(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                break
            if isinstance(event, signal.Signals):
                break
            if isinstance(event, Exit):
                running.discard(event.process)
            else:
                self._show(event)
        for process in self._processes.values():
            process.end()
        self._show_the_rest()

    def _show_the_rest(self) -> None:
        while not self._events.empty():
            event = self._events.get()
            if isinstance(event, (Line, Notice)):
                self._show(event)

    def _show(self, event: Line | Notice) -> None:
        if isinstance(event, Notice):
            self._print(event.text)
        else:
            self._print(f"{self._prefix(event.process)}{event.text}")

    def _prefix(self, name: str) -> str:
        prefix = f"{name:<{self._width}} | "
        if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
            return prefix
        colour = _COLOURS[list(self._commands).index(name) % len(_COLOURS)]
        return f"\x1b[{colour}m{prefix}\x1b[0m"

    def _report(self, end: Exit) -> None:
        """Say it again at the very end, where it is seen, with the reason that the process gave."""
        self._print(f"\n{end.process} {end.how}. Its last lines:")
        for line in self._processes[end.process].last_lines or ("(it wrote nothing)",):
            self._print(f"  {line}")

    @staticmethod
    def _print(text: str) -> None:
        # The terminal may be gone, or the reader of a pipe; the processes have to be ended all the same.
        with contextlib.suppress(OSError):
            print(text, flush=True)
