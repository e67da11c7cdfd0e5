"""Parses YAML as editors write it: plain values, bounded in size and depth.

Anchors, aliases and tags are refused: nobody needs them here, and a short file of them can grow to gigabytes.
"""

from pathlib import Path
from typing import Any, NoReturn, cast

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import Node
from ruamel.yaml.reader import ReaderError

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12


class UnreadableYamlError(Exception):
    """The text is not such YAML; ``line`` is counted from 1, None when the text as a whole is meant."""

    def __init__(self, expected: str, line: int | None = None) -> None:
        self.expected, self.line = expected, line
        super().__init__(expected)


class _NotPlainError(MarkedYAMLError):
    """Its problem says what is expected instead."""


class _PlainComposer(Composer):
    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse what is not plain before anything is made of it."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._refuse("plain values are expected, without anchors (&) and aliases (*)")
        if event.ctag is not None:
            self._refuse("plain values are expected, without tags (!)")
        if self.depth == MAX_DEPTH:
            self._refuse(f"at most {MAX_DEPTH} levels are expected")
        return super().compose_node(parent, index)

    def _refuse(self, problem: str) -> NoReturn:
        raise _NotPlainError(problem=problem, problem_mark=self.parser.peek_event().start_mark)


class _LenientConstructor(RoundTripConstructor):
    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """Leave what only looks like a day or a number (``2026-02-30``) as text: the schema names its field."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, IndexError):
            return node.value


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Composer, yaml.Constructor = _PlainComposer, _LenientConstructor
    return yaml


def _unreadable(error: YAMLError, text: str) -> UnreadableYamlError:
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return UnreadableYamlError(f"text without the character #x{ord(text[error.position]):04x} is expected", line)
    if not isinstance(error, MarkedYAMLError):
        return UnreadableYamlError(f"readable YAML is expected ({error})")
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context).split("\n")[0]
    expected = problem if isinstance(error, _NotPlainError) else f"readable YAML is expected ({problem})"
    return UnreadableYamlError(expected, mark.line + 1 if mark else None)


def read(path: Path) -> str:
    """Return the file's text with its own line ends and, if it has one, its byte order mark.

    Raises:
        UnreadableYamlError: it is larger than `MAX_BYTES` or not in UTF-8.
    """
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableYamlError(f"at most {MAX_BYTES // 1024} KB are expected; split the file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableYamlError("readable YAML in UTF-8 is expected", line) from error


def load(text: str) -> Any:
    """Return the document's values, which know their lines.

    Raises:
        UnreadableYamlError: with the line of the first mistake.
    """
    try:
        return _yaml().load(text)
    except YAMLError as error:
        raise _unreadable(error, text) from error


def compose(text: str) -> Node:
    """Return the document's nodes, which know where in the text they begin and end; errors as in `load`."""
    try:
        return cast(Node, _yaml().compose(text))
    except YAMLError as error:
        raise _unreadable(error, text) from error
