"""The engine's entry: ``python -m bot.engine run|train|shell|test|validate``.

Every command is Rasa's own with Lotse's files, bound to the loopback, without telemetry.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

from bot.engine import model

FILES = ["--config", "config.yml", "--domain", "domain.yml", "--data", "bot/data"]
SHELL_DEFAULTS = {
    "LOTSE_ACTIONS_URL": "http://127.0.0.1:5055/webhook",
    "LOTSE_TRACKER_URL": "sqlite://",
    "LOTSE_CHANNEL_SECRET": "",
}


def rasa(arguments: list[str]) -> None:
    """Run Rasa's command line with these arguments in this process."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # Rasa's cache does not see a change of the vocabulary or of our code, and would put the old into a new model.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.chdir(model.ROOT)
    sys.argv = ["rasa", *arguments]
    # Rasa's pinned libraries are old and say so on every start; nothing of it is ours to mend.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from rasa.__main__ import main  # noqa: PLC0415 - importing Rasa takes seconds, and the variables count

    main()


def existing_model() -> str:
    """Return the path of this checkout's model, or stop with what to do."""
    path = model.path()
    if not path.exists():
        sys.exit(f"There is no model for this training data and configuration ({path.name}): run 'make train'.")
    return str(path)


def train() -> None:
    """Train unless a model of exactly this data, configuration and code exists."""
    path = model.path()
    if path.exists():
        print(f"The model is up to date ({path.name}).")
        return
    rasa(["train", *FILES, "--out", str(path.parent), "--fixed-model-name", path.name.removesuffix(".tar.gz")])


def run() -> None:
    """Serve the model on the loopback."""
    endpoints = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    port = os.environ.get("LOTSE_ENGINE_PORT", "5005")
    rasa(["run", "--model", existing_model(), *endpoints, "--interface", "127.0.0.1", "--port", port])


def shell() -> None:
    """Talk to the assistant in the terminal; needs a running action server."""
    for name, value in SHELL_DEFAULTS.items():
        os.environ.setdefault(name, value)
    rasa(["shell", "--model", existing_model(), "--endpoints", "endpoints.yml"])


def test() -> None:
    """Run the conversations in ``tests/conversations/test_*.yml``; actions are predicted, none is run."""
    results = ["--out", str(model.data_dir() / "results"), "--no-plot"]
    # Without --e2e Rasa believes the stories what was understood.
    stories = ["--stories", "tests/conversations", "--e2e", "--fail-on-prediction-errors"]
    rasa(["test", "core", "--model", existing_model(), *stories, *results])


def validate() -> None:
    """Check domain, rules, stories and training data; a warning is a failure."""
    rasa(["data", "validate", *FILES, "--fail-on-warnings"])


COMMANDS = {"run": run, "train": train, "shell": shell, "test": test, "validate": validate}


def main() -> None:
    """Parse the command line and run the command."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    arguments = parser.parse_args()
    try:
        COMMANDS[arguments.command]()
    except FileNotFoundError as error:
        name = Path(str(error.filename)).name
        sys.exit(f"{name} is missing: run 'make train', which writes it.")


if __name__ == "__main__":
    main()
