"""A model tells which version of each component made it, and another version refuses it."""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource

from bot.engine import __main__ as entry
from bot.engine import model as engine_model
from bot.engine.nlu import stamps
from bot.engine.nlu.entities import GermanEntityExtractor
from bot.engine.nlu.features import GermanFeaturizer
from bot.engine.nlu.intents import LinearIntentClassifier
from bot.engine.nlu.spacy_names import SpacyNameExtractor
from bot.engine.nlu.tokenizer import GermanTokenizer

COMPONENTS: list[Any] = [
    GermanTokenizer,
    GermanEntityExtractor,
    SpacyNameExtractor,
    GermanFeaturizer,
    LinearIntentClassifier,
]
RESOURCE = Resource("component")


def load(component: Any, storage: LocalModelStorage) -> Any:
    config = component.get_default_config()
    return component.load(config, storage, RESOURCE, ExecutionContext(GraphSchema({}), node_name="component"))


def test_a_trained_model_has_a_stamp_of_each_component(model: Path) -> None:
    with tarfile.open(model) as archive:
        files = [archive.extractfile(name) for name in archive.getnames() if name.endswith(f"/{stamps.FILE}")]
        found = [json.load(file) for file in files if file]
    assert {stamp["component"]: stamp["version"] for stamp in found} == {
        f"{component.__module__}.{component.__name__}": component.VERSION for component in COMPONENTS
    }
    stamps.check_archive(model)


@pytest.mark.parametrize("component", COMPONENTS)
def test_another_version_of_a_component_is_refused(
    model: Path, monkeypatch: pytest.MonkeyPatch, component: Any
) -> None:
    trained = component.VERSION
    monkeypatch.setattr(component, "VERSION", trained + 1)
    refusal = (
        f"The model was trained with version {trained} of {component.__name__}, this is version {trained + 1}. "
        "Train anew with 'make train'."
    )
    with pytest.raises(stamps.ModelRefused) as refused:
        Agent.load(str(model))
    assert str(refused.value) == refusal
    with pytest.raises(stamps.ModelRefused) as refused:
        stamps.check_archive(model)
    assert str(refused.value) == refusal


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_model_from_before_there_were_stamps_is_refused(tmp_path: Path, component: Any) -> None:
    storage = LocalModelStorage(tmp_path)
    with pytest.raises(stamps.ModelRefused, match=r"trained with version none of \w+, this is version \d"):
        load(component, storage)
    (tmp_path / RESOURCE.name).mkdir()
    with pytest.raises(stamps.ModelRefused, match=r"trained with version none of \w+, this is version \d"):
        load(component, storage)


def archive(path: Path, **files: str) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            file = path.with_name(name)
            file.write_text(text, encoding="utf-8")
            tar.add(file, f"components/train_x/{stamps.FILE if name == 'stamp' else name}")
    return path


def test_a_file_that_is_no_model_of_ours_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.tar.gz"
    text.write_bytes(b"a model")
    with pytest.raises(stamps.ModelRefused, match=r"is no model \(.+\)\. Remove it\. Train anew with 'make train'"):
        stamps.check_archive(text)
    with pytest.raises(stamps.ModelRefused, match="was trained before models were stamped"):
        stamps.check_archive(archive(tmp_path / "old.tar.gz", weights="1"))
    with pytest.raises(stamps.ModelRefused, match="is no model"):
        stamps.check_archive(archive(tmp_path / "broken.tar.gz", stamp="{"))


@pytest.mark.parametrize("component", ["bot.engine.nlu.gone.Gone", "bot.engine.nlu.tokenizer.GoneTokenizer"])
def test_a_component_that_is_not_here_any_more_is_refused(tmp_path: Path, component: str) -> None:
    written = archive(tmp_path / "old.tar.gz", stamp=json.dumps({"component": component, "version": 1}))
    with pytest.raises(stamps.ModelRefused, match=rf"was trained with {component}, which is not here"):
        stamps.check_archive(written)


@pytest.mark.parametrize("command", ["run", "shell", "test", "evaluate"])
def test_no_command_uses_a_model_that_is_refused(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("LOTSE_MODELS_DIR", str(tmp_path))
    engine_model.path().write_bytes(b"a model")
    monkeypatch.setattr(sys, "argv", ["bot.engine", command])
    monkeypatch.chdir(engine_model.ROOT)
    with pytest.raises(SystemExit, match=rf"{engine_model.path()} is refused\. .* is no model"):
        entry.main()
