"""A model works with the spaCy pipeline that it was trained with: a checkout with a package, and one without."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.engine import model
from bot.engine.nlu import pipelines
from tests.engine import checkouts, spacy_stub

# Loads a model as Rasa does, and prints what it makes of a sentence, or why it does not.
PARSE = """
import asyncio, json, sys
from rasa.core.agent import Agent
from rasa.shared.exceptions import RasaException
for path in sys.argv[2:]:
    try:
        found = asyncio.run(Agent.load(path).parse_message(sys.argv[1]))["entities"]
        print("RESULT", json.dumps([[entity["entity"], entity["value"]] for entity in found]))
    except RasaException as error:
        print("RESULT", json.dumps(str(error)))
"""
SENTENCE = "Herr Huber, Trumpf und die Maier GmbH sitzen in Ulm und Zürich, ZIM nach Ostern!!"
ULM = ["place", {"name": "Ulm", "ids": ["ulm"], "ask_back": False}]
ZIM = ["program", "zim"]


class World:
    """A checkout with a model, and the packages that its commands see."""

    def __init__(self, folder: Path, packages: Path):
        self.checkout, self.packages = checkouts.write(folder), packages
        training = self.run("train")
        self.output = training.stdout + training.stderr
        assert training.returncode == 0, self.output
        (self.model,) = checkouts.models(self.checkout)

    def run(self, command: str) -> Any:
        return checkouts.engine(self.checkout, command, self.packages)

    def parse(self, *paths: Path) -> list[Any]:
        done = checkouts.python(self.checkout, "-c", PARSE, SENTENCE, *map(str, paths), packages=self.packages)
        self.output = done.stdout + done.stderr
        results = [line for line in done.stdout.splitlines() if line.startswith("RESULT")]
        assert len(results) == len(paths), self.output
        return [json.loads(line.partition(" ")[2]) for line in results]


@pytest.fixture(scope="module")
def with_rules(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("rules"), spacy_stub.hide(tmp_path_factory.mktemp("hiding")))


@pytest.fixture(scope="module")
def with_package(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("package"), spacy_stub.build(tmp_path_factory.mktemp("packages")))


@pytest.fixture(scope="module")
def by_rules(with_rules: World, with_package: World) -> list[Any]:
    """What the checkout without a package makes of its own model, of the other's, and of its own again."""
    return with_rules.parse(with_rules.model, with_package.model, with_rules.model)


@pytest.fixture(scope="module")
def by_package(with_rules: World, with_package: World) -> list[Any]:
    """What the checkout with a package makes of its own model and of the other's."""
    return with_package.parse(with_package.model, with_rules.model)


def test_the_rules_work_alone(by_rules: list[Any]) -> None:
    assert by_rules[0] == by_rules[2] == [ULM, ZIM, ["person", "Huber"], ["company", "Maier GmbH"]]


def test_a_process_tells_once_what_is_missing_and_how_to_get_it(by_rules: list[Any], with_rules: World) -> None:
    assert with_rules.output.count("The spaCy package de_core_news_sm is not installed") == 1
    assert "'make spacy' installs it from its release address, or from the one in LOTSE_SPACY_" in with_rules.output


def test_the_package_adds_names_to_those_of_the_rules(by_package: list[Any], with_package: World) -> None:
    assert "is not installed" not in with_package.output
    names = [["person", "Huber"], ["company", "Trumpf"], ["company", "Maier GmbH"], ["location", "Zürich"]]
    assert by_package[0] == [ULM, ZIM, *names]


def test_another_package_means_another_model(with_rules: World, with_package: World) -> None:
    assert with_rules.model.name != with_package.model.name
    up_to_date = with_package.run("train")
    assert up_to_date.stdout == f"The model is up to date ({with_package.model.name}).\n"


def test_each_refuses_the_other_s_model_and_says_what_to_do(by_rules: list[Any], by_package: list[Any]) -> None:
    spacy_version = pipelines.present(spacy_stub.NAME).spacy_version
    rules = f"Lotse's rules {pipelines.RULES_VERSION} on spaCy {spacy_version}"
    package = f"the spaCy package de_core_news_sm 3.4.0 on spaCy {spacy_version}"
    refusal = (
        "The model was trained with {}, but here it would run with {}. "
        "Install what it was trained with, or train anew with 'make train'."
    )
    assert by_rules[1] == refusal.format(package, rules)
    assert by_package[1] == refusal.format(rules, package)


def test_the_engine_does_not_start_with_the_other_s_model(
    with_rules: World, with_package: World, tmp_path: Path
) -> None:
    """Rasa's server would log the error and serve without a model."""
    kept = shutil.copy(with_rules.model, tmp_path)
    shutil.copy(with_package.model, with_rules.model)
    try:
        done = with_rules.run("run")
    finally:
        shutil.copy(kept, with_rules.model)
    assert done.returncode == 1
    assert f"{with_rules.model} is refused. The model was trained with the spaCy package" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_name_of_a_model_tells_the_packages_versions_apart(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "ROOT", checkouts.write(tmp_path / "checkout"))
    monkeypatch.delenv("LOTSE_DATA_DIR")
    without = model.digest()
    monkeypatch.syspath_prepend(spacy_stub.build(tmp_path_factory.mktemp("first"), "3.4.0", "de_test_sm"))
    first = model.digest()
    monkeypatch.syspath_prepend(spacy_stub.build(tmp_path_factory.mktemp("second"), "3.4.1", "de_test_sm"))
    assert len({without, first, model.digest()}) == 3


def test_a_package_that_cannot_be_loaded_is_told(with_package: World, tmp_path: Path) -> None:
    spacy_stub.build(tmp_path, "3.4.1")
    next(tmp_path.glob("*/*/config.cfg")).unlink()
    done = checkouts.engine(with_package.checkout, "train", tmp_path)
    assert done.returncode == 1
    assert "Cannot load the spaCy package de_core_news_sm 3.4.1 on spaCy" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
