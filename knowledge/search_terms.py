"""How a text becomes terms that can be compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

from german.analysis import Analyser, Token, is_stop_word, stem, tokenise
from german.normalise import clean
from german.spelling import Speller
from german.synonyms import Synonyms

QUESTION_WORDS = "question_words.txt"
ASPECT_WORDS = "aspect_words.txt"
LONGEST_NAME = 3
"""Words; longer names are compared word by word."""
PART_VALUE = 0.5
"""What a compound's part counts beside the whole word."""
CONCEPT_VALUE = 0.6
"""What a synonym counts beside the word itself."""


@cache
def _listed_stems(name: str) -> frozenset[str]:
    """Return the stems of a word list beside this module."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def _german_words() -> frozenset[str]:
    """Return some 340,000 German words, inflected ones too, in lower case: none of them is taken for a misspelling."""
    return frozenset(SpellChecker(language="de").word_frequency.dictionary)


@dataclass(frozen=True)
class Word:
    """A word with a topic: folded form, stem, the stems of its parts if it is a compound or a name, its concepts."""

    folded: str
    stem: str
    parts: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @property
    def names_a_thing(self) -> bool:
        """Whether the word says what is asked about, rather than which aspect of it."""
        return self.stem not in _listed_stems(ASPECT_WORDS)

    @property
    def terms(self) -> dict[str, float]:
        """The terms that the word counts for, with what each counts."""
        return dict.fromkeys(self.concepts, CONCEPT_VALUE) | dict.fromkeys(self.parts, PART_VALUE) | {self.stem: 1.0}


class Terms:
    """Turns texts into words with a topic.

    Args:
        names: names of entries. "OPC UA", "OPC-UA" and "opcua" become the same single word, and "Digital Jetzt" stays
            one although "jetzt" alone says nothing.
        texts: the store's own texts; their words correct misspelt ones and are what compounds may consist of.
        synonyms: words that mean the same.
    """

    def __init__(self, names: Iterable[str], texts: Iterable[str], synonyms: Iterable[Sequence[str]] = ()) -> None:
        groups = [tuple(group) for group in synonyms]
        known = Counter(token.folded for text in texts for token in tokenise(text))
        known.update(token.folded for group in groups for member in group for token in tokenise(member))
        self._analyser = Analyser(known)
        self._speller = Speller(known)
        self._synonyms = Synonyms(groups)
        self._names: dict[str, Word] = {}
        for name in names:
            tokens = self._analyser.analyse(name)
            if 0 < len(tokens) <= LONGEST_NAME:
                self._names.setdefault(_joined(tokens), self._named(tokens))
        self._name_starts = {name[:length] for name in self._names for length in range(1, len(name) + 1)}

    def words(self, text: str) -> list[Word]:
        """Return names and the words that are neither stop words nor only say that somebody asks."""
        tokens = self._analyser.analyse(text)
        said = {place: concept for places, concept in self._synonyms.phrases(tokens) for place in places}
        words, position = list[Word](), 0
        while position < len(tokens):
            length, name = self._name_at(tokens, position)
            if name:
                words.append(name)
            elif word := self._word(tokens[position], said.get(position)):
                words.append(word)
            position += length
        return words

    def read(self, query: str) -> list[Word]:
        """Return a query's words, misspelt ones replaced by the word of the store that was probably meant."""
        return self.words(" ".join(self._corrected(token) for token in tokenise(query)))

    def _corrected(self, token: Token) -> str:
        """Correct a word unless it is one, though the store does not have it: "verliebt" is no "verliert"."""
        is_word = is_stop_word(token.folded) or clean(token.text).lower() in _german_words()
        return token.folded if is_word else self._speller.correct(token.folded)

    def _word(self, token: Token, concept: str | None) -> Word | None:
        if is_stop_word(token.folded) or token.stem in _listed_stems(QUESTION_WORDS):
            return None
        return Word(token.folded, token.stem, token.parts, self._concepts(token.stem, token.parts, concept))

    def _concepts(self, stem: str, parts: Iterable[str], said: str | None = None) -> tuple[str, ...]:
        """Return the concepts of the phrase that a word stands in, of the word, or else of its parts."""
        whole = [concept for concept in (said, self._synonyms.of(stem)) if concept]
        return tuple(dict.fromkeys(whole or filter(None, map(self._synonyms.of, parts))))

    def _name_at(self, tokens: Sequence[Token], position: int) -> tuple[int, Word | None]:
        """Return the longest name that begins here and how many tokens it takes."""
        if _plain(tokens[position]) not in self._name_starts:
            return 1, None
        for length in range(min(LONGEST_NAME, len(tokens) - position), 0, -1):
            if name := self._names.get(_joined(tokens[position : position + length])):
                return length, name
        return 1, None

    def _named(self, tokens: Sequence[Token]) -> Word:
        if len(tokens) == 1:
            return Word(tokens[0].folded, tokens[0].stem, tokens[0].parts, self._concepts(tokens[0].stem, ()))
        content = (token for token in tokens if not is_stop_word(token.folded))
        parts = tuple(dict.fromkeys(stem for token in content for stem in (token.stem, *token.parts)))
        return Word(" ".join(token.folded for token in tokens), _joined(tokens), parts, self._concepts("", parts))


def counted(words: Iterable[Word]) -> Mapping[str, float]:
    """Return how much each term counts in a text of these words."""
    return merged(word.terms for word in words)


def merged(texts: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    """Return how much each term counts in all these texts together."""
    total: defaultdict[str, float] = defaultdict(float)
    for terms in texts:
        for term, value in terms.items():
            total[term] += value
    return total


def _joined(tokens: Iterable[Token]) -> str:
    return "".join(map(_plain, tokens))


def _plain(token: Token) -> str:
    """Return a token's letters and digits."""
    return token.folded if token.folded.isalnum() else "".join(filter(str.isalnum, token.folded))
