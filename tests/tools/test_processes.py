from __future__ import annotations

import os
import select
import signal
import sys
from pathlib import Path
from queue import SimpleQueue

import pytest

from tools.processes import Exit, Line, Process, arguments, read_procfile, run_to_end


def test_it_reads_a_procfile(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("# three\nengine: run --url http://x\n\nweb:serve\n", encoding="utf-8")
    assert read_procfile(procfile) == {"engine": "run --url http://x", "web": "serve"}


def test_it_fills_in_variables_after_splitting() -> None:
    """A value with blanks or quotes stays one argument."""
    assert arguments("serve --port $PORT '$NAME'", {"PORT": "80", "NAME": "a 'b' c"}) == [
        "serve",
        "--port",
        "80",
        "a 'b' c",
    ]


def test_a_variable_that_is_not_set_is_an_error() -> None:
    with pytest.raises(KeyError, match="PORT"):
        arguments("serve --port $PORT", {})


@pytest.mark.parametrize(
    ("code", "words"), [(3, "stopped with exit code 3"), (-signal.SIGKILL, "was ended by SIGKILL")]
)
def test_an_exit_is_told_in_words(code: int, words: str) -> None:
    assert Exit("web", code).how == words


def test_it_reports_lines_and_exit() -> None:
    events: SimpleQueue[Line | Exit] = SimpleQueue()
    process = Process(
        "web", f"{sys.executable} -c 'print(\"Grüße\"); raise SystemExit(4)'", dict(os.environ), events.put
    )
    got = {events.get(timeout=30), events.get(timeout=30)}
    process.end()
    assert got == {Line("web", "Grüße"), Exit("web", 4)}
    assert list(process.last_lines) == ["Grüße"]


def test_ending_a_process_ends_what_it_started(tmp_path: Path) -> None:
    """The child starts a grandchild that ignores SIGTERM, tells its pid and stays."""
    grandchild = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
    program = tmp_path / "parent.py"
    program.write_text(
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {grandchild!r}], stdout=subprocess.PIPE, text=True)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n",
        encoding="utf-8",
    )
    events: SimpleQueue[Line | Exit] = SimpleQueue()
    process = Process("engine", f"{sys.executable} {program}", dict(os.environ), events.put)
    line = events.get(timeout=30)
    assert isinstance(line, Line)
    watch = os.pidfd_open(int(line.text))
    process.send(signal.SIGTERM)
    assert events.get(timeout=30) == Exit("engine", -signal.SIGTERM)
    process.end()
    ended, _, _ = select.select([watch], [], [], 30)
    os.close(watch)
    assert ended


def test_a_step_that_is_interrupted_ends_too(tmp_path: Path) -> None:
    """The step itself interrupts us, as Ctrl-C would while we wait for it."""
    code = "import os, signal; print(os.getpid(), flush=True); os.kill(os.getppid(), signal.SIGINT); signal.pause()"
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        with pytest.raises(KeyboardInterrupt):
            run_to_end([sys.executable, "-c", code], dict(os.environ), log)
        log.seek(0)
        pid = int(log.read())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
