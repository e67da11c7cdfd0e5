"""Brings changed and new entries into the text of one content file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.nodes import ScalarNode

from knowledge import yaml_plain
from knowledge.export import spans, values
from knowledge.export.spans import Edit
from knowledge.export.splice import GONE, Splicer, changes
from knowledge.schema import MODELS, AnyEntry
from knowledge.yaml_files import RawEntry, entries_in

INDENT = 2


def said(entry: AnyEntry) -> dict[str, Any]:
    """Return what the entry says beyond the schema's defaults, in the schema's order."""
    return entry.model_dump(exclude_defaults=True)


def _is_needless(raw: RawEntry, defaults: Mapping[str, object], name: str, new: AnyEntry) -> bool:
    """Whether the schema's default is meant, and is what the entry gets without naming the field."""
    if name in said(new):
        return False
    rest = {key: own for key, own in raw.own.items() if key != name}
    try:
        entry = MODELS[raw.kind].model_validate({**defaults, **rest})
    except ValidationError:
        return False
    return bool(entry.model_dump()[name] == new.model_dump()[name])


def _targets(raw: RawEntry, defaults: Mapping[str, object], old: AnyEntry, new: AnyEntry) -> dict[str, Any]:
    """Return what each changed field has to be in the file."""
    wanted = {**new.model_dump(), **said(new)}
    names = changes(old.model_dump(), new.model_dump())
    return {name: GONE if _is_needless(raw, defaults, name, new) else wanted[name] for name in names}


def _new_entry(entry: AnyEntry, defaults: Mapping[str, object], indent: int) -> str:
    """Write an entry that no file has, with all that the file's defaults would say differently."""
    wanted = {**entry.model_dump(include=set(defaults)), **said(entry)}
    names = (name for name in type(entry).model_fields if name in wanted)
    lines = "\n".join(values.field(name, wanted[name], indent + 2) for name in names)
    return f"{' ' * indent}- {lines.lstrip()}"


@dataclass(frozen=True)
class EntriesText:
    """The text of a content file without mistakes."""

    file: str
    text: str

    def rewritten(self, changed: Sequence[tuple[AnyEntry, AnyEntry]], added: Sequence[AnyEntry]) -> str:
        """Return the text with entries, given as they are in it and as they shall be, changed, and others added."""
        raw = entries_in(self.text, self.file)
        document: Any = yaml_plain.compose(self.text)
        key, entries = next((key, value) for key, value in document.value if key.value == "entries")
        places = {one.id: (one, node) for one, node in zip(raw.entries, entries.value, strict=True)}
        splicer, edits = Splicer(self.text), list[Edit]()
        for old, new in changed:
            one, node = places[old.id]
            targets = _targets(one, raw.defaults, old, new)
            edits += splicer.group(node, said(old), targets, list(type(old).model_fields))
        if added:
            edits.append(self._addition(key, entries, raw.defaults, added))
        return spans.apply(self.text, edits)

    def _addition(
        self, key: ScalarNode, entries: Any, defaults: Mapping[str, object], added: Sequence[AnyEntry]
    ) -> Edit:
        end = spans.span(self.text, key, entries)[1]
        indent = entries.start_mark.column if entries.value and not entries.flow_style else INDENT
        lines = "".join(f"\n{_new_entry(entry, defaults, indent)}" for entry in added)
        if entries.value:
            place = spans.line_end(self.text, end)
            return Edit(place, place, lines)
        return Edit(spans.colon(self.text, key), end, lines)
