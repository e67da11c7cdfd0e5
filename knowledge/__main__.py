"""Commands for operators: ``python -m knowledge validate | import | vocabulary PATH | search "…"``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

import settings
from knowledge import vocabulary
from knowledge.content_files import Content, load
from knowledge.importing import import_content
from knowledge.problems import ContentError
from knowledge.snapshot import snapshot
from storage import database, migrate


def _load() -> Content:
    return load(settings.get().content_dir)


def validate() -> None:
    """Check the content files."""
    content = _load()
    print(f"{len(content.entries)} entries are valid")


def import_() -> None:
    """Bring the tables up to date and the content files into the store."""
    content = _load()
    migrate.upgrade(database.engine())
    with database.transaction() as session:
        report = import_content(session, content)
    print(report)


def write_vocabulary(path: Path) -> None:
    """Write the words that the bot reads out of messages; an unchanged file keeps its date, so nothing is retrained."""
    text = vocabulary.export(_load()).to_json() + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        print(f"{path} is up to date")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path} written")


def search(query: str) -> None:
    """Show what a question finds in the store, and why."""
    index = snapshot().index
    table = Table("kind", "id", "title", "score", "confidence", "covered", "known words")
    for hit in index.rank(query, limit=5):
        entry, numbers = hit.entry, (f"{hit.score:.2f}", f"{hit.confidence:.2f}", f"{hit.covered:.2f}")
        table.add_row(entry.kind, entry.id, entry.title, *numbers, ", ".join(hit.matched_terms))
    console = Console()
    console.print(f"decision: {index.search(query).decision}")
    console.print(table)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Check, import and try out the knowledge.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("validate", help="check the content files")
    commands.add_parser("import", help="bring the content files into the store")
    commands.add_parser("vocabulary", help="write the words that the bot recognises").add_argument("path", type=Path)
    commands.add_parser("search", help="show what a question finds").add_argument("query")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status; mistakes in the content go to stderr."""
    chosen = _parser().parse_args(arguments)
    try:
        match chosen.command:
            case "validate":
                validate()
            case "import":
                import_()
            case "vocabulary":
                write_vocabulary(chosen.path)
            case _:
                search(chosen.query)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problems; nothing was changed", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
