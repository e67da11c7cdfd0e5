"""Writes values as YAML in the style of the content files.

Text that belongs behind ``key:`` begins with a blank or a line break. Columns and indents are counted from 0.
"""

import json
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from knowledge import yaml_plain

WIDTH = 120
Quote = Literal["'", '"', ""]


def _is_itself(text: str, *, in_flow: bool) -> bool:
    """Whether the text needs no quotation marks: read back it is this text, and not a number, a comment or a list."""
    document = f"[{text}]" if in_flow else f"key: {text}"
    try:
        read = yaml_plain.load(document)
    except yaml_plain.UnreadableYamlError:
        return False
    return bool(read == ([text] if in_flow else {"key": text}))


def _string(text: str, *, in_flow: bool, quote: Quote) -> str:
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if quote == "" and "\n" not in text and _is_itself(text, in_flow=in_flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def inline(value: object, *, in_flow: bool = False, quote: Quote = "") -> str:
    """Write a value on one line; within a list or group in brackets more has to be quoted."""
    if isinstance(value, str):
        return _string(value, in_flow=in_flow, quote=quote)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {inline(item, in_flow=True)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(item, in_flow=True) for item in value) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def bracketed(values: Sequence[object], *, column: int, indent: int) -> str:
    """Write a list in brackets that begins at a column, with line breaks where it gets too wide."""
    if not values:
        return "[]"
    lines, used = ["["], column + 1
    for position, value in enumerate(values):
        item = inline(value, in_flow=True) + ("]" if position == len(values) - 1 else ",")
        blank = "" if lines[-1] == "[" else " "
        if blank and used + len(blank) + len(item) > WIDTH:
            lines.append(" " * indent)
            used, blank = indent, ""
        lines[-1] += blank + item
        used += len(blank) + len(item)
    return "\n".join(lines)


def _block(text: str, indent: int) -> str:
    """Write a long text below its key, or in quotation marks where line breaks would not keep its blanks."""
    lines = text.split("\n")
    if len(lines) > 1 and all(line == line.strip() for line in lines) and lines[0] and lines[-1]:
        return "\n".join([" |-", *(" " * indent + line if line else "" for line in lines)])
    if len(lines) > 1 or "  " in text:
        return " " + inline(text, quote='"')
    wrapped = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join([" >-", *(" " * indent + line for line in wrapped)])


def string_behind(text: str, *, column: int, indent: int, quote: Quote = "") -> str:
    """Write a text behind its key or dash, which ends at the column."""
    line = " " + inline(text, quote=quote)
    fits = column + len(line) <= WIDTH or " " not in text
    return line if "\n" not in text and fits else _block(text, indent)


def item(value: object, indent: int) -> str:
    """Write an item of a list that is written line by line."""
    behind = (
        string_behind(value, column=indent + 1, indent=indent + 2) if isinstance(value, str) else f" {inline(value)}"
    )
    return f"{' ' * indent}-{behind}"


def behind_key(value: object, *, column: int, indent: int) -> str:
    """Write a value behind its key, which ends at the column: on the same line if it fits, else below."""
    if isinstance(value, str):
        return string_behind(value, column=column, indent=indent)
    line = " " + inline(value)
    if column + len(line) <= WIDTH or not value:
        return line
    if isinstance(value, Mapping):
        return "".join(f"\n{field(key, part, indent)}" for key, part in value.items())
    if isinstance(value, Sequence):
        return "".join(f"\n{item(part, indent)}" for part in value)
    return line


def field(key: str, value: object, indent: int) -> str:
    """Write a field on lines of its own, without the line break at its end."""
    return f"{' ' * indent}{key}:{behind_key(value, column=indent + len(key) + 1, indent=indent + 2)}"
