"""How commands show rows: as a table on the terminal, and as a CSV file for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = Sequence[object]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def show(columns: Sequence[str], rows: Iterable[Row], *, title: str | None = None) -> None:
    """Print a table."""
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))  # as text: brackets in it are no markup
    Console().print(table)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write what spreadsheets open with a double click: semicolons, UTF-8 with its mark, and no cell is a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns)
        writer.writerows([_harmless(_cell(value)) for value in row] for row in rows)
    print(f"{path} written")
