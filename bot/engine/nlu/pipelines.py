"""Which spaCy pipeline is there: an installed package, or Lotse's own rules. Reads metadata only, imports no spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points, version

RULES_VERSION = "1"
"""Of the rules in `spacy_rules`: one more with each change of what they find."""
PACKAGE, RULES = "package", "rules"
_PACKAGES = "spacy_models"
"""The entry points by which spaCy packages make themselves known."""


@dataclass(frozen=True)
class Pipeline:
    """What analyses messages where the package `name` is asked for."""

    name: str
    kind: str
    """`PACKAGE`, or `RULES` where the package is not installed."""
    version: str
    """Of the package or of the rules."""
    spacy_version: str

    def __str__(self) -> str:
        what = f"the spaCy package {self.name}" if self.kind == PACKAGE else "Lotse's rules"
        return f"{what} {self.version} on spaCy {self.spacy_version}"


def installed_packages() -> dict[str, str]:
    """Return the spaCy packages of this environment by name, with their versions."""
    points = entry_points(group=_PACKAGES)
    return {point.name: point.dist.version for point in sorted(points, key=lambda point: point.name) if point.dist}


def present(name: str) -> Pipeline:
    """Return the pipeline that is used here where the package `name` is asked for."""
    packages = installed_packages()
    kind, found = (PACKAGE, packages[name]) if name in packages else (RULES, RULES_VERSION)
    return Pipeline(name, kind, found, version("spacy"))


def fingerprint() -> str:
    """Return a text that is another one as soon as a model would be trained with another pipeline."""
    return f"spaCy {version('spacy')} {installed_packages()}"
