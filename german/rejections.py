"""What a text names only to reject it: "60, nicht 45", "statt Ulm", "Bretten war falsch, wir sind in Bruchsal"."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from german.analysis import tokenise
from german.lexicon import words

_REJECTING = words("rejecting")
_BETWEEN = words("between_rejecting")
_WRONG = words("wrong")
_IS = words("is_wrong")
_REACH = 40
"""Letters around a mention in which the rejecting words stand."""


class Mention(Protocol):
    """Something that was found in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


M = TypeVar("M", bound=Mention)


def is_rejected(text: str, mention: Mention) -> bool:
    """Tell whether a mention follows "nicht", "statt" or the like, or is said to be wrong."""
    return _follows_no(text, mention.start) or _is_wrong(text, mention.end)


def _follows_no(text: str, start: int) -> bool:
    """Tell whether a rejecting word stands before, with at most small words between."""
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


def _is_wrong(text: str, end: int) -> bool:
    """Tell whether "war falsch" or the like stands behind."""
    behind = text[end : end + _REACH]
    said = [token.folded for token in tokenise(behind)[:2]]
    return len(said) == 2 and not behind[:1].strip() and said[0] in _IS and said[1] in _WRONG


def rejected(text: str, mentions: Iterable[M]) -> list[M]:
    """Return the mentions that the text rejects."""
    return [mention for mention in mentions if is_rejected(text, mention)]


def meant(text: str, mentions: Iterable[M]) -> list[M]:
    """Return the mentions that the text does not reject; all of them if it rejects all, for it may only say less."""
    found = list(mentions)
    return [mention for mention in found if not is_rejected(text, mention)] or found
