"""Compounds: "Digitalisierungsprämie" is "Digitalisierung" and "Prämie"."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from german.lexicon import words

SHORTEST_PART = 4
_NO_COMPOUNDS = words("no_compounds")
_LINKS = ("", "s", "es", "n", "en", "e", "er")
# An unknown rest that only derives ("Norm" in "normalerweise", "Netz" in "Vernetzung") makes no compound.
_PREFIXES = words("derivation_prefixes")
_SUFFIXES = tuple(sorted(words("derivation_suffixes")))


class _Split(NamedTuple):
    """A way through the word up to some letter; the smallest is the best. `parts` are stems."""

    unknown: int
    pieces: int
    parts: tuple[str, ...]
    surfaces: tuple[str, ...]


class CompoundSplitter:
    """Finds known words inside a word: an unknown modifier or head may be left at either end ("Dreh-maschinen")."""

    def __init__(self, words: Iterable[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._forms = {word for word in words if len(word) >= SHORTEST_PART and word.isalpha()}
        self._stems = {stem(word) for word in self._forms}
        self._fronts: dict[str, str] = {}
        for word in sorted(self._forms):
            for front in _front_forms(word):
                self._fronts.setdefault(front, stem(word))
        self._longest = max(map(len, self._fronts), default=0)
        self._cached = lru_cache(maxsize=20_000)(self._split)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known parts of a folded word in order, each followed by its own parts."""
        return self._cached(word)

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < 2 * SHORTEST_PART - 1 or word in _NO_COMPOUNDS:
            return ()
        best = self._best(word)
        if best is None:
            return ()
        pairs = zip(best.parts, best.surfaces, strict=True)
        return tuple(dict.fromkeys(stem for part, surface in pairs for stem in (part, *self.split(surface))))

    def _best(self, word: str) -> _Split | None:
        """Go through the word from left to right, keeping the best way to each letter."""
        ways = {0: _Split(0, 0, (), ())}
        ways |= {end: _Split(end, 0, (), ()) for end in range(3, len(word) - 3) if word[:end] not in _PREFIXES}
        finished: list[_Split] = []
        for start in range(len(word)):
            if start not in ways:
                continue
            way = ways[start]
            if way.parts and _is_unknown_head(way, word[start:]):
                finished.append(way._replace(unknown=way.unknown + len(word) - start))
            for end in range(start + SHORTEST_PART, min(len(word) - 1, start + self._longest) + 1):
                part = self._fronts.get(word[start:end])
                if part and _may_follow(word, start, way, end):
                    step = _Split(way.unknown, way.pieces + 1, (*way.parts, part), (*way.surfaces, word[start:end]))
                    ways[end] = min(step, ways.get(end, step))
            if start and (head := self._head(word[start:])) and _may_follow(word, start, way, len(word)):
                finished.append(_Split(way.unknown, way.pieces + 1, (*way.parts, head), (*way.surfaces, word[start:])))
        return min(finished, default=None)

    def _head(self, rest: str) -> str | None:
        """Return the stem of `rest` if it is a known word, inflected or not."""
        if len(rest) < SHORTEST_PART:
            return None
        stem = self._stem(rest)
        if rest in self._forms:
            return stem
        # "Vernetzung" is of "vernetzen", but "Netzung" not of "Netz"; three letters in common are too few.
        verb, derived, _ = rest.rpartition("ung")
        related = f"{verb}en" in self._forms if derived else len(stem) >= SHORTEST_PART
        return stem if related and stem in self._stems else None


def _front_forms(word: str) -> Iterable[str]:
    """The word as it stands before another: with a linking element, or without its ending ("Schul-", "Förder-")."""
    yield from (word + link for link in _LINKS)
    for ending, shortest in (("en", 4), ("e", 4), ("n", 6), ("ung", 6)):
        front = word.removesuffix(ending)
        if front != word and len(front) >= shortest:
            yield front


def _may_follow(word: str, start: int, way: _Split, end: int) -> bool:
    """Tell whether `word[start:end]` may be the first known part behind an unknown modifier, if it is the first.

    Behind three letters only a long word is ("Alt-maschine", not "Kon-kurs"), and none inside a doubled letter
    ("Konkur-renten").
    """
    if way.pieces or not start:
        return True
    return (start > 3 or end - start > 5) and word[start - 1] != word[start]


def _is_unknown_head(way: _Split, rest: str) -> bool:
    """Tell whether `rest` may be an unknown head; with an unknown modifier too, the part in between must be long."""
    shortest = 2 * SHORTEST_PART if way.unknown else SHORTEST_PART + 1
    return len(way.surfaces[-1]) >= shortest and len(rest) >= 3 and not rest.startswith(_SUFFIXES)
