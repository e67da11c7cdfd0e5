"""Which of the choices that a question offers is meant by an answer in words."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from bot.actions import texts
from bot.actions.replies import Button
from german.analysis import is_stop_word, tokenise

INFORM = "/inform"


def position(folded: Collection[str], number: int) -> int | None:
    """Return the position that "der erste", "Nummer 2" or "das letzte" means among so many choices."""
    words = texts.section("need_words")
    for index, ordinal in enumerate(words["ordinals"][:number]):
        if not set(ordinal).isdisjoint(folded):
            return index
    return number - 1 if not set(words["last"]).isdisjoint(folded) else None


def _stems(text: str) -> set[str]:
    return {token.stem for token in tokenise(text) if not is_stop_word(token.folded)}


def by_title(text: str, titles: Sequence[str]) -> int | None:
    """Return the position of the one title that shares most words with the text; None if none or several do."""
    said = _stems(text)
    shared = [len(said & _stems(title)) for title in titles]
    most = max(shared, default=0)
    return shared.index(most) if most and shared.count(most) == 1 else None


def pressed_in_words(text: str, buttons: Sequence[Button], slot: str) -> Any:
    """Return the value of the button whose title was typed, or nearly so; None if none was."""
    offered = [button for button in buttons if button["payload"].startswith(INFORM)]
    found = by_title(text, [button["title"] for button in offered])
    return None if found is None else json.loads(offered[found]["payload"].removeprefix(INFORM)).get(slot)
