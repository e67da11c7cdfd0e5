"""What two bodies of an entry say differently."""

from collections.abc import Mapping
from typing import NamedTuple


class Difference(NamedTuple):
    """One field with its value before and after; None stands for a field that the body does not have."""

    field: str
    old: object
    new: object


def _is_empty(value: object) -> bool:
    return value is None or value == []


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Difference, ...]:
    """Compare two bodies field by field, in the order of the newer one.

    A body from before a field existed says the same as one with nothing in it.
    """
    fields = (*new, *(field for field in old if field not in new))
    pairs = ((field, old.get(field), new.get(field)) for field in fields)
    return tuple(
        Difference(field, before, after)
        for field, before, after in pairs
        if before != after and not (_is_empty(before) and _is_empty(after))
    )
