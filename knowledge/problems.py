"""What is wrong with entries, in words that an editor can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]
"""Names and positions on the way from an entry to a value, as pydantic gives them."""
EXPECTED = {
    "missing": "a value is expected",
    "extra_forbidden": "no field of this name exists for this kind",
    "string_type": "text is expected (put it into quotation marks)",
    "list_type": "a list is expected",
    "bool_type": "true or false is expected",
    "bool_parsing": "true or false is expected",
    "int_parsing": "a whole number is expected",
    "int_type": "a whole number is expected",
    "int_from_float": "a whole number is expected",
    "date_parsing": "a day YYYY-MM-DD is expected",
    "date_from_datetime_parsing": "a day YYYY-MM-DD is expected",
    "date_from_datetime_inexact": "a day YYYY-MM-DD is expected",
    "date_type": "a day YYYY-MM-DD is expected",
    "int_parsing_size": "a whole number is expected",
    "invalid_key": "the name of a field is expected",
    "model_type": "a group of fields is expected",
}
"""Sentences for pydantic's error types; other types keep pydantic's own message."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, and what is expected there."""

    file: str
    """Relative to the content folder; empty for an entry of the store."""
    line: int | None
    """Counted from 1; None when the mistake has no place in the file."""
    entry: str
    """Id of the entry; empty for the file as a whole."""
    field: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.entry, self.field, self.expected) if part)


class Unchecked(Protocol):
    """An entry, or a term of the taxonomy, that is not yet known to be right, from wherever it comes."""

    @property
    def kind(self) -> str:
        """One of the kinds; empty for a term."""

    @property
    def id(self) -> str:
        """Its id as text; empty while it has none."""

    @property
    def fields(self) -> Mapping[str, object]:
        """What it says."""

    def problem(self, location: Location, expected: str) -> Problem:
        """Say what is expected at one of its fields."""


class ContentError(Exception):
    """Entries have mistakes. All of them are listed, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.field)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def expectation(error: ErrorDetails) -> str:
    """Return what was expected where pydantic found the error."""
    return EXPECTED.get(error["type"], error["msg"].removeprefix("Value error, "))
