from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.runs import Run

# Supervises the Procfile beside it; the argument is the grace period in seconds.
MAIN = """
import os, sys
from pathlib import Path
from tools.processes import read_procfile
from tools.supervisor import Supervisor
supervisor = Supervisor(read_procfile(Path("Procfile")), dict(os.environ), float(sys.argv[1]))
supervisor.notify("a notice")
raise SystemExit(supervisor.run())
"""
STAYS = "import signal; print('up', flush=True); signal.pause()"
IGNORES_SIGTERM = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('up', flush=True)
while True:
    signal.pause()
"""
SAYS_GOODBYE = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('goodbye', flush=True)))
print('up', flush=True)
signal.pause()
"""
Supervise = Callable[..., Run]


@pytest.fixture
def supervise(tmp_path: Path, run: Callable[..., Run]) -> Supervise:
    """Write each program to a file of its name, list them in a Procfile, and supervise them."""

    def start(grace_seconds: float = 20, more: str = "", **programs: str) -> Run:
        (tmp_path / "main.py").write_text(MAIN, encoding="utf-8")
        for name, source in programs.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        lines = "".join(f"{name}: $PYTHON {name}.py\n" for name in programs) + more
        (tmp_path / "Procfile").write_text(lines, encoding="utf-8")
        return run("main.py", str(grace_seconds), PYTHON=sys.executable)

    return start


def test_it_shows_notices_and_whose_output_it_is(supervise: Supervise) -> None:
    run = supervise(engine=STAYS, web="print('Grüße'); raise SystemExit(0)")
    _, output = run.finish()
    assert "a notice\n" in output
    assert "web    | Grüße\n" in output


def test_a_process_that_ends_stops_the_others_and_is_named_with_its_last_words(supervise: Supervise) -> None:
    run = supervise(web=SAYS_GOODBYE, engine="raise RuntimeError('no model')")
    code, output = run.finish()
    assert code == 1
    report = output.partition("engine stopped with exit code 1. Its last lines:\n")[2]
    assert "  RuntimeError: no model\n" in report
    assert "engine stopped with exit code 1; stopping the others.\n" in output


def test_a_process_that_ends_with_zero_is_no_success(supervise: Supervise) -> None:
    code, output = supervise(web=STAYS, engine="raise SystemExit(0)").finish()
    assert code == 1
    assert output.endswith("engine stopped with exit code 0. Its last lines:\n  (it wrote nothing)\n")


def test_a_process_that_was_killed_is_told_by_the_signal(supervise: Supervise) -> None:
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert "engine was ended by SIGKILL" in supervise(web=STAYS, engine=killed).finish()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_lets_all_say_goodbye_and_is_no_failure(supervise: Supervise, number: signal.Signals) -> None:
    run = supervise(engine=SAYS_GOODBYE, web=SAYS_GOODBYE)
    run.wait_for("up")
    run.wait_for("up")
    run.popen.send_signal(number)
    code, output = run.finish()
    assert code == 0
    assert "engine | goodbye\n" in output
    assert "web    | goodbye\n" in output
    assert "Traceback" not in output


def test_after_the_grace_period_it_does_not_ask_again(supervise: Supervise) -> None:
    run = supervise(grace_seconds=0.1, engine=IGNORES_SIGTERM)
    run.wait_for("up")
    run.popen.send_signal(signal.SIGINT)
    assert run.finish()[0] == 0


def test_a_second_signal_ends_the_grace_period(supervise: Supervise) -> None:
    run = supervise(grace_seconds=1000, engine=IGNORES_SIGTERM)
    run.wait_for("up")
    run.popen.send_signal(signal.SIGINT)
    run.wait_for("Stopping")
    run.popen.send_signal(signal.SIGINT)
    assert run.finish()[0] == 0


def test_a_command_that_does_not_exist_stops_the_others(supervise: Supervise) -> None:
    code, output = supervise(web=STAYS, more="engine: no-such-program\n").finish()
    assert code == 1
    assert "engine could not be started" in output
    assert "no-such-program" in output
