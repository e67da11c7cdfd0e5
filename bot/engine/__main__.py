"""The engine's entry: ``python -m bot.engine run|train|shell|test|validate|evaluate|overlap``.

Every command but the last two is Rasa's own with Lotse's files, bound to the loopback, without telemetry.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from bot.engine import model

FILES = ["--config", "config.yml", "--domain", "domain.yml", "--data", "bot/data"]
SHELL_DEFAULTS = {
    "LOTSE_ACTIONS_URL": "http://127.0.0.1:5055/webhook",
    "LOTSE_TRACKER_URL": "sqlite://",
    "LOTSE_CHANNEL_SECRET": "",
}


def before_rasa() -> None:
    """Set what Rasa reads when it is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # Rasa's cache does not see a change of the vocabulary or of our code, and would put the old into a new model.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.chdir(model.ROOT)


def rasa(arguments: list[str]) -> None:
    """Run Rasa's command line with these arguments in this process."""
    before_rasa()
    sys.argv = ["rasa", *arguments]
    from rasa.__main__ import main  # noqa: PLC0415 - importing Rasa takes seconds, and the variables count

    main()


def existing_model() -> str:
    """Return the path of this checkout's model, or stop with what to do."""
    path = model.path()
    if not path.exists():
        sys.exit(f"There is no model for this training data and configuration ({path.name}): run 'make train'.")
    before_rasa()
    from bot.engine.nlu import stamps  # noqa: PLC0415 - as in rasa()

    try:
        stamps.check_archive(path)
    except stamps.ModelRefused as error:
        sys.exit(f"{path} is refused. {error}")
    return str(path)


def require_sound_data() -> None:
    """Stop with the mistakes in the training data that Rasa passes over."""
    before_rasa()
    from bot.engine import training_data  # noqa: PLC0415 - as in rasa()

    if problems := training_data.problems():
        sys.exit("\n".join(problems))


def _loopback() -> list[str]:
    return ["--interface", "127.0.0.1", "--port", os.environ.get("LOTSE_ENGINE_PORT", "5005")]


def train() -> None:
    """Train unless a model of exactly this data, configuration and code exists."""
    path = model.path()
    if path.exists():
        print(f"The model is up to date ({path.name}).")
        return
    require_sound_data()
    rasa(["train", *FILES, "--out", str(path.parent), "--fixed-model-name", path.name.removesuffix(".tar.gz")])


def run() -> None:
    """Serve the model on the loopback."""
    endpoints = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    rasa(["run", "--model", existing_model(), *endpoints, *_loopback()])


def shell() -> None:
    """Talk to the assistant in the terminal; needs a running action server."""
    for name, value in SHELL_DEFAULTS.items():
        os.environ.setdefault(name, value)
    rasa(["shell", "--model", existing_model(), "--endpoints", "endpoints.yml", *_loopback()])


def test() -> None:
    """Run the conversations in ``tests/conversations/test_*.yml``; actions are predicted, none is run."""
    results = ["--out", str(model.data_dir() / "results"), "--no-plot"]
    # Without --e2e Rasa believes the stories what was understood.
    stories = ["--stories", "tests/conversations", "--e2e", "--fail-on-prediction-errors"]
    path = existing_model()
    from bot.engine.stories import leave_out_names  # noqa: PLC0415 - as in rasa()

    leave_out_names()
    rasa(["test", "core", "--model", path, *stories, *results])


def validate() -> None:
    """Check domain, rules, stories and training data; a warning is a failure."""
    require_sound_data()
    rasa(["data", "validate", *FILES, "--fail-on-warnings"])


def evaluate(*, accept: bool) -> None:
    """Measure the model on sentences that it has never seen; the figures also go to the data folder."""
    path = Path(existing_model())
    before_rasa()
    with warnings.catch_warnings(record=True):  # some libraries warn past every filter when imported
        from bot.engine.evaluation import accepted, command, tables  # noqa: PLC0415 - as in rasa()
        from bot.engine.evaluation.sets import SetError  # noqa: PLC0415

    try:
        report = command.evaluate(path)
    except SetError as error:
        sys.exit(str(error))
    print(tables.text(report))
    print(f"\nAll figures: {command.report_path()}")
    if accept:
        accepted.accept(accepted.headline(report))
        print(f"Accepted: {accepted.path()}")


def overlap() -> None:
    """Tell which training sentences stand twice or (nearly) under two intents; any such sentence is a failure."""
    before_rasa()
    with warnings.catch_warnings(record=True):  # as in evaluate()
        from bot.engine.evaluation import overlap, sets  # noqa: PLC0415 - as in rasa()

    found = overlap.measure(sets.training_examples())
    print(overlap.text(found))
    if found.conflicts:
        sys.exit(f"{len(found.conflicts)} training sentences cannot be told apart: reword or remove them.")


COMMANDS: dict[str, Callable[..., None]] = {
    "run": run,
    "train": train,
    "shell": shell,
    "test": test,
    "validate": validate,
    "evaluate": evaluate,
    "overlap": overlap,
}


def command_line() -> argparse.ArgumentParser:
    """Return the parser; `command` names one of `COMMANDS`, all else are its arguments."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=function.__doc__, description=function.__doc__)
    commands.choices["evaluate"].add_argument(
        "--accept", action="store_true", help="make the figures those that the tests hold"
    )
    return parser


def main() -> None:
    """Parse the command line and run the command."""
    arguments = vars(command_line().parse_args())
    command = arguments.pop("command")
    try:
        COMMANDS[command](**arguments)
    except FileNotFoundError as error:
        name = Path(str(error.filename)).name
        sys.exit(f"{name} is missing: run 'make train', which writes it.")


if __name__ == "__main__":
    main()
