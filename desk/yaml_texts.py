"""German texts of this package, from the YAML files beside the code that uses them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache
def texts(path: Path) -> dict[str, Any]:
    """Return a file's content, read once."""
    content: dict[str, Any] = YAML(typ="safe").load(path)
    return content
