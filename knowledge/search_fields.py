"""What of an entry is searched, and how a text becomes terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from german.analysis import Analyser, Token, is_stop_word, stem
from knowledge.schema import AnyEntry, Cluster, Course, Faq, Funding, Glossary

QUESTION_WORDS = "question_words.txt"
ASPECT_WORDS = "aspect_words.txt"
LONGEST_NAME = 3
"""Words; longer names are compared word by word."""


@dataclass(frozen=True)
class Fields:
    """An entry's searchable texts, from strong to weak."""

    names: tuple[str, ...]
    """What the entry is called: term, abbreviations, synonyms, names. Empty for questions."""
    questions: tuple[str, ...]
    """Question and phrasings; each is compared on its own."""
    keywords: tuple[str, ...]
    body: str

    @property
    def probes(self) -> tuple[str, ...]:
        """Texts that a query may equal."""
        return (*self.questions, *self.names)

    @property
    def strong(self) -> str:
        """Everything that says what the entry is about."""
        return " . ".join((*self.probes, *self.keywords))


def _join(*texts: str | None) -> str:
    return " . ".join(text for text in texts if text)


def fields_of(entry: AnyEntry) -> Fields | None:
    """Return what is searched; None for kinds that answer nothing by themselves."""
    if isinstance(entry, Faq):
        return Fields((), (entry.question, *entry.phrasings), tuple(entry.keywords), entry.answer)
    if isinstance(entry, Glossary):
        return Fields((entry.term, *entry.abbreviations, *entry.synonyms), (), (), entry.definition)
    if isinstance(entry, Funding):
        body = _join(entry.summary, entry.audience, entry.agency)
        return Fields((entry.name, *entry.aliases), (), (entry.instrument,), body)
    if isinstance(entry, Course):
        body = _join(entry.description, entry.audience, entry.format)
        return Fields((entry.name, *entry.aliases), (), (entry.provider, entry.location), body)
    if isinstance(entry, Cluster):
        return Fields((entry.name, *entry.aliases), (), (*entry.focus, *entry.places), entry.description)
    return None


@cache
def _listed_stems(name: str) -> frozenset[str]:
    """Return the stems of a word list beside this module."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for line in lines if not line.startswith("#") for word in line.split())


@dataclass(frozen=True)
class Word:
    """A word with a topic: its folded form and stem, and the stems of its parts if it is a compound or a name."""

    folded: str
    stem: str
    parts: tuple[str, ...]

    @property
    def names_a_thing(self) -> bool:
        """Whether the word says what is asked about, rather than which aspect of it."""
        return self.stem not in _listed_stems(ASPECT_WORDS)


class Terms:
    """Turns texts into words with a topic.

    Args:
        names: names of entries. "OPC UA", "OPC-UA" and "opcua" become the same single word, and "Digital Jetzt" stays
            one although "jetzt" alone says nothing.
        vocabulary: words that compounds may consist of.
    """

    def __init__(self, names: Iterable[str], vocabulary: Iterable[str]) -> None:
        self._analyser = Analyser(vocabulary)
        self._names: dict[str, Word] = {}
        for name in names:
            tokens = self._analyser.analyse(name)
            if 0 < len(tokens) <= LONGEST_NAME:
                self._names.setdefault(_joined(tokens), _as_word(tokens))

    def words(self, text: str) -> list[Word]:
        """Return names and the words that are neither stop words nor only say that somebody asks."""
        tokens, words, position = self._analyser.analyse(text), list[Word](), 0
        while position < len(tokens):
            length, name = self._name_at(tokens, position)
            token = tokens[position]
            if name:
                words.append(name)
            elif not is_stop_word(token.folded) and token.stem not in _listed_stems(QUESTION_WORDS):
                words.append(Word(token.folded, token.stem, token.parts))
            position += length
        return words

    def _name_at(self, tokens: Sequence[Token], position: int) -> tuple[int, Word | None]:
        """Return the longest name that begins here and how many tokens it takes."""
        for length in range(min(LONGEST_NAME, len(tokens) - position), 0, -1):
            if name := self._names.get(_joined(tokens[position : position + length])):
                return length, name
        return 1, None

    def counted(self, text: str) -> Iterator[str]:
        """Yield terms for counting: a whole word counts twice as much as each of its parts."""
        for word in self.words(text):
            yield from (word.stem, word.stem, *word.parts)

    def plain(self, text: str) -> str:
        """Return the folded words in a row, for comparing letters."""
        return " ".join(word.folded for word in self.words(text))


def _joined(tokens: Iterable[Token]) -> str:
    return "".join(character for token in tokens for character in token.folded if character.isalnum())


def _as_word(tokens: Sequence[Token]) -> Word:
    if len(tokens) == 1:
        return Word(tokens[0].folded, tokens[0].stem, tokens[0].parts)
    content = (token for token in tokens if not is_stop_word(token.folded))
    parts = dict.fromkeys(stem for token in content for stem in (token.stem, *token.parts))
    return Word(" ".join(token.folded for token in tokens), _joined(tokens), tuple(parts))
