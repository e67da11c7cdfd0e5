"""``search``: what a question finds in the store, and why."""

from argparse import Namespace

from knowledge.commands import tables
from knowledge.commands.registry import Commands, Exit
from knowledge.search import Hit
from knowledge.snapshot import snapshot

COLUMNS = ("kind", "id", "title", "score", "confidence", "covered", "known words")


def search(arguments: Namespace) -> Exit:
    """Show what a question finds."""
    index = snapshot().index
    rows = [
        (hit.entry.kind, hit.entry.id, hit.entry.title, *_numbers(hit), ", ".join(hit.matched_terms))
        for hit in index.rank(arguments.query, limit=5)
    ]
    print(f"decision: {index.search(arguments.query).decision}")
    tables.show(COLUMNS, rows)
    return Exit.DONE


def _numbers(hit: Hit) -> tuple[str, ...]:
    return tuple(f"{number:.2f}" for number in (hit.score, hit.confidence, hit.covered))


def register(commands: Commands) -> None:
    """Add the command of this module."""
    commands.add("search", search, "show what a question finds").add_argument("query")
