"""Labelled sentences to train and test with: a folder of two TSV files, or Lotse's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine.evaluation import sets
from bot.engine.evaluation.sets import Example

OWN = "lotse"
TRAINING_FILE = "train.tsv"
TEST_FILE = "test.tsv"
SLASH_IN_LABEL = "\u2215"
"""What stands for "/" in a label: Rasa would take "a/b" for the response "b" to the intent "a"."""


class CorpusError(ValueError):
    """A corpus cannot be used; the message names the file and the line."""


@dataclass(frozen=True)
class Corpus:
    """Sentences with their intents, those to learn from and those to be judged by."""

    name: str
    training: Sequence[Example]
    test: Sequence[Example]

    @property
    def intents(self) -> list[str]:
        """The intents that can be learned, in the order of the alphabet."""
        return sorted({example.intent for example in self.training})


def own() -> Corpus:
    """Return Lotse's training data and held-out set. Raises `sets.SetError`."""
    return Corpus(OWN, sets.training_examples(), sets.example_set("held_out"))


def read(folder: Path) -> Corpus:
    """Read a folder with ``train.tsv`` and ``test.tsv``: UTF-8, ``text<TAB>label`` in each line, no header.

    Raises:
        CorpusError: folder or file is missing, a file is empty, or a line is not of this form.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder")
    corpus = Corpus(folder.name, _examples(folder / TRAINING_FILE), _examples(folder / TEST_FILE))
    if len(corpus.intents) < 2:
        raise CorpusError(f"{folder / TRAINING_FILE}: expected at least two labels, found only {corpus.intents[0]!r}")
    return corpus


def _examples(path: Path) -> list[Example]:
    examples = [_example(line, f"{path}, line {number}") for number, line in _lines(path)]
    if not examples:
        raise CorpusError(f"{path}: the file is empty")
    return examples


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Return the numbered lines; only a line feed ends one, whatever else Unicode calls a line break."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise CorpusError(f"{path}: no such file") from error
    return enumerate(content.removesuffix(b"\n").split(b"\n") if content else [], start=1)


def _example(line: bytes, where: str) -> Example:
    try:
        fields = [field.strip() for field in line.decode("utf-8").split("\t")]
    except UnicodeDecodeError as error:
        raise CorpusError(f"{where}: not UTF-8") from error
    if len(fields) != 2 or not all(fields):
        raise CorpusError(f"{where}: expected text<TAB>label, found {line.decode('utf-8')!r}")
    text, label = fields
    if text.startswith("/"):
        raise CorpusError(f"{where}: a text that begins with '/' is a command to Rasa: {text!r}")
    return Example(text, label.replace("/", SLASH_IN_LABEL))
