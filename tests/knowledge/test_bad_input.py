"""Files that are broken or hostile are refused with their place, before they cost memory or time."""

from pathlib import Path

import pytest

from knowledge.content_files import load
from knowledge.problems import ContentError
from knowledge.yaml_plain import MAX_BYTES
from tests.knowledge.content_folder import GLOSSARY, term, write

NAME = "glossary/a.yml"
LAUGHS = "a0: &a0 [ha]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(30))


def refused(folder: Path, content: str | bytes) -> str:
    """Return the single problem of the folder with this file."""
    write(folder, NAME, content)
    with pytest.raises(ContentError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LAUGHS, ":1: plain values are expected, without anchors (&) and aliases (*)"),
        ("kind: &k glossary\nentries: []\n", ":1: plain values are expected, without anchors (&) and aliases (*)"),
        ("kind: glossary\nentries: *e\n", ":2: plain values are expected, without anchors (&) and aliases (*)"),
        ("kind: glossary\nentries: &e [*e]\n", ":2: plain values are expected, without anchors (&) and aliases (*)"),
        ("kind: !!python/object:os.system x\n", ":1: plain values are expected, without tags (!)"),
        ("kind: glossary\nentries: !own []\n", ":2: plain values are expected, without tags (!)"),
        ("kind: glossary\nentries: " + "[" * 20_000, ":2: at most 12 levels are expected"),
        ("kind: glossary\nkind: faq\n", ':2: readable YAML is expected (found duplicate key "kind"'),
        ("kind: glossary\nentries: []\n---\nkind: faq\n", ":3: readable YAML is expected (but found another document)"),
        ("kind: glossary\n\tentries: []\n", ":2: readable YAML is expected (found character '\\t'"),
        ("kind: glossary\nentries: ['\0']\n", ":2: text without the character #x0000 is expected"),
        ("kind: glossary\nentries: [\x1b]\n", ":2: text without the character #x001b is expected"),
        ("", ": the fields kind, defaults and entries are expected"),
    ],
)
def test_a_file_that_is_not_plain_yaml_is_refused(folder: Path, text: str, expected: str) -> None:
    assert refused(folder, text).startswith(NAME + expected)


def test_a_field_may_stand_only_once_in_an_entry(folder: Path) -> None:
    problem = refused(folder, GLOSSARY + "  - id: a\n    term: A\n    term: B\n    definition: C.\n")
    assert problem.startswith(f'{NAME}:11: readable YAML is expected (found duplicate key "term"')


def test_a_huge_file_is_refused_before_it_is_parsed(folder: Path) -> None:
    assert refused(folder, "#" * MAX_BYTES + "\n") == f"{NAME}: at most 512 KB are expected; split the file"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused(folder: Path, encoding: str) -> None:
    problem = refused(folder, "kind: glossary\n# größer\n".encode(encoding))
    assert "readable YAML in UTF-8 is expected" in problem


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("checked_on: 2026-02-30", "checked_on: a day YYYY-MM-DD is expected"),
        ("checked_on: 2026-02-03T10:00:00", "checked_on: a day YYYY-MM-DD is expected"),
        ("as_of: 2026-02-30", "as_of: 2026-02-30 is not a day of the calendar"),
        ('synonyms: ["a\\0b"]', "synonyms.0: text without tabs and invisible characters is expected"),
        ("synonyms: [[a]]", "synonyms.0: text is expected"),
        ("synonyms: {a: b}", "synonyms: a list is expected"),
        ("1: a", "1: the name of a field is expected"),
        ("? [a, b]\n    : c", "('a', 'b'): the name of a field is expected"),
    ],
)
def test_a_value_of_another_type_is_named_with_its_field(folder: Path, fields: str, expected: str) -> None:
    problem = refused(folder, f"{GLOSSARY}  - id: a\n    term: A\n    definition: B.\n    {fields}\n")
    assert problem.startswith(tuple(f"{NAME}:{line}: a: {expected}" for line in (9, 12)))  # 9: a key without a line


@pytest.mark.parametrize("value", ["[a]", "{a: b}", "7", "2030-01-01"])
def test_an_id_that_is_no_text_is_refused(folder: Path, value: str) -> None:
    assert "id: text is expected" in refused(folder, GLOSSARY + term(value))


@pytest.mark.parametrize("field", ["id", "parent", "level"])
def test_a_region_s_frame_is_text(folder: Path, field: str) -> None:
    fields = {"id": "a", "level": "kreis", "name": "A", "parent": "a", field: "[a]"}
    text = (
        GLOSSARY.replace("glossary", "region")
        + f"  - {{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}\n"
    )
    write(folder, NAME, text)
    with pytest.raises(ContentError, match=f"{field}: "):
        load(folder)


def test_a_number_without_end_is_refused(folder: Path) -> None:
    programme = "  - {id: a, name: A, level: eu, instrument: B, availability: open, summary: C., area: germany, "
    head = GLOSSARY.replace("glossary", "funding")
    problem = refused(folder, head + programme + f"max_grant_eur: {'9' * 5000}}}\n")
    assert problem == f"{NAME}:9: a: max_grant_eur: a whole number is expected"


@pytest.mark.parametrize("text", ["\ufeff" + GLOSSARY + term(), (GLOSSARY + term()).replace("\n", "\r\n")])
def test_marks_and_line_ends_of_other_systems_are_read(folder: Path, text: str) -> None:
    write(folder, NAME, text)
    assert load(folder).entries["schraube"].title == "Schraube"


def test_lines_are_counted_with_other_line_ends_too(folder: Path) -> None:
    text = (GLOSSARY + term(more="colour: blue")).replace("\n", "\r\n")
    assert refused(folder, text) == f"{NAME}:9: schraube: colour: no field of this name exists for this kind"
