"""A small spaCy package of any name, as `spacy package` lays it out, in a folder that is put on Python's path."""

from __future__ import annotations

from pathlib import Path

import spacy

NAME = "de_core_news_sm"
INIT = """\
from pathlib import Path
from spacy.util import get_model_meta, load_model_from_init_py

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""
KNOWN = {"Trumpf": "ORG", "Angela Merz": "PER", "Zürich": "LOC", "ZIM": "ORG", "Ostern": "MISC", "!!": "PER"}


def build(folder: Path, version: str = "3.4.0", name: str = NAME) -> Path:
    """Write the package; it knows a few names, and has a part that finds none and must not cost time."""
    language = spacy.blank("de")
    language.meta["name"], language.meta["version"] = name.removeprefix("de_"), version
    language.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": phrase} for phrase, label in KNOWN.items()]
    )
    language.add_pipe("sentencizer", "senter")
    package = folder / name
    package.mkdir(parents=True)
    language.to_disk(package / f"{name}-{version}")
    (package / "__init__.py").write_text(INIT, encoding="utf-8")
    (package / "meta.json").write_text((package / f"{name}-{version}" / "meta.json").read_text(encoding="utf-8"))
    _distribution(folder, name, version, f"[spacy_models]\n{name} = {name}\n")
    return folder


def hide(folder: Path, name: str = NAME) -> Path:
    """Write a distribution that is no spaCy package, and hides one of that name that is installed."""
    _distribution(folder, name, "0", "")
    return folder


def _distribution(folder: Path, name: str, version: str, entry_points: str) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
