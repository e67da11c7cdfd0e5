"""Reads one content file and remembers the line of every entry and field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from german.normalise import fold
from knowledge import yaml_plain
from knowledge.problems import Location, Problem

WORDS = re.compile(r"\w[\w .&/+-]*")
"""A word or phrase of a group of synonyms."""


@dataclass(frozen=True)
class RawEntry:
    """An entry as it stands in its file, the file's defaults already merged in."""

    file: str
    kind: str
    """As the head of the file says; empty in the taxonomy."""
    position: int
    """Counted from 1."""
    fields: Mapping[str, object]
    own: CommentedMap
    """The entry's own part, which knows its lines."""

    @property
    def id(self) -> str:
        """Its id as text, whatever it is; empty while it has none."""
        return str(self.fields.get("id") or "")

    @property
    def name(self) -> str:
        """Its id, or its place in the file while it has none."""
        return self.id or f"entry {self.position}"

    def line(self, location: Location = ()) -> int:
        """Return the line of a field, or of the nearest thing around it that has one."""
        node: object = self.own
        line = int(self.own.lc.line)
        for key in location:
            if isinstance(node, CommentedMap) and key in node:
                line = int(node.lc.key(key)[0])
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line = int(node.lc.item(key)[0])
            else:
                break
            node = node[key]
        return line + 1

    def problem(self, location: Location, expected: str) -> Problem:
        """Say what is expected at a field of this entry."""
        return Problem(self.file, self.line(location), self.name, ".".join(str(key) for key in location), expected)


@dataclass
class RawFile:
    """A content file's entries and what was wrong with its frame."""

    file: str
    kind: str = ""
    defaults: Mapping[str, object] = field(default_factory=dict)
    entries: list[RawEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, expected: str, *, name: str = "", line: int | None = None) -> None:
        """Add a problem of the file as a whole."""
        self.problems.append(Problem(self.file, line, "", name, expected))


def _text(path: Path, raw: RawFile) -> str:
    try:
        return yaml_plain.read(path)
    except yaml_plain.UnreadableYamlError as error:
        raw.complain(error.expected, line=error.line)
        return ""


def _parse(text: str, raw: RawFile) -> object:
    try:
        return yaml_plain.load(text)
    except yaml_plain.UnreadableYamlError as error:
        raw.complain(error.expected, line=error.line)
        return None


def _read_list(raw: RawFile, items: object, name: str = "entries") -> None:
    if not isinstance(items, CommentedSeq):
        raw.complain("a list is expected", name=name)
        return
    for position, item in enumerate(items, start=1):
        if isinstance(item, CommentedMap):
            raw.entries.append(RawEntry(raw.file, raw.kind, position, {**raw.defaults, **item}, item))
        else:
            line = int(items.lc.item(position - 1)[0]) + 1
            raw.complain(f"entry {position}: a group of fields is expected", name=name, line=line)


def entries_in(text: str, file: str) -> RawFile:
    """Understand the text of a file of entries: ``kind``, ``defaults`` and ``entries``."""
    raw = RawFile(file)
    document = _parse(text, raw)
    if raw.problems:
        return raw
    if not isinstance(document, CommentedMap):
        raw.complain("the fields kind, defaults and entries are expected")
        return raw
    raw.kind = str(document.get("kind") or "")
    for key in document:
        if key not in {"kind", "defaults", "entries"}:
            line = int(document.lc.key(key)[0]) + 1
            raw.complain("only kind, defaults and entries are expected", name=str(key), line=line)
    defaults = document.get("defaults") or {}
    if not isinstance(defaults, Mapping):
        raw.complain("a group of fields is expected", name="defaults")
        return raw
    raw.defaults = defaults
    _read_list(raw, document.get("entries"))
    return raw


def read_entries(path: Path, folder: Path) -> RawFile:
    """Read a file of entries."""
    raw = RawFile(path.relative_to(folder).as_posix())
    text = _text(path, raw)
    return raw if raw.problems else entries_in(text, raw.file)


def read_terms(path: Path, folder: Path) -> RawFile:
    """Read a file of the taxonomy, which is a plain list."""
    raw = RawFile(path.relative_to(folder).as_posix())
    if not path.is_file():
        raw.complain("the file is missing")
        return raw
    text = _text(path, raw)
    document = None if raw.problems else _parse(text, raw)
    if not raw.problems:
        _read_list(raw, document, name="")
    return raw


def read_groups(path: Path, folder: Path) -> tuple[tuple[tuple[str, ...], ...], list[Problem]]:
    """Read a file of groups of words, a list of lists; a missing file has none. Returns what is wrong with it, too."""
    raw = RawFile(path.relative_to(folder).as_posix())
    text = _text(path, raw) if path.is_file() else "[]"
    document = None if raw.problems else _parse(text, raw)
    if not raw.problems and not isinstance(document, CommentedSeq):
        raw.complain("a list of lists of words is expected")
    if raw.problems:
        return (), raw.problems
    assert isinstance(document, CommentedSeq)  # noqa: S101 - anything else was complained of
    seen: set[str] = set()
    for position, group in enumerate(document):
        if expected := _wrong_group(group, seen):
            raw.complain(expected, line=int(document.lc.item(position)[0]) + 1)
    return tuple(tuple(group) for group in document) if not raw.problems else (), raw.problems


def _wrong_group(group: object, seen: set[str]) -> str | None:
    """Return what is expected of a group of words, None if it is so; remembers its words."""
    if not (isinstance(group, list) and len(group) > 1 and all(isinstance(word, str) for word in group)):
        return "at least two words that mean the same are expected"
    if marked := next((word for word in group if not WORDS.fullmatch(word)), None):
        return f"plain words are expected, not {marked!r}"
    repeated = [word for word in group if fold(word) in seen]
    seen.update(map(fold, group))
    return f"a word of one group only is expected, {repeated[0]!r} stands in an earlier one" if repeated else None


def content_paths(folder: Path) -> Iterator[Path]:
    """Yield the files of entries in a fixed order; the taxonomy is read on its own."""
    for path in sorted(folder.glob("*/*")):
        if path.suffix in {".yml", ".yaml"} and path.parent.name != "taxonomy":
            yield path
