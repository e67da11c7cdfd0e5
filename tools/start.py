"""Starts Lotse: `python -m tools.start`, in the service's environment; `--help` for the parts."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from pydantic import ValidationError

import settings
from tools import ports, readiness
from tools.console import SetupError, say
from tools.ports import Port
from tools.prepare import ENGINE_PYTHON, prepare
from tools.processes import Exit, Line, Process, read_procfile
from tools.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[1]


def environment(configuration: settings.Settings) -> dict[str, str]:
    """Environment variables of all processes: ours, what was given to us, and what keeps the inner two inside."""
    return {
        **os.environ,
        **settings.ensure_secrets(),
        **configuration.engine_environment(),
        "LOTSE_HOST": configuration.host,
        "LOTSE_PORT": str(configuration.port),
        "LOTSE_ACTIONS_PORT": str(configuration.actions_port),
        # The action server listens on all interfaces unless told otherwise.
        "SANIC_HOST": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
    }


def wanted_ports(configuration: settings.Settings) -> list[Port]:
    """The ports of the three processes, as in the Procfile."""
    return [
        Port("engine", "127.0.0.1", configuration.engine_port, "LOTSE_ENGINE_PORT"),
        Port("actions", "127.0.0.1", configuration.actions_port, "LOTSE_ACTIONS_PORT"),
        Port("web", configuration.host, configuration.port, "LOTSE_PORT"),
    ]


def start(configuration: settings.Settings) -> int:
    """Run all three processes until Ctrl-C, or until one of them ends."""
    _require_free(wanted_ports(configuration))
    variables = environment(configuration)
    prepare(configuration.data_dir, variables)
    supervisor = Supervisor(read_procfile(ROOT / "Procfile"), variables)
    everywhere = configuration.host in {"0.0.0.0", "127.0.0.1", "::", "localhost"}  # noqa: S104 - compared, not bound
    host = "localhost" if everywhere else configuration.host
    address = f"http://{host}:{configuration.port}"
    ready = f"http://{'127.0.0.1' if everywhere else host}:{configuration.port}/ready"
    stopped = threading.Event()
    threading.Thread(target=readiness.announce, args=(ready, address, supervisor.notify, stopped), daemon=True).start()
    try:
        return supervisor.run()
    finally:
        stopped.set()


def chat(configuration: settings.Settings) -> int:
    """Talk to the bot on the terminal: Rasa's shell in the foreground, the action server behind it."""
    _require_free(wanted_ports(configuration)[:2])
    variables = environment(configuration)
    prepare(configuration.data_dir, variables)
    command = read_procfile(ROOT / "Procfile")["actions"]
    log = configuration.data_dir / "log" / "actions.log"
    with log.open("w", encoding="utf-8") as output:

        def keep(event: Line | Exit) -> None:
            text = event.text if isinstance(event, Line) else f"{event.process} {event.how}"
            print(text, file=output, flush=True)

        actions = Process("actions", command, variables, keep)
        say(f"The action server's output is in {log}.")
        try:
            return subprocess.run([ENGINE_PYTHON, "-m", "bot.engine", "shell"], check=False, env=variables).returncode
        finally:
            actions.end()


def _require_free(wanted: list[Port]) -> None:
    problems = ports.problems(wanted)
    if problems:
        raise SetupError("\n".join(problems))


def _configuration() -> settings.Settings:
    settings.ensure_secrets()
    try:
        return settings.get()
    except ValidationError as error:
        raise SetupError(f"The settings cannot be used. {error}") from error


def main() -> int:
    """Set up what is missing and start Lotse."""
    parser = argparse.ArgumentParser(prog="python -m tools.start", description=main.__doc__)
    parser.add_argument("--train-only", action="store_true", help="import knowledge and train, start nothing")
    parser.add_argument("--chat", action="store_true", help="talk to the bot on this terminal")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    # Whoever ends us while a step runs ends the step too: both signals unwind the stack.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        configuration = _configuration()
        if arguments.train_only:
            prepare(configuration.data_dir, environment(configuration))
            return 0
        return chat(configuration) if arguments.chat else start(configuration)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
