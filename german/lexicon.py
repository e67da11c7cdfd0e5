"""The word lists in data/*.txt, read once."""

from functools import cache
from pathlib import Path


def words(name: str) -> frozenset[str]:
    """Return a list of single words."""
    return frozenset(_lists()[name].split())


def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """Return a list of phrases, which commas part, each as its words."""
    return frozenset(tuple(phrase.split()) for phrase in _lists()[name].split(","))


def names(beginning: str) -> list[str]:
    """Return the names of the lists that begin so, in the order of the files."""
    return [name for name in _lists() if name.startswith(beginning)]


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / "data").glob("*.txt")):
        name = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                name = line.strip("[]")
            elif not line.startswith("#"):
                lists[name] = f"{lists.get(name, '')} {line}"
    return lists
