"""Grows a store to any size with made-up entries whose word frequencies look like those of a real one.

A made-up entry is a copy of a real one, each in turn, with its topical words replaced; stop words, numbers, punctuation
and lengths stay. Within an entry a word is always replaced by the same other one, so that question and answer still
speak of the same things.

- A noun gives way to a noun drawn as often as it has come up so far, or to a new one: a compound of two of the
  content's. New ones come up at the rate of Heaps' law, V = K * N ** HEAPS; the content's own nouns follow it with
  0.73 up to a quarter of the entries, and with 0.58 from half of them on.
- Any other topical word gives way to one of the same ending ("-en" for "-en"), drawn as often as the content has it.

So the words' shares stay those of the content: at 332, 1,000, 10,000 and 100,000 entries the word of rank 30 stands in
18, 17, 17 and 17 % of them, that of rank 300 in 2.7, 2.5, 2.4 and 2.3 %, while the vocabulary grows from 3,600 over
5,200 and 16,000 to 57,000 words, half of which stand in one or two entries.

The texts mean nothing. They show what size costs, and how a real entry stands out among many others.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from bench.retrieval.store import TEXT_FIELDS, Document, Store, searched
from german.analysis import is_stop_word
from german.normalise import fold
from knowledge.schema import AnyEntry

SEED = 20
HEAPS = 0.6
LONGEST_PART = 12
"""Letters; longer nouns are compounds already."""
LINKED = ("ung", "heit", "keit", "schaft", "ion", "tät")
"""After these a compound takes an s."""
WORD = re.compile(r"[^\W\d_]{3,}")
PART = re.compile("[A-ZÄÖÜ][a-zäöüß]+(?<!s)")
"""No abbreviation, and no half of a hyphenated compound ("Präzisions-")."""


class Words:
    """The topical words of some texts, to draw others from. The same calls always give the same words."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._random = random.Random(SEED)  # noqa: S311 - has to be repeatable, not secret
        written = [word for document in documents for word in WORD.findall(document.text)]
        small = {word for word in written if word.islower()}
        topical = [word for word in written if not is_stop_word(fold(word))]
        self._nouns = [word for word in topical if word[0].isupper() and word.lower() not in small]
        self._known = dict.fromkeys(self._nouns)
        self._parts = [word for word in self._known if len(word) <= LONGEST_PART and PART.fullmatch(word)]
        self._others: dict[str, list[str]] = {}
        for word in topical:
            if word not in self._known:
                self._others.setdefault(_ending(word), []).append(word.lower())

    def other(self, word: str) -> str:
        """Return a word to stand in this one's place."""
        if word in self._known:
            return self._noun()
        others = self._others.get(_ending(word))
        if others is None or is_stop_word(fold(word)):
            return word
        drawn = self._random.choice(others)
        return drawn.capitalize() if word[0].isupper() else drawn

    def _noun(self) -> str:
        is_new = self._random.random() < HEAPS * len(self._known) / len(self._nouns)
        noun = self._compound() if is_new and self._parts else self._random.choice(self._nouns)
        self._known.setdefault(noun)
        self._nouns.append(noun)
        return noun

    def _compound(self) -> str:
        first, second = self._random.choice(self._parts), self._random.choice(self._parts)
        return f"{first}{'s' if first.endswith(LINKED) else ''}{second.lower()}"


def _ending(word: str) -> str:
    return word[-2:].lower()


def grow(real: Store, size: int) -> Store:
    """Return a store of that many documents: the real ones, then made-up ones. A smaller one is part of a larger one.

    Raises:
        ValueError: there are more real ones already, or none.
    """
    if not 0 < len(real.documents) <= size:
        raise ValueError(f"a store of {len(real.documents)} documents cannot grow to {size}")
    missing = size - len(real.documents)
    made_up = searched(islice(_made_up(real.documents), missing))
    return replace(real, documents=(*real.documents, *made_up.documents))


def _made_up(templates: tuple[Document, ...]) -> Iterator[AnyEntry]:
    words, number = Words(templates), 0
    while True:
        for template in templates:
            number += 1
            yield _variant(template.entry, f"made-up-{number:07}", words)


def _variant(entry: AnyEntry, entry_id: str, words: Words) -> AnyEntry:
    replaced: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        return replaced.get(word) or replaced.setdefault(word, words.other(word))

    changed = {field: _rewritten(getattr(entry, field), other) for field in TEXT_FIELDS[entry.kind]}
    return entry.model_copy(update={"id": entry_id, **changed})


def _rewritten(value: str | list[str] | None, other: Callable[[re.Match[str]], str]) -> str | list[str] | None:
    if value is None:
        return None
    return WORD.sub(other, value) if isinstance(value, str) else [WORD.sub(other, text) for text in value]
