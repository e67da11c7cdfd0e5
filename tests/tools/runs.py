"""A program under test as a child process."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

PATIENCE_SECONDS = 30


class Run:
    """A program under test: wait for what it prints, signal it, and read the rest."""

    def __init__(self, command: list[str], cwd: Path, environment: dict[str, str]):
        self.seen: list[str] = []
        self.popen = subprocess.Popen(
            command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._alarm = threading.Timer(PATIENCE_SECONDS, self.popen.kill)
        self._alarm.start()

    def wait_for(self, text: str) -> str:
        """Return the next line with this text; fail if the output ends without it."""
        assert self.popen.stdout
        for line in self.popen.stdout:
            self.seen.append(line)
            if text in line:
                return line
        raise AssertionError(f"{text!r} was never printed:\n{''.join(self.seen)}")

    def finish(self) -> tuple[int, str]:
        """Wait for the end; exit code and everything printed."""
        assert self.popen.stdout
        self.seen.extend(self.popen.stdout)
        return self.popen.wait(), "".join(self.seen)

    def close(self) -> None:
        """End it as an operator would, so that it ends its own children; the alarm kills it if it does not."""
        self.popen.terminate()
        self.finish()
        self._alarm.cancel()
        assert self.popen.stdout
        self.popen.stdout.close()
