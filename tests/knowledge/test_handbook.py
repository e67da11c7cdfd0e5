"""The editors' handbook names everything that they can write, type and read."""

import argparse
import re
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

import knowledge
from knowledge.__main__ import GROUPS
from knowledge.commands.registry import Commands, Exit
from knowledge.due import Reason
from knowledge.links.checking import State
from knowledge.schema import MODELS, Entry, Place, Source, Term
from tests.knowledge.conftest import CONTENT

ROOT = CONTENT.parents[1]
HANDBOOK = (ROOT / "docs" / "handbuch-wissen.md").read_text(encoding="utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^##+ ([^\n]*)\n(.*?)(?=^##|\Z)", HANDBOOK, re.MULTILINE | re.DOTALL))
COMMON = SECTIONS["Felder für alle Arten"]


def section(kind: str) -> str:
    return next(text for title, text in SECTIONS.items() if title.endswith(f"`{kind}`"))


def rows(text: str) -> dict[str, str]:
    """Return the rows of a section's table by their first cell."""
    return {str(cell): str(rest) for cell, rest in re.findall(r"^\| `([^`]+)` \| (.*)", text, re.MULTILINE)}


def values_of(annotation: Any) -> set[str]:
    """Return the fixed values that a field may have."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {member.value for member in annotation}
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {value for part in get_args(annotation) for value in values_of(part)}


def test_every_field_that_all_entries_have_is_explained() -> None:
    assert rows(COMMON).keys() == {*Entry.model_fields, "kind"}


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_a_kind_is_explained(kind: str) -> None:
    assert rows(section(kind)).keys() == MODELS[kind].model_fields.keys() - {*Entry.model_fields, "kind"}


@pytest.mark.parametrize(("model", "text"), [(Source, COMMON), (Place, section("region"))])
def test_the_fields_of_groups_are_explained(model: type[BaseModel], text: str) -> None:
    assert all(re.search(rf"`{name}[`:]", text) for name in model.model_fields)


def test_the_fields_of_topics_sectors_and_goals_are_explained() -> None:
    text = SECTIONS["Themen, Branchen, Ziele und gleichbedeutende Wörter"]
    assert rows(text).keys() == Term.model_fields.keys()


@pytest.mark.parametrize("kind", MODELS)
def test_required_fields_are_marked(kind: str) -> None:
    explained = {**rows(COMMON), **rows(section(kind))}
    for name, field in MODELS[kind].model_fields.items():
        if name != "kind":
            assert explained[name].startswith("ja ") is field.is_required(), name


@pytest.mark.parametrize("kind", MODELS)
def test_every_fixed_value_is_named(kind: str) -> None:
    availability_of_courses, kinds = section("funding"), SECTIONS["Wo die Einträge stehen"]
    texts = COMMON + section(kind) + availability_of_courses + kinds
    for name, field in MODELS[kind].model_fields.items():
        missing = {value for value in values_of(field.annotation) if f"`{value}`" not in texts}
        assert not missing, name


@pytest.mark.parametrize("message", rows(SECTIONS["Fehlermeldungen"]))
def test_every_message_exists(message: str) -> None:
    """Also those of ruamel.yaml, which are passed on."""
    sources = [path.read_text(encoding="utf-8") for path in Path(knowledge.__path__[0]).rglob("*.py")]
    assert any(message in source for source in sources) or message == "found duplicate key"


def test_every_command_is_named() -> None:
    names = list[str]()

    class Listed(Commands):
        def add(self, name: str, *arguments: Any, **options: Any) -> Any:
            names.append(name)
            return super().add(name, *arguments, **options)

    listed = Listed(argparse.ArgumentParser())
    for group in GROUPS:
        group.register(listed)
    assert {row.split()[0] for row in rows(SECTIONS["Befehle"])} == set(names)


def test_what_commands_answer_is_explained() -> None:
    assert rows(SECTIONS["Prüftermine"]).keys() == {reason.value for reason in Reason}
    assert all(f"`{state.value}`" in SECTIONS["Prüftermine"] for state in State if state is not State.OK)
    assert all(f"{code.value} " in SECTIONS["Befehle"] for code in Exit)
