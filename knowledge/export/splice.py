"""Changes single values in the text of a content file.

Everything here returns the edits that make an old value a new one. What did not change, down to single items of a list,
keeps its text.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.export import spans, values
from knowledge.export.spans import Edit

GONE = object()
"""Instead of a value: the field is to be taken out."""
COMMENT = re.compile(r"(?:^|\s)#.*")
Fields = Mapping[str, Any]


def changes(old: Fields, new: Fields) -> dict[str, Any]:
    """Return what has to be done to the fields of a group, without those that stay."""
    names = dict.fromkeys((*old, *new))
    return {name: new.get(name, GONE) for name in names if old.get(name, GONE) != new.get(name, GONE)}


def _quote(node: Node) -> values.Quote:
    return node.style if isinstance(node, ScalarNode) and node.style in {"'", '"'} else ""


@dataclass(frozen=True)
class Splicer:
    """Finds the edits for one text."""

    text: str

    def group(self, node: MappingNode, old: Fields, new: Fields, order: Sequence[str]) -> Iterator[Edit]:
        """Do to the fields what ``new`` says; one that is not there yet comes behind its neighbour in the order."""
        if node.flow_style:
            yield self._braces(node, new)
            return
        pairs = {key.value: (key, value) for key, value in node.value}
        kept = [name for name in pairs if new.get(name) is not GONE]
        yield from self._removals(node, kept)
        for name in (name for name in kept if name in new):
            yield from self._field(*pairs[name], old.get(name), new[name])
        for name in (name for name in order if name in new and name not in pairs):
            before = next((other for other in reversed(order[: order.index(name)]) if other in kept), kept[0])
            place = spans.line_end(self.text, spans.span(self.text, *pairs[before])[1])
            yield Edit(place, place, "\n" + values.field(name, new[name], node.start_mark.column))

    def _removals(self, node: MappingNode, kept: Sequence[str]) -> Iterator[Edit]:
        """Before the first field stands the dash of the list, which has to stay."""
        first = next(key for key, _ in node.value if key.value in kept)
        if first is not node.value[0][0]:
            yield Edit(node.start_mark.index, first.start_mark.index, "")
        for key, value in node.value:
            if key.value not in kept and key.start_mark.index > first.start_mark.index:
                end = spans.span(self.text, key, value)[1]
                yield Edit(*spans.whole_lines(self.text, key.start_mark.index, end), "")

    def _braces(self, node: MappingNode, new: Fields) -> Edit:
        parts, pairs = list[str](), {key.value: (key, value) for key, value in node.value}
        for name, (key, value) in pairs.items():
            if name not in new:
                parts.append(self.text[key.start_mark.index : spans.span(self.text, key, value)[1]])
            elif new[name] is not GONE:
                parts.append(f"{name}: {values.inline(new[name], in_flow=True, quote=_quote(value))}")
        added = (name for name in new if name not in pairs)
        parts += [f"{name}: {values.inline(new[name], in_flow=True)}" for name in added]
        return Edit(node.start_mark.index + 1, node.end_mark.index - 1, ", ".join(parts))

    def _field(self, key: ScalarNode, node: Node, old: Any, new: Any) -> Iterator[Edit]:
        has_items = isinstance(old, list) and isinstance(new, list) and bool(new)
        if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict):
            yield from self.group(node, old, changes(old, new), list(new))
        elif isinstance(node, SequenceNode) and not node.flow_style and has_items:
            yield from self._items(node, old, new)
        else:
            colon, span = spans.colon(self.text, key), spans.span(self.text, key, node)
            yield self._replacement(colon, node, span, self._behind_key(key, node, new))

    def _behind_key(self, key: ScalarNode, node: Node, new: object) -> str:
        indent = key.start_mark.column + 2
        column = key.start_mark.column + spans.colon(self.text, key) - key.start_mark.index
        if isinstance(new, list) and isinstance(node, SequenceNode) and node.flow_style:
            return " " + values.bracketed(new, column=node.start_mark.column, indent=indent)
        if isinstance(new, str):
            return values.string_behind(new, column=column, indent=indent, quote=_quote(node))
        return values.behind_key(new, column=column, indent=indent)

    def _items(self, node: SequenceNode, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Edit]:
        before, after = ([json.dumps(item, sort_keys=True) for item in items] for items in (old, new))
        nodes, column = node.value, node.start_mark.column
        for operation, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if operation == "equal":
                continue
            common = min(i_end - i, j_end - j)
            for position in range(common):
                yield from self._item(nodes[i + position], old[i + position], new[j + position], column)
            for gone in nodes[i + common : i_end]:
                yield Edit(*spans.whole_lines(self.text, self._dash(gone, column), spans.end(self.text, gone)), "")
            yield from self._added(nodes, i + common, new[j + common : j_end], column)

    def _added(self, nodes: Sequence[Node], position: int, new: Sequence[object], column: int) -> Iterator[Edit]:
        lines = [values.item(item, column) for item in new]
        if lines and position:
            place = spans.line_end(self.text, spans.end(self.text, nodes[position - 1]))
            yield Edit(place, place, "".join(f"\n{line}" for line in lines))
        elif lines:
            place = spans.line_start(self.text, self._dash(nodes[0], column))
            yield Edit(place, place, "".join(f"{line}\n" for line in lines))

    def _item(self, node: Node, old: Any, new: Any, column: int) -> Iterator[Edit]:
        if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict):
            yield from self.group(node, old, changes(old, new), list(new))
            return
        text = values.item(new, column)[column + 1 :]
        yield self._replacement(
            self._dash(node, column) + 1, node, (node.start_mark.index, spans.end(self.text, node)), text
        )

    def _dash(self, node: Node, column: int) -> int:
        """Return where the dash of an item stands; with a comment behind it that is not the item's own line."""
        line = spans.line_start(self.text, node.start_mark.index)
        while self.text[line + column] != "-":
            line = spans.line_start(self.text, line - 1)
        return line + column

    def _replacement(self, anchor: int, node: Node, span: tuple[int, int], text: str) -> Edit:
        """Put the text behind the anchor, which is a colon or a dash; a comment on that line stays on it."""
        start, end = span
        if spans.is_inline(node) and "\n" not in text:
            return Edit(start, end, text if start == anchor else text[1:])
        first, *rest = text.split("\n")
        head = f"{first}  {comment}" if (comment := self._comment(anchor, node, span)) else first
        stop = end if isinstance(node, ScalarNode) and not spans.is_inline(node) else spans.line_end(self.text, end)
        return Edit(anchor, stop, "\n".join([head, *rest]))

    def _comment(self, anchor: int, node: Node, span: tuple[int, int]) -> str:
        """Return the comment on the line of the colon or dash."""
        start, end = span
        place = anchor
        if start < spans.line_end(self.text, anchor):
            place = end if spans.is_inline(node) else start
        found = COMMENT.search(self.text, place, spans.line_end(self.text, place))
        return found.group().strip() if found else ""
