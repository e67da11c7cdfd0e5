"""The tokens of a text as the number grammar wants them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from german.analysis import Token, stem, tokenise
from german.contact_details import find_contact_details
from german.lexicon import words
from german.normalise import clean

# Glued to digits, each of these is a unit ("5mio", "45MA"); anything else makes a name of it ("5G", "3D").
_GLUED = words("units_glued")
_GLUED_WORD = re.compile(r"([0-9][0-9.,'’]*)([a-z]+)")

_ABBREVIATIONS = words("abbreviations")
_CLAUSE_MARKS = frozenset(",;:!?\n")
_SENTENCE_MARKS = frozenset(";!?\n")


@dataclass(frozen=True)
class Piece:
    """A token, or the digits or letters of one ("5", "mio"); `gap` is what stands between it and the piece before."""

    start: int
    end: int
    text: str
    folded: str
    stem: str
    gap: str

    @cached_property
    def bare_gap(self) -> str:
        """The gap without blanks."""
        return "".join(self.gap.split())

    @cached_property
    def is_digits(self) -> bool:
        """Whether it is written in digits, with nothing but their marks."""
        return not self.folded.strip("0123456789.,'’")


class Pieces:
    """The pieces of a text; asked for one beyond the ends, it answers with an empty string."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = list(_cut(text))
        self._tail = "".join(clean(text[self._pieces[-1].end if self._pieces else 0 :]).split())

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, index: int) -> Piece:
        return self._pieces[index]

    def between(self, start: int, end: int) -> str:
        """Return what was written from one letter to another."""
        return self._text[start:end]

    def has(self, index: int) -> bool:
        """Tell whether there is a piece at `index`."""
        return 0 <= index < len(self._pieces)

    def folded(self, index: int) -> str:
        """Return the folded word at `index`."""
        return self._pieces[index].folded if self.has(index) else ""

    def stem(self, index: int) -> str:
        """Return the stem at `index`."""
        return self._pieces[index].stem if self.has(index) else ""

    def gap(self, index: int) -> str:
        """Return what stands before the piece at `index`, without blanks; at the end what stands behind the last."""
        if index == len(self._pieces):
            return self._tail
        return self._pieces[index].bare_gap if self.has(index) else ""

    def starts_clause(self, index: int) -> bool:
        """Tell whether a mark parts the piece at `index` from the one before: any but a hyphen, bracket or "ca."."""
        return self._is_full_stop(index) or not _CLAUSE_MARKS.isdisjoint(self._pieces[index].gap)

    def starts_sentence(self, index: int) -> bool:
        """Tell whether a mark that ends a sentence parts the piece at `index` from the one before."""
        return self._is_full_stop(index) or not _SENTENCE_MARKS.isdisjoint(self._pieces[index].gap)

    def _is_full_stop(self, index: int) -> bool:
        return self._pieces[index].gap.startswith(".") and self.folded(index - 1) not in _ABBREVIATIONS

    def is_digits(self, index: int) -> bool:
        """Tell whether the piece at `index` is written in digits."""
        return self.has(index) and self._pieces[index].is_digits


def _cut(text: str) -> Iterator[Piece]:
    """Yield the pieces outside e-mail addresses, telephone numbers and the like."""
    details = iter(find_contact_details(text))
    detail = next(details, None)
    done = 0
    for token in tokenise(text):
        while detail and detail.end <= token.start:
            detail = next(details, None)
        if detail and token.end > detail.start:
            continue
        yield from _pieces_of(token, clean(text[done : token.start]))
        done = token.end


def _pieces_of(token: Token, gap: str) -> Iterator[Piece]:
    glued = _GLUED_WORD.fullmatch(token.folded)
    if not glued or glued[2] not in _GLUED:
        yield Piece(token.start, token.end, token.text, token.folded, token.stem, gap)
        return
    length = next(index for index, character in enumerate(token.text) if character.isalpha())
    middle = token.start + length
    yield Piece(token.start, middle, token.text[:length], glued[1], glued[1], gap)
    yield Piece(middle, token.end, token.text[length:], glued[2], stem(glued[2]), "")
