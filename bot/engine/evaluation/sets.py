"""The sentences that a model learns from and is measured with, and what is right for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.shared.exceptions import RasaException
from rasa.shared.utils.io import read_yaml_file

from bot.engine import model

BOUNDS = frozenset({"company_size", "turnover"})
NAMES = frozenset({"place", "sector", "topic", "goal"})
KEYS = frozenset({"text", "intent", "entities"})


class SetError(ValueError):
    """A set cannot be used; the message names the file and the entry."""


@dataclass(frozen=True)
class Example:
    """A sentence; bounds of company size and turnover are ``[low, high]``, None where open."""

    text: str
    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)


def load(path: Path) -> list[Example]:
    """Read a set: a list of ``{text, intent, entities}``, the entities optional.

    Raises:
        SetError: the file is missing or not YAML, or an entry is not of this form or stands there twice.
    """
    try:
        content = read_yaml_file(path)
    except RasaException as error:
        raise SetError(f"{path}: {error}") from error
    if not isinstance(content, list) or not content:
        raise SetError(f"{path}: expected a list of sentences")
    examples = [_example(entry, f"{path}, entry {number}") for number, entry in enumerate(content, start=1)]
    _require_unique(examples, path)
    return examples


def example_set(name: str) -> list[Example]:
    """Return "development" or "held_out". Raises SetError."""
    return load(model.ROOT / "tests" / "nlu" / f"{name}.yml")


def training_examples() -> list[Example]:
    """Return the training sentences with their intents, repeated ones too, which Rasa's own reader drops."""
    files = sorted((model.ROOT / "bot" / "data" / "nlu").glob("*.yml"))
    intents = [entry for file in files for entry in read_yaml_file(file)["nlu"]]
    return [Example(text, entry["intent"]) for entry in intents for text in _sentences(entry["examples"])]


def plain(text: str) -> str:
    """Return the words of a text, by which it is found again in the training data."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _sentences(block: str) -> list[str]:
    """Return the sentences of a block, each of which stands behind a hyphen."""
    return [line.removeprefix("- ").strip() for line in block.splitlines() if line.startswith("- ")]


def _example(entry: Any, where: str) -> Example:
    if not isinstance(entry, dict):
        raise SetError(f"{where}: expected text and intent, not {entry!r}")
    if unknown := sorted(set(entry) - KEYS):
        raise SetError(f"{where}: unknown key {unknown[0]!r}")
    for key in ("text", "intent"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise SetError(f"{where}: {key} has to be a text, not {entry.get(key)!r}")
    entities = entry.get("entities", {})
    if not isinstance(entities, dict):
        raise SetError(f"{where}: entities have to be names with values, not {entities!r}")
    for name, value in entities.items():
        _require_value(name, value, where)
    return Example(entry["text"], entry["intent"], entities)


def _require_value(name: str, value: Any, where: str) -> None:
    if name not in BOUNDS | NAMES:
        raise SetError(f"{where}: unknown entity {name!r}")
    if name in NAMES and not isinstance(value, str):
        raise SetError(f"{where}: {name} has to be a text, not {value!r}")
    if name in BOUNDS and not _is_bounds(value):
        raise SetError(f"{where}: {name} has to be [low, high], not {value!r}")


def _is_bounds(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, (int, float, type(None))) for v in value)


def _require_unique(examples: list[Example], path: Path) -> None:
    first: dict[str, int] = {}
    for number, example in enumerate(examples, start=1):
        if example.text in first:
            raise SetError(f"{path}, entry {number}: the same text as entry {first[example.text]}: {example.text!r}")
        first[example.text] = number
