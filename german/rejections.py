"""What a text names only to reject it: "60, nicht 45", "statt Ulm", "keine Förderung, sondern Weiterbildung"."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from german.analysis import tokenise
from german.lexicon import words

_REJECTING = words("rejecting")
_BETWEEN = words("between_rejecting")
_REACH = 40
"""Letters before a mention in which the rejecting word stands."""


class Mention(Protocol):
    """Something that was found in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""


M = TypeVar("M", bound=Mention)


def is_rejected(text: str, start: int) -> bool:
    """Tell whether what begins at `start` follows "nicht", "statt" or the like, with at most small words between."""
    before = text[max(0, start - _REACH) : start]
    end = len(before)
    for token in reversed(tokenise(before)):
        if before[token.end : end].strip():
            return False
        if token.folded in _REJECTING:
            return True
        if token.folded not in _BETWEEN:
            return False
        end = token.start
    return False


def rejected(text: str, mentions: Iterable[M]) -> list[M]:
    """Return the mentions that the text rejects."""
    return [mention for mention in mentions if is_rejected(text, mention.start)]


def meant(text: str, mentions: Iterable[M]) -> list[M]:
    """Return the mentions that the text does not reject; all of them if it rejects all, for it may only say less."""
    found = list(mentions)
    return [mention for mention in found if not is_rejected(text, mention.start)] or found
