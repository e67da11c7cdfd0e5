"""An entry that comes from the store or from a person at the screen, not from a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.problems import Location, Problem
from knowledge.schema import MODELS, AnyEntry
from knowledge.validation import validated


@dataclass(frozen=True)
class Submitted:
    """Fields as in ``knowledge.schema``, ``kind`` and ``id`` among them."""

    fields: Mapping[str, object]

    @property
    def kind(self) -> str:
        """What it says it is."""
        return str(self.fields.get("kind") or "")

    @property
    def id(self) -> str:
        """Its id as text; empty while it has none."""
        return str(self.fields.get("id") or "")

    def problem(self, location: Location, expected: str) -> Problem:
        """Say what is expected at a field of this entry."""
        return Problem("", None, self.id, ".".join(str(key) for key in location), expected)

    def checked(self, problems: list[Problem]) -> AnyEntry | None:
        """Return the valid entry, or None after adding every mistake to the problems."""
        if self.kind in MODELS:
            return validated(self, MODELS[self.kind], problems)
        problems.append(self.problem(("kind",), f"one of {', '.join(MODELS)} is expected"))
        return None
