"""`python -m tools.start` in a small checkout whose processes and steps are stand-ins."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.runs import Run

# Stands for the web process: says that it is not ready, then that it is.
WEB = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Ready(BaseHTTPRequestHandler):
    answers = [(503, b'{"missing": ["engine"]}'), (200, b"{}")]

    def do_GET(self):
        code, body = self.answers.pop(0)
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass

HTTPServer((sys.argv[1], int(sys.argv[2])), Ready).serve_forever()
"""
# Stands for engine and action server: shows the environment that it was given.
INNER = """
import os, signal
for name in ("SANIC_HOST", "RASA_TELEMETRY_ENABLED"):
    print(name, os.environ[name], flush=True)
signal.pause()
"""
Start = Callable[..., Run]


@pytest.fixture
def free_ports() -> dict[str, str]:
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    names = ("LOTSE_PORT", "LOTSE_ENGINE_PORT", "LOTSE_ACTIONS_PORT")
    ports = dict(zip(names, (str(server.getsockname()[1]) for server in servers), strict=True))
    for server in servers:
        server.close()
    return ports


@pytest.fixture
def start(
    checkout: Path, script: Callable[[str, str], Path], run: Callable[..., Run], free_ports: dict[str, str]
) -> Start:
    """Steps note their arguments in `steps`; training prints one line."""
    for name, last_words in ((".venv", ""), (".venv-engine", "echo model is up to date")):
        script(f"{checkout.name}/{name}/bin/python", f'echo "$@" >> {checkout}/steps\n{last_words}')
    (checkout / "web.py").write_text(WEB, encoding="utf-8")
    (checkout / "inner.py").write_text(INNER, encoding="utf-8")
    (checkout / "Procfile").write_text(
        f"engine: {sys.executable} inner.py\n"
        f"actions: {sys.executable} inner.py\n"
        f"web: {sys.executable} web.py $LOTSE_HOST $LOTSE_PORT\n",
        encoding="utf-8",
    )
    variables = {
        "LOTSE_HOST": "127.0.0.1",
        "LOTSE_DATA_DIR": str(checkout / "var"),
        "PYTHONPATH": str(checkout),
        **free_ports,
    }

    def begin(*arguments: str, **more: str) -> Run:
        return run("-m", "tools.start", *arguments, cwd=checkout, **{**variables, **more})

    return begin


def test_it_prepares_then_starts_all_and_tells_the_address(
    start: Start, checkout: Path, free_ports: dict[str, str]
) -> None:
    lotse = start()
    lotse.wait_for("Waiting for engine")
    line = lotse.wait_for("Lotse answers at")
    assert line == f"  Lotse answers at http://localhost:{free_ports['LOTSE_PORT']} — stop with Ctrl-C\n"
    assert (checkout / "steps").read_text(encoding="utf-8").splitlines() == [
        "-m storage.migrate",
        "-m knowledge import --tolerate-conflicts",
        f"-m knowledge vocabulary {checkout}/var/vocabulary.json",
        "-m bot.engine train",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_without_a_traceback(start: Start, number: signal.Signals) -> None:
    lotse = start()
    lotse.wait_for("Lotse answers at")
    lotse.popen.send_signal(number)
    code, output = lotse.finish()
    assert code == 0
    assert "Traceback" not in output


def test_inner_processes_stay_on_the_loopback_and_send_no_telemetry(start: Start) -> None:
    lotse = start()
    lotse.wait_for("Lotse answers at")
    lotse.popen.send_signal(signal.SIGINT)
    _, output = lotse.finish()
    for process in ("engine ", "actions"):
        assert f"{process} | SANIC_HOST 127.0.0.1\n" in output
        assert f"{process} | RASA_TELEMETRY_ENABLED false\n" in output


def test_it_writes_secrets_that_only_the_owner_can_read(start: Start, checkout: Path) -> None:
    start("--train-only", LOTSE_CHANNEL_SECRET="", LOTSE_SESSION_SECRET="").finish()
    assert (checkout / ".env").stat().st_mode & 0o777 == 0o600


def test_taken_ports_are_named_before_anything_is_done(
    start: Start, checkout: Path, free_ports: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", int(free_ports["LOTSE_ENGINE_PORT"]))):
        code, output = start().finish()
    assert code == 1
    assert f"Port {free_ports['LOTSE_ENGINE_PORT']}, wanted by engine, is taken" in output
    assert "LOTSE_ENGINE_PORT" in output
    assert not (checkout / "steps").exists()


def test_a_wrong_setting_is_named(start: Start) -> None:
    code, output = start(LOTSE_PORT="many").finish()
    assert code == 1
    assert "port" in output
    assert "Traceback" not in output


def test_a_step_that_fails_stops_the_start(start: Start, checkout: Path, script: Callable[[str, str], Path]) -> None:
    script(f"{checkout.name}/.venv/bin/python", "echo entry faq/7 has no source; exit 1")
    code, output = start().finish()
    assert code == 1
    assert "entry faq/7 has no source\n" in output
    assert "Migrating the database failed with exit code 1" in output


def test_train_only_starts_nothing(start: Start) -> None:
    code, output = start("--train-only").finish()
    assert code == 0
    assert output.endswith("model is up to date\n")


def test_ctrl_c_during_training_ends_the_training(
    start: Start, checkout: Path, script: Callable[[str, str], Path], tmp_path: Path
) -> None:
    """The stand-in interrupts us itself and would otherwise never end."""
    script(f"{checkout.name}/.venv-engine/bin/python", f"echo $$ > {tmp_path}/pid; kill -INT $PPID; exec sleep 1000")
    code, output = start().finish()
    assert code == 130
    assert output.endswith("Stopped.\n")
    pid = (tmp_path / "pid").read_text(encoding="utf-8").strip()
    assert not Path("/proc", pid).exists()


def test_chat_runs_the_shell_before_the_action_server(start: Start, checkout: Path) -> None:
    code, _ = start("--chat").finish()
    assert code == 0
    steps = (checkout / "steps").read_text(encoding="utf-8").splitlines()
    assert steps[-1] == "-m bot.engine shell"
    assert (checkout / "var/log/actions.log").exists()
