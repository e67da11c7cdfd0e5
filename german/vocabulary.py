"""The words that the bot's components read out of messages, as one JSON file that travels with a model."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from german.keywords import Keyword
from german.places import PlaceName

_Entry = TypeVar("_Entry", PlaceName, Keyword)


class VocabularyError(ValueError):
    """A vocabulary file cannot be read; the message names the place in the file and what is expected there."""


@dataclass(frozen=True)
class Vocabulary:
    """Places, and keywords by the name of the entity that they fill ("topic", "sector", "goal", ...)."""

    places: tuple[PlaceName, ...]
    keywords: dict[str, tuple[Keyword, ...]]

    def to_json(self) -> str:
        """Return the vocabulary as JSON; equal vocabularies give equal text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Vocabulary":
        """Read what `to_json` wrote. Raises VocabularyError."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise VocabularyError(f"not JSON: {error}") from error
        _require_keys(content, {"places", "keywords"}, "the vocabulary")
        if not isinstance(content["keywords"], dict):
            raise VocabularyError("keywords: expected an object with a list of keywords per entity name")
        return cls(
            places=_entries(PlaceName, content["places"], "places"),
            keywords={
                name: _entries(Keyword, entries, f"keywords.{name}") for name, entries in content["keywords"].items()
            },
        )


def _entries(kind: type[_Entry], content: Any, where: str) -> tuple[_Entry, ...]:
    if not isinstance(content, list):
        raise VocabularyError(f"{where}: expected a list")
    return tuple(_entry(kind, entry, f"{where}[{number}]") for number, entry in enumerate(content))


def _entry(kind: type[_Entry], content: Any, where: str) -> _Entry:
    expected = {field.name: bool if field.name == "ask_back" else str for field in fields(kind)}
    _require_keys(content, set(expected), where)
    for name, type_ in expected.items():
        if not isinstance(content[name], type_):
            raise VocabularyError(f"{where}.{name}: expected {'true or false' if type_ is bool else 'a text'}")
    return kind(**content)


def _require_keys(content: Any, expected: set[str], where: str) -> None:
    names = ", ".join(sorted(expected))
    if not isinstance(content, dict):
        raise VocabularyError(f"{where}: expected an object with {names}")
    if set(content) != expected:
        raise VocabularyError(f"{where}: expected exactly {names}, found {', '.join(sorted(content)) or 'nothing'}")
