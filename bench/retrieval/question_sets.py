"""Questions with the entries that answer them, and those of the project itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bench.retrieval.store import Store, searched
from knowledge.content_files import Content

SETS = ("paraphrases*.yml", "names.yml")


class BenchError(ValueError):
    """Something that is measured with cannot be used; the message names the file, and the line if there is one."""


@dataclass(frozen=True)
class Question:
    """A question, and the ids of all entries that answer it."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class QuestionSet:
    """Questions about one store."""

    name: str
    store: Store
    answerable: tuple[Question, ...]
    unanswerable: tuple[str, ...] = ()
    """Questions that nothing in the store answers."""


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid")
    ids: list[str]
    queries: Annotated[list[str], Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    answerable: Annotated[list[_Group], Field(min_length=1)]
    unanswerable: list[str]


def content_store(content: Content) -> Store:
    """Return the whole content, with the words and synonyms that the service hands to Lotse's index."""
    return searched(content.entries.values(), content.taxonomy.words, content.taxonomy.synonyms)


def question_sets(folder: Path, store: Store) -> list[QuestionSet]:
    """Read the project's own questions; each file is measured for itself.

    Raises:
        BenchError: a file is none, or names an entry that the store does not have; or there is no file.
    """
    found = [_read(path, store) for pattern in SETS for path in sorted(folder.glob(pattern))]
    if not found:
        raise BenchError(f"{folder}: {' or '.join(SETS)} is expected")
    return found


def _read(path: Path, store: Store) -> QuestionSet:
    try:
        read = _File.model_validate(YAML(typ="safe").load(path))
    except (YAMLError, ValidationError) as error:
        raise BenchError(f"{path}: {error}") from error
    if strange := {entry_id for group in read.answerable for entry_id in group.ids} - store.ids:
        raise BenchError(f"{path}: the content has no published entry {', '.join(sorted(strange))}")
    questions = (Question(query, frozenset(group.ids)) for group in read.answerable for query in group.queries)
    return QuestionSet(path.stem, store, tuple(questions), tuple(read.unanswerable))
