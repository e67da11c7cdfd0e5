"""Mistakes in the training data that Rasa passes over, or tells without file and line.

What Rasa tells well, broken YAML and unknown keys, is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.shared.core.constants import DEFAULT_INTENTS
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.engine import model
from german.normalise import fold

DATA = "bot/data"
DOMAIN = "domain.yml"
DASH = "-"


@dataclass(frozen=True)
class Place:
    """A line in a file; the first is 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True)
class Named:
    """Where a mapping names an intent, and its sentences with their places if it has any."""

    intent: str
    place: Place
    sentences: tuple[tuple[str, Place], ...] = ()


def problems() -> list[str]:
    """Return one sentence for each mistake, with its file and line; empty if there is none."""
    named = list(_named())
    return [*_unknown_intents(named), *_without_dash(named), *_in_two_intents(named)]


def _unknown_intents(named: list[Named]) -> Iterator[str]:
    content = _read(model.ROOT / DOMAIN)
    if not isinstance(content, CommentedMap) or not isinstance(content.get("intents"), list):
        return
    known = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in content["intents"]}
    for one in named:
        if one.intent.partition("/")[0] not in known | set(DEFAULT_INTENTS):
            yield f"{one.place}: the intent {one.intent!r} is not in {DOMAIN}."


def _without_dash(named: list[Named]) -> Iterator[str]:
    for one in named:
        for sentence, place in one.sentences:
            if not sentence.startswith(DASH):
                yield f"{place}: a sentence has to begin with '- ', or Rasa passes over it: {sentence!r}."


def _in_two_intents(named: list[Named]) -> Iterator[str]:
    """Compare as the features do: without case, umlauts and blanks."""
    first: dict[str, tuple[str, Place]] = {}
    for one in named:
        for sentence, place in one.sentences:
            said = sentence.lstrip(f"{DASH} ")
            intent, where = first.setdefault(fold(said), (one.intent, place))
            if intent != one.intent:
                yield f"{place}: {said!r} is of {one.intent!r} here, but of {intent!r} in {where}."


def _named() -> Iterator[Named]:
    for path in sorted((model.ROOT / DATA).rglob("*.yml")):
        yield from _in(_read(path), path.relative_to(model.ROOT).as_posix())


def _read(path: Path) -> Any:
    """Return the content with its lines; None if it is missing or not YAML, which Rasa tells."""
    try:
        return YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError, FileNotFoundError):
        return None


def _in(content: Any, file: str) -> Iterator[Named]:
    """Yield the intents that are named anywhere in the content."""
    if isinstance(content, CommentedSeq):
        for item in content:
            yield from _in(item, file)
    if isinstance(content, CommentedMap):
        if isinstance(content.get("intent"), str):
            yield Named(str(content["intent"]), Place(file, content.lc.key("intent")[0] + 1), _sentences(content, file))
        for value in content.values():
            yield from _in(value, file)


def _sentences(content: CommentedMap, file: str) -> tuple[tuple[str, Place], ...]:
    examples = content.get("examples")
    if not isinstance(examples, str):
        return ()
    first = content.lc.value("examples")[0] + 1
    # A literal block (|) begins in the line below its mark; other texts have one place.
    step = 1 if isinstance(examples, LiteralScalarString) else 0
    lines = enumerate(examples.splitlines(), start=1)
    return tuple((line.strip(), Place(file, first + number * step)) for number, line in lines if line.strip())
