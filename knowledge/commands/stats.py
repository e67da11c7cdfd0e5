"""``stats``: figures about the store."""

from argparse import Namespace

from knowledge import clock, store
from knowledge.commands import tables
from knowledge.commands.registry import Commands, Exit
from knowledge.store_statistics import statistics
from storage import database


def show_statistics(_: Namespace) -> Exit:
    """Show counts, words and shares."""
    with database.reading() as session:
        figures = statistics(store.entries(session, only_published=False), today=clock.today())
    for name, counts in figures.counts.items():
        tables.show((name, "entries"), counts.items())
    words = [(kind, words.total, f"{words.median:g}") for kind, words in figures.words.items()]
    tables.show(("kind", "words", "median of an entry"), words)
    tables.show(("what", "share"), figures.shares.items())
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    commands.add("stats", show_statistics, "count entries, words and next questions")
