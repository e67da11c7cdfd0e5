"""A table for a terminal; imports nothing of Rasa, so that benchmarks of other parts can use it, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with its first column to the left and all others to the right."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join([title, *(f"  {_aligned(line, widths)}" for line in lines)])


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
    return "  ".join([line[0].ljust(widths[0]), *cells])
