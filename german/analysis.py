"""Text to tokens: offsets into the original text, folded form, stem, compound parts."""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import Stemmer

from german.compounds import CompoundSplitter
from german.lexicon import words
from german.normalise import INVISIBLE, fold

LONGEST_WORD = 60
"""Letters; what is longer is no German word: it is neither split nor compared for typos."""

_INNER = rf"\u0300-\u036f{INVISIBLE}"
# A word, or a number with its inner marks ("1.200,50", "4.0", "1'000"), then an ending for all genders
# ("Kolleg*innen"). Every alternative starts with another character: no backtracking over long runs.
_TOKEN = re.compile(
    rf"[^\W_](?:[^\W_]|[{_INNER}]|(?<=[0-9])[.,'’](?=[0-9]))*(?:(?<=[^\W\d_])[*:_/·]-?[iI]n(?:nen)?(?![^\W_]))?"
)
_GENDER_MARK = re.compile(r"(?<=[^\W\d_])[*:_/·]-?")
# The stemmer takes the s of these for an ending, and they would miss their plural, or makes another word of them
# ("elektronisch", "Sensor").
_UNSTEMMED = frozenset({"kurs", "puls", "hals", "elektronik", "sensorik"})
_STOP_WORDS = words("stop_words")
_local = threading.local()


@dataclass(frozen=True)
class Token:
    """A word or number. `start` and `end` point into the text as it was given; `parts` are stems of compound parts."""

    text: str
    start: int
    end: int
    folded: str
    stem: str
    parts: tuple[str, ...] = ()


def stem(folded: str) -> str:
    """Return the Snowball stem of a folded word. Umlauts vanish, so that plurals meet ("Zuschüsse", "Zuschuss")."""
    return _stem(folded) if len(folded) <= LONGEST_WORD else folded


@lru_cache(maxsize=50_000)
def _stem(folded: str) -> str:
    if folded in _UNSTEMMED:
        return folded
    if not hasattr(_local, "stemmer"):  # a Stemmer object must not be shared between threads
        _local.stemmer = Stemmer.Stemmer("german")
    return str(_local.stemmer.stemWord(folded))


def tokenise(text: str) -> list[Token]:
    """Cut `text` into tokens without compound parts. A hyphen ends a token; an invisible character does not."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    written = match.group().rstrip(INVISIBLE)
    # What is longer is no word, and a memory of such things would have no bounds.
    folded = _folded_word(written) if len(written) <= LONGEST_WORD else _without_gender_mark(fold(written))
    return Token(written, match.start(), match.start() + len(written), folded, stem(folded))


@lru_cache(maxsize=50_000)
def _folded_word(written: str) -> str:
    return _without_gender_mark(fold(written))


def _without_gender_mark(folded: str) -> str:
    return folded if folded.isalnum() else _GENDER_MARK.sub("", folded)


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word carries no topic: article, pronoun, preposition, auxiliary, particle."""
    return folded in _STOP_WORDS


class Analyser:
    """Tokenises and splits compounds into words of `vocabulary` (words or phrases, in any spelling)."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        known = {token.folded for phrase in vocabulary for token in tokenise(phrase)}
        self._splitter = CompoundSplitter((word for word in known if not is_stop_word(word)), stem)

    def analyse(self, text: str) -> list[Token]:
        """Cut `text` into tokens with the compound parts that the vocabulary knows."""
        return [self._with_parts(token) for token in tokenise(text)]

    def _with_parts(self, token: Token) -> Token:
        parts = self._splitter.split(token.folded) if len(token.folded) <= LONGEST_WORD else ()
        return replace(token, parts=parts) if parts else token
