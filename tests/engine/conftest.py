"""One model, one loaded agent and one running engine for all tests."""

from __future__ import annotations

import asyncio
import os
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.engine import model as engine_model
from tests.engine.action_server_stub import ActionServerStub, says, serving
from tests.engine.running import Engine, running

with warnings.catch_warnings(record=True):  # some of Rasa's old libraries warn past every filter when imported
    from rasa.core.agent import Agent

SECRET = "channel-" + "c" * 32


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A data folder of the tests' own; trained models are shared with the checkout."""
    variables = {
        "LOTSE_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "LOTSE_MODELS_DIR": str(engine_model.ROOT / "var" / "models"),
        "LOTSE_DATABASE_URL": "",
        "LOTSE_CHANNEL_SECRET": SECRET,
        "LOTSE_SESSION_SECRET": "session-" + "s" * 32,
        "RASA_TELEMETRY_ENABLED": "false",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def model(environment: None) -> Path:
    """This checkout's model, trained unless it exists. The vocabulary is exported either way: its digest names it."""
    command = [".venv/bin/python", "-m", "tools.start", "--train-only"]
    done = subprocess.run(command, check=False, cwd=engine_model.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return engine_model.path()


@pytest.fixture(scope="session")
def agent(model: Path) -> Agent:
    return Agent.load(str(model))


@pytest.fixture(scope="session")
def parse(agent: Agent) -> Callable[[str], dict[str, Any]]:
    """Have a text understood, as the channel does."""

    def understood(text: str) -> dict[str, Any]:
        return dict(asyncio.run(agent.parse_message(text)))

    return understood


@pytest.fixture(scope="session")
def action_server() -> Iterator[ActionServerStub]:
    with serving(ActionServerStub(lambda: (503, {}))) as stub:
        yield stub


@pytest.fixture(scope="session")
def started_engine(
    model: Path, action_server: ActionServerStub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    with running(folder, os.environ["LOTSE_CHANNEL_SECRET"], action_server.port) as engine:
        yield engine


@pytest.fixture
def actions(action_server: ActionServerStub) -> Iterator[ActionServerStub]:
    """The action server; each custom action answers with one sentence until a test wants something else."""
    action_server.answer = lambda: says({"text": "Dazu habe ich keine Auskunft."})
    action_server.requests.clear()
    yield action_server


@pytest.fixture
def engine(started_engine: Engine, actions: ActionServerStub) -> Engine:
    return started_engine
