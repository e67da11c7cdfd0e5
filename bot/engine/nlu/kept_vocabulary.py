"""The knowledge store's vocabulary on its way into a model: from the exported file, kept beside a component's data."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.exceptions import RasaException

from german.vocabulary import Vocabulary, VocabularyError

FILE = "vocabulary.json"
EMPTY = Vocabulary(places=(), keywords={})


def exported(path: Path) -> Vocabulary:
    """Read the file that the knowledge store exports.

    Raises:
        RasaException: the file is missing or broken; the message says how to write it.
    """
    remedy = f"write it with '.venv/bin/python -m knowledge vocabulary {path}'"
    try:
        return Vocabulary.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RasaException(f"{path} is missing: {remedy}.") from error
    except (VocabularyError, UnicodeDecodeError) as error:
        raise RasaException(f"{path} cannot be used ({error}): {remedy}.") from error


def keep(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the vocabulary into a component's folder in the model."""
    (folder / FILE).write_text(vocabulary.to_json(), encoding="utf-8")


def kept(folder: Path) -> Vocabulary:
    """Read what `keep` wrote."""
    return Vocabulary.from_json((folder / FILE).read_text(encoding="utf-8"))
