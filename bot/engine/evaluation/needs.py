"""How much of what a first message says reaches the dialogue, measured with ``tests/nlu/needs.yml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rasa.shared.exceptions import RasaException
from rasa.shared.utils.io import read_yaml_file

from bot.engine import model
from bot.engine.evaluation.first_message import SlotFilling
from bot.engine.evaluation.intent_metrics import Scores, scores
from bot.engine.evaluation.sets import SetError
from bot.engine.evaluation.understanding import Understand

PARTS = ("development", "held_out")
SLOTS = (
    "goal", "second_goal", "topic", "second_topic", "sector", "company_size", "turnover", "balance", "age", "place",
    "outside_state", "stage", "purpose", "audience",
)  # fmt: skip
ALL = "all slots"
"""Name of the row that counts every slot of every sentence (micro average)."""
FILLED = "all, filled at once"

Pairs = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
"""Per sentence what is right and what was found."""


@dataclass(frozen=True)
class Need:
    """A sentence with the slots that it fills; bounds are ``[low, high]``, a place is the list of its regions."""

    text: str
    slots: Mapping[str, Any]


def path() -> Path:
    """Return the file of the needs."""
    return model.ROOT / "tests" / "nlu" / "needs.yml"


def load(file: Path, today: date) -> dict[str, list[Need]]:
    """Read the needs of both parts; ``age: {founded: 2019}`` becomes the years until `today`.

    Raises:
        SetError: the file is missing or not of this form; the message names the place.
    """
    try:
        content = read_yaml_file(file)
    except RasaException as error:
        raise SetError(f"{file}: {error}") from error
    if not isinstance(content, dict) or tuple(content) != PARTS:
        raise SetError(f"{file}: expected {' and '.join(PARTS)}")
    return {
        part: [_need(entry, f"{file}, {part} {number}", today) for number, entry in enumerate(content[part], start=1)]
        for part in PARTS
    }


def _need(entry: Any, where: str, today: date) -> Need:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or set(entry) - {"text", "slots"}:
        raise SetError(f"{where}: expected a text and its slots, not {entry!r}")
    slots = dict(entry.get("slots", {}))
    if unknown := sorted(set(slots) - set(SLOTS)):
        raise SetError(f"{where}: unknown slot {unknown[0]!r}")
    if isinstance(slots.get("age"), dict):
        years = today.year - slots["age"]["founded"]
        slots["age"] = [max(years - 1, 0), years]
    return Need(entry["text"], slots)


def measure(understand: Understand, needs: Sequence[Need], filling: SlotFilling) -> list[Scores]:
    """Return the scores of each slot that is right or read somewhere, and those of all together.

    A value that is not the right one counts against precision and recall. The last row counts only what the mappings
    of the domain fill at once, before anything is asked.
    """
    understood = [(need.slots, understand(need.text)) for need in needs]
    read = [(gold, plain(filling.read(one))) for gold, one in understood]
    filled = [(gold, plain(filling.filled(one))) for gold, one in understood]
    counts = {name: _counts(name, read) for name in SLOTS}
    rows = [scores(name, *count) for name, count in counts.items() if any(count)]
    return [*rows, _together(ALL, read), _together(FILLED, filled)]


def plain(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the slots as the file has them."""
    return {name: _plain(name, slots[name]) for name in SLOTS if name in slots}


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if name == "place":
        return list(value["ids"])
    return [value["low"], value["high"]] if "low" in value else value["name"]


def _together(title: str, pairs: Pairs) -> Scores:
    columns = zip(*(_counts(name, pairs) for name in SLOTS), strict=True)
    return scores(title, *(sum(column) for column in columns))


def _counts(name: str, pairs: Pairs) -> tuple[int, int, int]:
    """Return how often a slot was found rightly, found at all, and should have been."""
    right = sum(name in gold and gold[name] == found.get(name) for gold, found in pairs)
    return right, sum(name in found for _, found in pairs), sum(name in gold for gold, _ in pairs)
