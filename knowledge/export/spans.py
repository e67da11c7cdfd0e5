"""Where values stand in a file's text."""

from dataclasses import dataclass

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode


@dataclass(frozen=True)
class Edit:
    """Replace the characters from ``start`` up to ``end`` by the text."""

    start: int
    end: int
    text: str


def apply(text: str, edits: list[Edit]) -> str:
    """Return the text with all edits made; edits at the same place keep their order. Line breaks become the text's."""
    line_break = "\r\n" if "\r\n" in text else "\n"
    pieces, position = list[str](), 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], edit.text.replace("\n", line_break)]
        position = edit.end
    return "".join([*pieces, text[position:]])


def line_start(text: str, index: int) -> int:
    """Return where the line of this character begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the line of this character ends, before its line break."""
    found = text.find("\n", index)
    end = len(text) if found < 0 else found
    return end - 1 if end > index and text[end - 1] == "\r" else end


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of all lines that these characters stand on, with the line break before the first of them."""
    first = line_start(text, start)
    return line_end(text, line_start(text, first - 1)), line_end(text, end)


def is_inline(node: Node) -> bool:
    """Whether the value begins on its key's line; brackets and quotation marks may go on below."""
    if isinstance(node, CollectionNode):
        return bool(node.flow_style)
    return not (isinstance(node, ScalarNode) and node.style in {"|", ">"})


def colon(text: str, key: ScalarNode) -> int:
    """Return the index behind the colon of a key."""
    return text.index(":", key.end_mark.index) + 1


def end(text: str, node: Node) -> int:
    """Return the index behind the last character of a value: comments and empty lines after it do not belong to it."""
    if is_inline(node):
        return int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return int(node.start_mark.index) + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    if isinstance(node, MappingNode):
        return span(text, *node.value[-1])[1]
    return end(text, node.value[-1])


def span(text: str, key: ScalarNode, value: Node) -> tuple[int, int]:
    """Return where the value of a key begins and ends; both are behind the colon when there is none."""
    if value.start_mark.index == value.end_mark.index:
        return colon(text, key), colon(text, key)
    return int(value.start_mark.index), end(text, value)
