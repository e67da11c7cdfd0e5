"""Words that mean the same in a domain: each group is one concept."""

from collections.abc import Iterable, Iterator, Sequence

from german.analysis import Token, is_stop_word, tokenise
from german.normalise import fold

LONGEST = 3
"""Words of a phrase in a group, stop words not counted."""
MARK = "~"
"""Begins the name of a concept, so that none is mistaken for a stem."""


class Synonyms:
    """Finds the concepts of a text's words, by stem; a phrase is found when its words stand in a row.

    Args:
        groups: words or phrases; the first of each group names its concept. A member of several groups belongs to the
            first one.
    """

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._concepts: dict[tuple[str, ...], str] = {}
        for group in groups:
            for member in group:
                if stems := _stems(tokenise(member)):
                    self._concepts.setdefault(stems, MARK + fold(group[0]))

    def of(self, stem: str) -> str | None:
        """Return the concept of a single word's stem."""
        return self._concepts.get((stem,))

    def phrases(self, tokens: Sequence[Token]) -> Iterator[tuple[range, str]]:
        """Yield where phrases of two or more words stand, as positions in ``tokens``, and their concepts."""
        content = [position for position, token in enumerate(tokens) if not is_stop_word(token.folded)]
        for first in range(len(content)):
            for length in range(min(LONGEST, len(content) - first), 1, -1):
                places = content[first : first + length]
                if concept := self._concepts.get(tuple(tokens[place].stem for place in places)):
                    yield range(places[0], places[-1] + 1), concept
                    break


def _stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens if not is_stop_word(token.folded))
