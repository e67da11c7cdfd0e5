"""Concepts that a text speaks of, by keywords and phrases of a vocabulary."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from german.analysis import LONGEST_WORD, Analyser, Token, is_stop_word, tokenise
from german.lexicon import words
from german.normalise import fold

SHORTEST_FUZZY = 7
"""Letters of a keyword from which one typo is forgiven."""
_SHORTEST_FUZZY_STEM = 10
_NO_TYPOS = words("no_typos")
SLACK = 2
"""Other words that may stand among the words of a phrase; stop words are not counted."""
LEAST_WEIGHT = 6
"""Letters that a short word counts for."""


@dataclass(frozen=True)
class Keyword:
    """A word or phrase that speaks for a concept (a topic, a sector, a goal)."""

    concept: str
    phrase: str


@dataclass(frozen=True)
class KeywordMention:
    """Where a concept is spoken of; `phrase` is the longest keyword that was recognised there."""

    start: int
    end: int
    text: str
    concept: str
    phrase: str


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    number: int
    """Position in the list of keywords."""
    share: float = 1.0
    """What it counts for: a keyword inside a compound counts half ("Partner" in "Ansprechpartner")."""


class KeywordMatcher:
    """Finds keywords by stem, in compounds, with a typo in a long word; phrases with their words in any order."""

    def __init__(self, keywords: Iterable[Keyword], analyser: Analyser) -> None:
        self._keywords = tuple(keywords)
        self._analyser = analyser
        self._stems = [_stems(keyword.phrase) for keyword in self._keywords]
        self._weights = [_weight(keyword.phrase) for keyword in self._keywords]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._spelt: dict[str, list[int]] = defaultdict(list)
        for number, keyword in enumerate(self._keywords):
            for stem in self._stems[number]:
                self._by_stem[stem].append(number)
            if len(self._stems[number]) == 1:
                for spelling in {fold(keyword.phrase), self._stems[number][0]}:
                    self._spelt[spelling].append(number)
        # By first letter, which people rarely miss.
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for spelling in self._spelt:
            self._spellings[spelling[0]].append(spelling)
        self._misspelt = lru_cache(maxsize=20_000)(self._nearest)

    def find(self, text: str) -> list[KeywordMention]:
        """Find mentions in the order of the text; those of one concept that overlap are one mention."""
        return self._mentions(text, list(self._hits(text)))

    def best(self, text: str) -> str | None:
        """Return the first concept that `ranked` returns. None if nothing was found."""
        return next(iter(self._evidence(list(self._hits(text)))), None)

    def ranked(self, text: str) -> list[KeywordMention]:
        """Find all mentions, those of the concept for which most speaks first, each concept's in the order of the text.

        Evidence is the letters of its recognised keywords, each counted once. A keyword inside a compound counts half;
        a short word counts as six letters ("KI"); stop words count nothing. The order of the keywords decides between
        equals.
        """
        hits = list(self._hits(text))
        rank = {concept: number for number, concept in enumerate(self._evidence(hits))}
        return sorted(self._mentions(text, hits), key=lambda mention: rank[mention.concept])

    def _mentions(self, text: str, hits: list[_Hit]) -> list[KeywordMention]:
        concepts: dict[str, list[_Hit]] = defaultdict(list)
        for hit in hits:
            concepts[self._keywords[hit.number].concept].append(hit)
        merged = [self._mention(text, group) for group_hits in concepts.values() for group in _overlapping(group_hits)]
        return sorted(merged, key=lambda mention: mention.start)

    def _evidence(self, hits: list[_Hit]) -> list[str]:
        """Return the concepts that were hit, best first."""
        shares: dict[int, float] = {}
        for hit in hits:
            shares[hit.number] = max(hit.share, shares.get(hit.number, 0.0))
        evidence: dict[str, float] = defaultdict(float)
        for number, share in sorted(shares.items()):
            evidence[self._keywords[number].concept] += share * self._weights[number]
        return sorted(evidence, key=lambda concept: -evidence[concept])

    def _hits(self, text: str) -> Iterator[_Hit]:
        tokens = [token for token in self._analyser.analyse(text) if not is_stop_word(token.folded)]
        # Per phrase and stem: the last place where it stood.
        seen: dict[int, dict[str, int]] = defaultdict(dict)
        for position, token in enumerate(tokens):
            recognised = False
            for stem in dict.fromkeys((token.stem, *token.parts)):
                for number in self._by_stem.get(stem, ()):
                    whole = stem == token.stem or len(self._stems[number]) > 1
                    if not whole and self._keywords[number].phrase[0].islower():
                        continue  # a verb ("schulen") is no part of a noun ("Hochschule")
                    recognised = True
                    seen[number][stem] = position
                    first = self._first(number, seen[number])
                    if first is not None:
                        yield _Hit(tokens[first].start, token.end, number, 1.0 if whole else 0.5)
            if not recognised:
                for number in self._misspelt(token.folded, token.stem):
                    yield _Hit(token.start, token.end, number)

    def _first(self, number: int, places: dict[str, int]) -> int | None:
        """Return where the phrase began that is complete now; None if a word is missing or too far back."""
        stems = self._stems[number]
        if len(places) < len(stems):
            return None
        first, last = min(places.values()), max(places.values())
        return first if last - first < len(stems) + SLACK else None

    def _nearest(self, folded: str, stem: str) -> tuple[int, ...]:
        """Return the numbers of the keywords that `folded` misspells by one letter."""
        if not SHORTEST_FUZZY <= len(folded) + 1 <= LONGEST_WORD or folded in _NO_TYPOS:
            return ()
        for word, shortest in ((folded, SHORTEST_FUZZY), (stem, _SHORTEST_FUZZY_STEM)):
            names = [name for name in self._spellings.get(word[:1], ()) if len(name) >= shortest]
            close = process.extract(word, names, scorer=OSA.distance, score_cutoff=1, limit=1)
            if close:
                return tuple(self._spelt[close[0][0]])
        return ()

    def _mention(self, text: str, hits: list[_Hit]) -> KeywordMention:
        start, end = min(hit.start for hit in hits), max(hit.end for hit in hits)
        longest = max((self._keywords[hit.number] for hit in hits), key=lambda keyword: len(keyword.phrase))
        return KeywordMention(start, end, text[start:end], longest.concept, longest.phrase)


def _content(phrase: str) -> list[Token]:
    """The words of a phrase that count; a phrase of stop words alone has none and is never found."""
    return [token for token in tokenise(phrase) if not is_stop_word(token.folded)]


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.stem for token in _content(phrase)))


def _weight(phrase: str) -> float:
    return float(sum(max(LEAST_WEIGHT, len(token.text)) for token in _content(phrase)))


def _overlapping(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Group hits that overlap, directly or through others."""
    group: list[_Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        if group and hit.start >= end:
            yield group
            group = []
        group.append(hit)
        end = max(end, hit.end) if len(group) > 1 else hit.end
    yield group
