"""German texts of the web process."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache
def _texts() -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("texts.yml"))
    return content


def error(code: str, **values: object) -> str:
    """Return the sentence of an error."""
    return str(_texts()["errors"][code]).format(**values)


def notice(code: str) -> str:
    """Return the sentence of a notice."""
    return str(_texts()["notices"][code])


def label(group: str, key: str) -> str | None:
    """Return the label of a value, or None for values that are shown without one."""
    found = _texts()["labels"][group].get(key)
    return None if found is None else str(found)
