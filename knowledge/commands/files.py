"""``validate`` and ``vocabulary``: what the content files say, without the store."""

from argparse import Namespace
from pathlib import Path

import settings
from knowledge import vocabulary
from knowledge.commands.registry import Commands, Exit
from knowledge.content_files import load


def validate(_: Namespace) -> Exit:
    """Check the content files."""
    content = load(settings.get().content_dir)
    print(f"{len(content.entries)} entries are valid")
    return Exit.DONE


def write_vocabulary(arguments: Namespace) -> Exit:
    """Write the words that the bot reads out of messages; an unchanged file keeps its date, so nothing is retrained."""
    path: Path = arguments.path
    text = vocabulary.export(load(settings.get().content_dir)).to_json() + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        print(f"{path} is up to date")
        return Exit.DONE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path} written")
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("validate", validate, "check the content files")
    words = commands.add("vocabulary", write_vocabulary, "write the words that the bot recognises")
    words.add_argument("path", type=Path)
