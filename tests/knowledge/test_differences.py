"""What two bodies say differently, field by field."""

from typing import Any

import pytest

from knowledge.differences import Difference, differences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1, "b": [1]}, {"a": 1, "b": [1]}, ()),
        ({"a": 1, "b": 2}, {"b": 3, "a": 0}, (Difference("b", 2, 3), Difference("a", 1, 0))),
        ({"a": [1, 2]}, {"a": [2, 1]}, (Difference("a", [1, 2], [2, 1]),)),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, (Difference("a", {"x": 1}, {"x": 2}),)),
        ({}, {"new": [], "other": None}, ()),
        ({}, {"new": False}, (Difference("new", None, False),)),
        ({"gone": "x"}, {}, (Difference("gone", "x", None),)),
        ({"a": None}, {"a": False}, (Difference("a", None, False),)),
    ],
)
def test_only_fields_that_say_something_else_are_named(
    old: dict[str, Any], new: dict[str, Any], expected: tuple[Difference, ...]
) -> None:
    assert differences(old, new) == expected
