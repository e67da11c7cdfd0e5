"""``search``: what a question finds in the store, and why."""

from argparse import Namespace

from rich.console import Console
from rich.table import Table

from knowledge.commands.registry import Commands, Exit
from knowledge.snapshot import snapshot


def search(arguments: Namespace) -> Exit:
    """Show what a question finds."""
    index = snapshot().index
    table = Table("kind", "id", "title", "score", "confidence", "covered", "known words")
    for hit in index.rank(arguments.query, limit=5):
        entry, numbers = hit.entry, (f"{hit.score:.2f}", f"{hit.confidence:.2f}", f"{hit.covered:.2f}")
        table.add_row(entry.kind, entry.id, entry.title, *numbers, ", ".join(hit.matched_terms))
    console = Console()
    console.print(f"decision: {index.search(arguments.query).decision}")
    console.print(table)
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    commands.add("search", search, "show what a question finds").add_argument("query")
