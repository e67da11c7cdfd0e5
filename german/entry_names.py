"""Names of entries (programmes, courses, terms) in a text: as they are written, not word by word like keywords."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from german.analysis import LONGEST_WORD, Token, is_stop_word, tokenise
from german.keywords import Keyword
from german.lexicon import words
from german.normalise import clean

SHORTEST_LONG = 8
"""Letters of a name from which one typo is forgiven, and from which it is known as the front of a compound."""
SHORTEST_REST = 3
MORE_WORDS = 1
"""Words that a name may have more in a text than in the list: "Digitalisierungs Prämie"."""
_NO_TYPOS = words("no_typos")
_ONLY_CAPITALS = words("only_capitals")
_INSIDE = re.compile(r"[._@]?|[\s\-/()\"&+]{1,4}")
# A noun keeps its "er": a "Werker" is no "Werk".
_NOUN_ENDING = re.compile(r"(?<=[a-z]{3})(?:e[ns]?|n|(?<!s)s)$")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:e[nmrs]?|n|(?<!s)s)$")
_UMLAUT = re.compile(r"(?<=[aou])e")
_NO_LETTER_OR_DIGIT = re.compile(r"\W")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class NameMention:
    """Where an entry is named; `kind` is the list that the name stands in ("program"), `entry` the entry's id."""

    start: int
    end: int
    text: str
    kind: str
    entry: str


@dataclass(frozen=True)
class _Window:
    """Tokens that follow each other, and how they are compared: their words without endings, written together."""

    tokens: tuple[Token, ...]
    key: str


class NameFinder:
    """Finds names, whatever their case, hyphens, blanks and endings; in a long one a typo is forgiven.

    What overlaps goes to the name that begins first and is longest, of whatever kind: "KI-Campus" is not "KI". Work
    grows with the length of the text only.
    """

    def __init__(self, names: Mapping[str, Iterable[Keyword]]) -> None:
        self._entries: dict[str, dict[str, str]] = {}
        self._words: dict[str, set[str]] = {}
        self._most_words = MORE_WORDS
        for kind, keywords in names.items():
            for keyword in keywords:
                self._add(kind, keyword)
        self._longest = max(map(len, self._entries), default=0)
        # By first letter, which people rarely miss.
        self._long: dict[str, list[str]] = {}
        for key, folded in self._words.items():
            # "Factory-X" without its X is no misspelling.
            if len(key) >= SHORTEST_LONG and not any(len(word) == 1 and word.isalpha() for word in folded):
                self._long.setdefault(key[0], []).append(key)
        self._similar = lru_cache(maxsize=5_000)(self._nearest)

    def _add(self, kind: str, keyword: Keyword) -> None:
        tokens = tokenise(keyword.phrase)
        key = "".join(map(_inside, tokens[:-1])) + "".join(map(_last, tokens[-1:]))
        if not key:
            return
        self._most_words = max(self._most_words, len(tokens) + MORE_WORDS)
        self._entries.setdefault(key, {}).setdefault(kind, keyword.concept)
        self._words.setdefault(key, set()).update(token.folded for token in tokens)

    def find(self, text: str) -> list[NameMention]:
        """Find names in the order of the text; a name that stands in several lists is a mention of each."""
        tokens = tokenise(text)
        mentions: list[NameMention] = []
        index = 0
        while index < len(tokens):
            length, key = self._at(text, tokens, index)
            start, end = tokens[index].start, tokens[index + length - 1].end
            entries = self._entries.get(key, {})
            mentions += [NameMention(start, end, text[start:end], kind, entry) for kind, entry in entries.items()]
            index += length
        return mentions

    def _at(self, text: str, tokens: list[Token], index: int) -> tuple[int, str]:
        """Return how many tokens to go on, and the key of the name that they are; "" if they are none."""
        windows = list(self._windows(text, tokens, index))[::-1]
        for window in windows:
            if window.key in self._entries and self._is_meant(window, window.key):
                return len(window.tokens), window.key
        for window in windows:
            key = self._misspelt(window)
            if key and self._is_meant(window, key):
                return len(window.tokens), key
        return 1, self._front(_last(tokens[index]))

    def _windows(self, text: str, tokens: list[Token], index: int) -> Iterator[_Window]:
        """Yield the tokens from `index` on that may be one name, the shortest window first."""
        before = ""
        for end in range(index, min(index + self._most_words, len(tokens))):
            if end > index and not _INSIDE.fullmatch(clean(text[tokens[end - 1].end : tokens[end].start])):
                return
            key = before + _last(tokens[end])
            if len(key) > self._longest + 1:
                return
            yield _Window(tuple(tokens[index : end + 1]), key)
            before += _inside(tokens[end])

    def _is_meant(self, window: _Window, key: str) -> bool:
        """Tell a name from ordinary words: "Digital Jetzt" from "digital jetzt", "ML" from "500 ml"."""
        if len(window.tokens) == 1 and window.tokens[0].folded in _ONLY_CAPITALS:
            return window.tokens[0].text.isupper()
        return not any(
            token.text.islower() and is_stop_word(token.folded) and token.folded not in self._words[key]
            for token in window.tokens
        )

    def _misspelt(self, window: _Window) -> str:
        """Return the key of the long name that is misspelt by one letter; "" if there is none."""
        is_long = SHORTEST_LONG <= len(window.key) + 1 <= LONGEST_WORD
        if not is_long or any(token.folded in _NO_TYPOS for token in window.tokens):
            return ""
        return self._similar(window.key)

    def _nearest(self, written: str) -> str:
        """Return the key of the name that differs by one letter, but by no digit: "KfW 512" is not "KfW 511"."""
        close = process.extract(
            written, self._long.get(written[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None
        )
        return next((key for key, *_ in close if _NO_DIGIT.sub("", key) == _NO_DIGIT.sub("", written)), "")

    def _front(self, word: str) -> str:
        """Return the key of the longest long name that a compound begins with; "" if there is none."""
        if len(word) > LONGEST_WORD:
            return ""
        ends = range(len(word) - SHORTEST_REST, SHORTEST_LONG - 1, -1)
        return next((word[:end] for end in ends if word[:end] in self._entries), "")


def _inside(token: Token) -> str:
    """Return a word as it is compared inside a name: without ending and umlauts, so that "digitalen" is "digitaler"."""
    return _without(_ENDING, token.folded)


def _last(token: Token) -> str:
    """Return the last word of a name, as a rule a noun, as it is compared: "Zuschüsse" is "Zuschuss"."""
    return _without(_NOUN_ENDING, token.folded)


@lru_cache(maxsize=20_000)
def _without(ending: re.Pattern[str], folded: str) -> str:
    return ending.sub("", _UMLAUT.sub("", _NO_LETTER_OR_DIGIT.sub("", folded)))
