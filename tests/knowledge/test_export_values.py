"""What is written as YAML is read back as the same value, in the style of the content files."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import yaml_plain
from knowledge.export import values
from knowledge.schema import INVISIBLE, Status

TEXTS = st.text(min_size=1).filter(lambda text: not INVISIBLE.search(text)) | st.text(
    alphabet="ab \n:#-'\"{}[],&*!|>%@`?0123456789.éß\xa0€", min_size=1, max_size=200
)
ITEMS = TEXTS | st.fixed_dictionaries({"name": TEXTS, "short": st.lists(TEXTS)})
LONG = "Ein Satz mit einigen Wörtern, der für eine Zeile zu lang ist. " * 4


@settings(deadline=None)
@given(text=TEXTS, indent=st.integers(0, 12), quote=st.sampled_from(["", "'", '"']))
def test_every_text_comes_back(text: str, indent: int, quote: values.Quote) -> None:
    behind = values.string_behind(text, column=indent + 4, indent=indent + 2, quote=quote)
    document = f"{' ' * indent}key:{behind}\n{' ' * indent}next: 1\n"
    assert yaml_plain.load(document) == {"key": text, "next": 1}


@settings(deadline=None)
@given(
    items=st.lists(TEXTS | st.fixed_dictionaries({"name": TEXTS, "short": st.lists(TEXTS)})), indent=st.integers(0, 9)
)
def test_every_list_comes_back(items: list[Any], indent: int) -> None:
    document = values.field("key", items, indent) + f"\n{' ' * indent}next: 1\n"
    assert yaml_plain.load(document) == {"key": items, "next": 1}
    bracketed = values.bracketed(items, column=indent + 5, indent=indent + 2)
    assert yaml_plain.load(f"{' ' * indent}key: {bracketed}\n") == {"key": items}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Schraube", "key: Schraube"),
        ("ja: nein", 'key: "ja: nein"'),
        ("2025", 'key: "2025"'),
        ("2025-01-01", 'key: "2025-01-01"'),
        (date(2025, 1, 1), "key: 2025-01-01"),
        (Status.DRAFT, "key: draft"),
        (True, "key: true"),
        (None, "key: null"),
        (7500, "key: 7500"),
        ([], "key: []"),
        (["a", "b, c"], 'key: [a, "b, c"]'),
        ({"title": "A", "url": "https://example.org/a"}, "key: {title: A, url: https://example.org/a}"),
        ("Zwei\n\nAbsätze", "key: |-\n  Zwei\n\n  Absätze"),
        (" am Rand", 'key: " am Rand"'),
    ],
)
def test_it_is_written_as_people_do(value: object, line: str) -> None:
    assert values.field("key", value, 0) == line


def test_a_long_text_is_folded() -> None:
    lines = values.field("key", LONG.strip(), 4).split("\n")
    assert lines[0] == "    key: >-"
    assert len(lines) > 2
    assert max(len(line) for line in lines) <= values.WIDTH


def test_a_long_list_is_written_line_by_line() -> None:
    assert values.field("key", ["kurz", LONG.strip()], 0).split("\n")[:3] == ["key:", "  - kurz", "  - >-"]


def test_a_long_group_is_written_line_by_line() -> None:
    written = values.field("source", {"title": "Q", "url": "https://example.org/" + "a" * 120}, 4).split("\n")
    assert [line.split(":")[0] for line in written] == ["    source", "      title", "      url"]


def test_a_list_in_brackets_gets_line_breaks() -> None:
    lines = values.bracketed(["Fördermittel"] * 20, column=14, indent=6).split("\n")
    assert len(lines) > 1
    assert max(len(line) for line in lines) <= values.WIDTH
    assert all(line.startswith("      F") for line in lines[1:])
