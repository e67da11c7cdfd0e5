"""The text that visitors agree to before their contact details are stored."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Consent:
    """A version of the text, as it is shown."""

    version: str
    text: str


@lru_cache
def current() -> Consent:
    """Return the text that is asked for today."""
    content = YAML(typ="safe").load(Path(__file__).with_name("consent.yml"))
    version = content["current"]
    return Consent(version, content["versions"][version])
