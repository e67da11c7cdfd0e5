"""Which model belongs to a checkout, and the commands that make it and ask for it."""

from __future__ import annotations

import logging
import os
import sys
import tarfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine import __main__ as entry
from bot.engine import model
from german.keywords import Keyword
from german.vocabulary import Vocabulary

DATA = {
    "config.yml": """
        recipe: default.v1
        assistant_id: test
        language: de
        pipeline:
          - name: bot.engine.nlu.tokenizer.GermanTokenizer
          - name: bot.engine.nlu.entities.GermanEntityExtractor
        policies:
          - name: RulePolicy
        """,
    "domain.yml": """
        version: "3.1"
        intents: [greet, thank]
        responses:
          utter_greet: [{text: Guten Tag!}]
        """,
    "bot/data/nlu/turns.yml": """
        version: "3.1"
        nlu:
          - {intent: greet, examples: "- Hallo\\n- Guten Tag\\n"}
          - {intent: thank, examples: "- Danke\\n- Vielen Dank\\n"}
        """,
    "bot/data/rules/turns.yml": """
        version: "3.1"
        rules:
          - {rule: Greet, steps: [{intent: greet}, {action: utter_greet}]}
          - {rule: Thank, steps: [{intent: thank}, {action: utter_greet}]}
        """,
    "bot/engine/nlu/tokenizer.py": "",
    "german/lexicon/stop_words.txt": "",
    "requirements/engine.lock": "",
}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout with a vocabulary, and with data and models in its own folder."""
    for name, text in DATA.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(model, "ROOT", tmp_path)
    for name in ("LOTSE_DATA_DIR", "LOTSE_MODELS_DIR"):
        monkeypatch.delenv(name)
    write_vocabulary("Zuschuss")
    return tmp_path


def write_vocabulary(phrase: str) -> None:
    vocabulary = Vocabulary(places=(), keywords={"goal": (Keyword("funding", phrase),)})
    model.vocabulary_path().parent.mkdir(exist_ok=True)
    model.vocabulary_path().write_text(vocabulary.to_json(), encoding="utf-8")


def test_the_same_checkout_has_the_same_model(checkout: Path) -> None:
    assert model.path() == model.path()
    assert model.path().parent == checkout / "var" / "models"


@pytest.mark.parametrize("name", [*DATA, "var/vocabulary.json"])
def test_another_model_belongs_to_other_content(checkout: Path, name: str) -> None:
    before = model.path()
    path = checkout / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert model.path() != before


@pytest.mark.parametrize("name", ["bot/data/nlu/more.yml", "bot/engine/nlu/featurizer.py", "german/sentences.py"])
def test_another_model_belongs_to_one_more_file(checkout: Path, name: str) -> None:
    before = model.path()
    (checkout / name).write_text("")
    assert model.path() != before


def test_another_model_belongs_to_one_file_less_or_of_another_name(checkout: Path) -> None:
    names = {model.path()}
    rules = checkout / "bot" / "data" / "rules" / "turns.yml"
    rules.rename(rules.with_name("moves.yml"))
    names.add(model.path())
    rules.with_name("moves.yml").unlink()
    names.add(model.path())
    assert len(names) == 3


@pytest.mark.parametrize(
    "name", ["german/__pycache__/numbers.cpython-310.pyc", "bot/actions/need.py", "var/engine.db", "README.md"]
)
def test_the_same_model_belongs_to_a_checkout_with_other_files_that_no_model_is_made_from(
    checkout: Path, name: str
) -> None:
    before = model.path()
    (checkout / name).parent.mkdir(parents=True, exist_ok=True)
    (checkout / name).write_text("changed")
    assert model.path() == before


def test_data_and_models_may_lie_elsewhere(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(checkout / "data"))
    monkeypatch.setenv("LOTSE_MODELS_DIR", "shared")
    write_vocabulary("Zuschuss")
    assert model.vocabulary_path() == checkout / "data" / "vocabulary.json"
    assert model.path().parent == checkout / "shared"


def test_no_model_is_named_before_the_vocabulary_is_written(checkout: Path) -> None:
    model.vocabulary_path().unlink()
    with pytest.raises(FileNotFoundError):
        model.path()


def test_a_command_without_a_vocabulary_says_what_writes_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model.vocabulary_path().unlink()
    monkeypatch.setattr(sys, "argv", ["bot.engine", "run"])
    with pytest.raises(SystemExit, match=r"vocabulary\.json is missing: run 'make train', which writes it"):
        entry.main()


@pytest.mark.parametrize("command", ["run", "shell", "test", "evaluate"])
def test_a_command_without_a_model_says_how_to_train_one(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["bot.engine", command])
    with pytest.raises(SystemExit, match=rf"There is no model .*{model.path().name}.*: run 'make train'"):
        entry.main()


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["bot.engine", "serve"])
    with pytest.raises(SystemExit):
        entry.main()
    assert "invalid choice: 'serve'" in capsys.readouterr().err


def test_training_does_nothing_if_the_model_exists(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model.path().parent.mkdir()
    model.path().write_bytes(b"a model")
    entry.train()
    assert model.path().read_bytes() == b"a model"
    assert capsys.readouterr().out == f"The model is up to date ({model.path().name}).\n"


@pytest.fixture
def rasa_in_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Rasa's command line changes its process; this puts back what it changes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(sys, "path", [*sys.path])
    root, environment = logging.getLogger(), dict(os.environ)
    handlers, level = root.handlers[:], root.level
    with warnings.catch_warnings(record=True):  # as in conftest.py
        yield
    root.handlers[:], root.level = handlers, level
    os.environ.clear()
    os.environ.update(environment)


def phrases_in(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/vocabulary.json"))
        file = archive.extractfile(name)
        assert file is not None
        vocabulary = Vocabulary.from_json(file.read().decode("utf-8"))
    return [keyword.phrase for keyword in vocabulary.keywords["goal"]]


def test_training_anew_takes_what_changed_outside_rasas_sight(checkout: Path, rasa_in_this_process: None) -> None:
    entry.train()
    assert phrases_in(model.path()) == ["Zuschuss"]
    write_vocabulary("Darlehen")
    entry.train()
    assert phrases_in(model.path()) == ["Darlehen"]
    assert not (checkout / ".rasa").exists()
