"""What actions say; the German texts are in ``texts.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache
def _texts() -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("texts.yml"))
    return content


def section(name: str) -> dict[str, Any]:
    """Return one section of the texts."""
    found: dict[str, Any] = _texts()[name]
    return found
