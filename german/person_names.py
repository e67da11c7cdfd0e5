"""Names of persons, where a cue announces them."""

import re
from collections.abc import Iterator

from german.analysis import Token, is_stop_word, tokenise

LONGEST_NAME = 3
"""Words; "Anna-Lena" is one, and "von der" is none."""
MOST_TOKENS = 12
"""Behind a cue, with titles and particles."""

_TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "rer", "nat", "phil", "mag", "msc", "bsc", "i", "a", "v", "ppa"}
)
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "zu", "vom", "zum", "zur", "el", "al"})
_NO_NAMES = frozenset({"firma", "fa"})
"""Capitalised words that end a name: "Frau Müller von der Firma Huber"."""
# The words of a cue, folded, and whether a name after it may be written in lower case.
_CUES: dict[tuple[str, ...], bool] = {
    ("mein", "name", "ist"): True,
    ("mein", "name", "lautet"): True,
    ("name", "ist"): True,
    ("ich", "heisse"): True,
    ("heisse", "ich"): True,
    ("name",): False,
    ("ansprechpartner",): False,
    ("ansprechpartnerin",): False,
    ("herr",): False,
    ("herrn",): False,
    ("hr",): False,
    ("frau",): False,
    ("fr",): False,
    ("gruessen",): False,
    ("gruesse",): False,
    ("gruss",): False,
    ("mfg",): False,
    ("lg",): False,
    ("vg",): False,
}
_NEEDS_COLON = frozenset({("name",), ("ansprechpartner",), ("ansprechpartnerin",)})
_CLOSINGS = frozenset({("gruessen",), ("gruesse",), ("gruss",), ("mfg",), ("lg",), ("vg",)})
_LONGEST_CUE = max(map(len, _CUES))
_AFTER_CUE = re.compile(r"[^\S\n]{0,3}[.:]?[^\S\n]{0,3}")
_AFTER_COLON = re.compile(r"[^\S\n]{0,3}:[^\S\n]{0,3}")
_AFTER_CLOSING = re.compile(r"[\s,.!:*_-]{0,12}")
_AFTER_TITLE = re.compile(r"[.\s-]{1,4}")
_AFTER_WORD = re.compile(r"[^\S\n]{1,3}|[-']")
_AFTER_INITIAL = re.compile(r"\.?[^\S\n]{0,3}|[-']")


def find_person_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each name, without the cue and without titles."""
    tokens = tokenise(text)
    position = 0
    while position < len(tokens):
        cue = _cue_at(tokens, position)
        if cue is None:
            position += 1
            continue
        position += len(cue)
        name = _name_after(text, tokens, position, cue)
        if name:
            yield name[0].start, name[-1].end
            position += len(name)


def _cue_at(tokens: list[Token], position: int) -> tuple[str, ...] | None:
    for length in range(_LONGEST_CUE, 0, -1):
        words = tuple(token.folded for token in tokens[position : position + length])
        if words in _CUES:
            return words
    return None


def _name_after(text: str, tokens: list[Token], position: int, cue: tuple[str, ...]) -> list[Token]:
    """Return the tokens of the name that starts at `position` or, behind titles, later; empty if there is none."""
    before = tokens[position - 1]
    # Who writes the cue in lower case ("herr müller") writes the name so, too.
    small = _CUES[cue] or before.text.islower()
    allowed = _after_cue(cue)
    name: list[Token] = []
    words = 0
    for token in tokens[position : position + MOST_TOKENS]:
        gap = text[before.end : token.start]
        words += gap != "-" and token.folded not in _PARTICLES | _TITLES
        if not allowed.fullmatch(gap) or words > LONGEST_NAME:
            break
        if token.folded in _TITLES and not name:
            allowed = _AFTER_TITLE
        elif _is_name(token, small):
            name.append(token)
            small = small and token.text.islower()
            allowed = _AFTER_INITIAL if len(token.text) == 1 else _AFTER_WORD
        else:
            break
        before = token
    while name and name[-1].folded in _PARTICLES:
        name.pop()
    return name


def _after_cue(cue: tuple[str, ...]) -> re.Pattern[str]:
    if cue in _CLOSINGS:
        return _AFTER_CLOSING
    return _AFTER_COLON if cue in _NEEDS_COLON else _AFTER_CUE


def _is_name(token: Token, small: bool) -> bool:
    if token.folded in _PARTICLES:
        return True
    if is_stop_word(token.folded) or token.folded in _NO_NAMES or any(character.isdigit() for character in token.text):
        return False
    return small or token.text[0].isupper()
