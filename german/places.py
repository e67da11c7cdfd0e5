"""Place names in a text: longest first, with tolerance for hyphens, umlauts and small typos."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from german.analysis import LONGEST_WORD, Token, is_stop_word, tokenise
from german.lexicon import words
from german.normalise import clean, normalise

_CUES = words("place_cues")
"""Words, folded, after which a place is expected."""
_NEAR = frozenset({"naehe", "raum", "region", "umgebung", "umkreis", "kreis", "stadt", "sitz"})
_AFTER_NEAR = frozenset({"von", "um", "in"})
_ORDINARY = words("ordinary_places")
"""Names that are German words too, folded: taken for a place only after one of `_CUES`, or alone between marks."""
_NO_PLACES = words("no_places")
_SAME = {"sankt": "st"}
_INSIDE = re.compile(r"[\s\-/.()]{1,4}")
_MARKS = frozenset(".,;:!?\n")
_SHORTEST_FUZZY = 6
_TWO_TYPOS_FROM = 9
_Words = tuple[str, ...]


@dataclass(frozen=True)
class PlaceName:
    """A name of a place in a region; `ask_back` if the name alone does not tell which place is meant."""

    name: str
    region_id: str
    ask_back: bool = False


@dataclass(frozen=True)
class PlaceMention:
    """A place in a text, without preposition or "Raum". With several `region_ids` the name is ambiguous: ask back."""

    start: int
    end: int
    text: str
    name: str
    region_ids: tuple[str, ...]
    ask_back: bool


@dataclass(frozen=True)
class _Place:
    name: str
    region_ids: tuple[str, ...]
    ask_back: bool


class Gazetteer:
    """Finds the places of a list. The same name may be given several times, with a region each."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        grouped: dict[_Words, list[PlaceName]] = {}
        for name in names:
            if words := _words(tokenise(name.name)):
                grouped.setdefault(words, []).append(name)
        self._places = {words: _place(group) for words, group in grouped.items()}
        self._lengths = sorted({len(words) for words in self._places}, reverse=True)
        self._fuzzy: dict[tuple[int, str], dict[_Words, str]] = {}
        for words, place in self._places.items():
            if len(normalise(place.name)) >= _SHORTEST_FUZZY:
                self._fuzzy.setdefault((len(words), words[0][0]), {})[words] = " ".join(words)
        self._similar = lru_cache(maxsize=5_000)(self._nearest)

    def find(self, text: str) -> list[PlaceMention]:
        """Find places in order, without overlaps; the longest name wins, and an exact name over a misspelt one."""
        tokens = tokenise(text)
        small = not any(character.isupper() for character in text)
        mentions: list[PlaceMention] = []
        index = 0
        while index < len(tokens):
            length, place = self._at(text, tokens, index, small=small)
            if place:
                start, end = tokens[index].start, tokens[index + length - 1].end
                mentions.append(PlaceMention(start, end, text[start:end], place.name, place.region_ids, place.ask_back))
            index += length
        return mentions

    def _at(self, text: str, tokens: list[Token], index: int, *, small: bool) -> tuple[int, _Place | None]:
        """Return how many tokens to go on, and the place if these tokens name one."""
        cued = _is_cued(tokens, index)
        windows = [words for length in self._lengths if (words := _window(text, tokens, index, length))]
        for words in windows:
            place = self._places.get(words)
            alone = len(words) == 1 and _is_alone(text, tokens, index)
            if place and _is_credible(tokens[index], words, cued=cued or alone, small=small):
                return len(words), place
        large = tokens[index].text[0].isupper()
        if large or (cued and small):
            for words in windows:
                if words not in self._places and (place := self._similar(words, 2 if cued and large else 1)):
                    return len(words), place
        return 1, None

    def _nearest(self, words: _Words, most: int) -> _Place | None:
        """Return the place whose name differs least; if several differ as little, one that stands for all of them.

        `most` typos are forgiven, and two in a long name if they only inflect it ("Stuttgarter").
        """
        if len(words) == 1 and (words[0] in _NO_PLACES or is_stop_word(words[0])):
            return None
        written = " ".join(words)
        names = self._fuzzy.get((len(words), words[0][0]))
        if not names or len(written) > LONGEST_WORD:
            return None
        close = process.extract(written, names, scorer=OSA.distance, score_cutoff=2, limit=None)
        found = [
            (distance, self._places[key])
            for name, distance, key in close
            if distance <= min(_typos(self._places[key].name), 2 if written.startswith(name) else most)
        ]
        if not found:
            return None
        nearest = [place for distance, place in found if distance == found[0][0]]
        region_ids = tuple(dict.fromkeys(region_id for place in nearest for region_id in place.region_ids))
        return _Place(nearest[0].name, region_ids, len(nearest) > 1 or nearest[0].ask_back)


def _place(group: list[PlaceName]) -> _Place:
    region_ids = tuple(dict.fromkeys(name.region_id for name in group))
    return _Place(group[0].name, region_ids, len(region_ids) > 1 or any(name.ask_back for name in group))


def _words(tokens: Iterable[Token]) -> _Words:
    return tuple(_SAME.get(token.folded, token.folded) for token in tokens)


def _window(text: str, tokens: list[Token], index: int, length: int) -> _Words | None:
    """Return the words of `length` tokens if nothing but blanks, hyphens, slashes, brackets stands between them."""
    window = tokens[index : index + length]
    gaps = pairwise(window)
    if len(window) < length or not all(_INSIDE.fullmatch(clean(text[left.end : right.start])) for left, right in gaps):
        return None
    return _words(window)


def _is_cued(tokens: list[Token], index: int) -> bool:
    before, further = (tokens[position].folded if position >= 0 else "" for position in (index - 1, index - 2))
    return before in _CUES or (before in _AFTER_NEAR and further in _NEAR)


def _is_alone(text: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a word with a capital is all that stands between two marks: "90 Leute, Singen."."""
    before = text[tokens[index - 1].end : tokens[index].start] if index else ","
    after = text[tokens[index].end : tokens[index + 1].start] if index + 1 < len(tokens) else "."
    return tokens[index].text[0].isupper() and all(not _MARKS.isdisjoint(gap) for gap in (before, after))


def _is_credible(token: Token, words: _Words, *, cued: bool, small: bool) -> bool:
    """Tell whether an exact name is meant as one: "in Singen", not "wir singen" or "in engen Räumen"."""
    if len(words) > 1 or words[0] not in _ORDINARY:
        return True
    return cued and (small or token.text[0].isupper())


def _typos(name: str) -> int:
    return 2 if len(normalise(name)) >= _TWO_TYPOS_FROM else 1
