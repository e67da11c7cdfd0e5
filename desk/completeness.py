"""How much of what makes a request easy to work on is known. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

ASPECTS = ("goal", "topic", "stage", "company_size", "place", "sector", "description", "contact")
"""In the order in which staff read them."""
CONTACT = "contact"


@dataclass(frozen=True)
class Completeness:
    """Which aspects are known and which are not, both in the order of ``ASPECTS``."""

    known: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        return f"{len(self.known)}/{len(ASPECTS)}"


def completeness(names: Collection[str], *, has_contact: bool) -> Completeness:
    """Judge a request by the names of its details; names that are no aspect do not count."""
    found = {*names, CONTACT} if has_contact else set(names) - {CONTACT}
    known = tuple(aspect for aspect in ASPECTS if aspect in found)
    return Completeness(known, tuple(aspect for aspect in ASPECTS if aspect not in found))
