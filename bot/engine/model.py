"""Which model belongs to the training data, configuration, code and spaCy pipeline of this checkout.

A model's name holds the digest of everything that it was made from, so "is it up to date" is "does the file
exist", and an engine never serves a model of other data.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from bot.engine.nlu import pipelines

ROOT = Path(__file__).parents[2]
SOURCES = ("config.yml", "domain.yml", "bot/data", "bot/engine/nlu", "german", "requirements/engine.lock")


def data_dir() -> Path:
    """Return the folder of models, logs and databases."""
    return ROOT / os.environ.get("LOTSE_DATA_DIR", "var")


def models_dir() -> Path:
    """Return the folder of trained models; several data folders may share one."""
    return ROOT / os.environ.get("LOTSE_MODELS_DIR", data_dir() / "models")


def vocabulary_path() -> Path:
    """Return where the knowledge store's vocabulary is written before training."""
    return data_dir() / "vocabulary.json"


def _files() -> Iterator[Path]:
    for source in SOURCES:
        path = ROOT / source
        yield from sorted(path.rglob("*")) if path.is_dir() else [path]
    yield vocabulary_path()


def digest() -> str:
    """Return the digest of everything that a model is made from.

    Raises:
        FileNotFoundError: the vocabulary has not been exported yet.
    """
    total = hashlib.sha256(pipelines.fingerprint().encode())
    for file in _files():
        if file.is_dir() or file.suffix == ".pyc":
            continue
        total.update(file.name.encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def path() -> Path:
    """Return where the model of this checkout is, or will be."""
    return models_dir() / f"lotse-{digest()}.tar.gz"
