"""Small content folders, plainly fictitious."""

from pathlib import Path

HEAD = """\
kind: {kind}
defaults:
  topics: [schrauben]
  source: {{title: Fantasiequelle}}
  checked_on: 2030-01-01
  review_by: 2030-07-01
  confidence: high
entries:
"""
GLOSSARY = HEAD.format(kind="glossary")
TERM = "  - {{id: {id}, term: Schraube, definition: Ein Ding mit Gewinde.{more}}}\n"


def write(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_taxonomy(folder: Path) -> None:
    write(folder, "taxonomy/topics.yml", "- {id: schrauben, label: Schrauben, keywords: [Schraube]}\n")
    write(folder, "taxonomy/sectors.yml", "- {id: uhren, label: Uhren, keywords: [Uhr]}\n")
    write(folder, "taxonomy/goals.yml", "- {id: funding, label: Förderung, keywords: [Zuschuss]}\n")


def term(entry_id: str = "schraube", more: str = "") -> str:
    return TERM.format(id=entry_id, more=f", {more}" if more else "")
