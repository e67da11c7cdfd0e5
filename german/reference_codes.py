"""Reference codes of requests, as they are issued and as people write them.

``LT-7K3M-9QXC-W``: eight characters and a check character after ISO 7064's pure system, mod 29 with radix 2: one wrong
character or two swapped neighbours never pass.
"""

import re
from typing import NamedTuple

from german.normalise import clean

# No vowels (no words appear), no I, L, O, 0, 1 (they look alike). 28 characters and a 29th check value.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
CHECK_VALUES = ALPHABET + "A"
MODULUS = len(CHECK_VALUES)
RANDOM_LENGTH = 8

PREFIX = "LT"

_SPACING = r"[\s.-]{0,3}"
_SEPARATORS = re.compile(r"[\s.-]")
_SPELT_OUT = rf"L{_SPACING}T{_SPACING}(?:[{ALPHABET}]{_SPACING}){{{RANDOM_LENGTH}}}[{CHECK_VALUES}]"
_IN_GROUPS = r"(?:LT[\s-]{0,3})?[A-Z0-9]{4}[\s-]{0,3}[A-Z0-9]{4}[\s-]{0,3}[A-Z0-9]"
_CODE = re.compile(rf"(?<![\w@.+/-])(?:{_SPELT_OUT}|{_IN_GROUPS})(?![\w@]|[./+-]\w)", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
# I and O are missing: people write them for 1 and 0.
_VOWEL = re.compile(r"[AEU]")


class CodeMention(NamedTuple):
    """A stretch of text that is a reference code, or was meant to be one."""

    start: int
    end: int
    text: str


def check_character(characters: str) -> str:
    """Return the character that ends a code of these random characters."""
    remainder = 0
    for character in characters:
        remainder = (remainder + ALPHABET.index(character)) * 2 % MODULUS
    return CHECK_VALUES[-remainder % MODULUS]


def written(characters: str) -> str:
    """Return the code of these random characters as it is issued."""
    return f"{PREFIX}-{characters[:4]}-{characters[4:]}-{check_character(characters)}"


def normalise(code: str) -> str | None:
    """Return the code as it was issued, or None when it cannot be one. Case, blanks and hyphens do not matter."""
    compact = _SEPARATORS.sub("", clean(code)).upper().removeprefix(PREFIX)
    body, check = compact[:-1], compact[-1:]
    if len(body) != RANDOM_LENGTH or any(character not in ALPHABET for character in body):
        return None
    return written(body) if check == check_character(body) else None


def find_codes(text: str) -> list[CodeMention]:
    """Find reference codes in order. Of those that cannot have been issued, only what plainly was meant to be one.

    A slip of the pen is found after "LT" and with a digit in it; without "LT" a code needs a letter, a digit and the
    right check character. So neither telephone numbers nor "lt. Anlage" are codes.
    """
    # One character for one, so that offsets stay.
    unified = "".join(one if len(one := clean(character)) == 1 else character for character in text)
    return [
        CodeMention(*match.span(), text[match.start() : match.end()])
        for match in _CODE.finditer(unified)
        if _is_meant(match.group())
    ]


def _is_meant(found: str) -> bool:
    compact = _SEPARATORS.sub("", found).upper()
    named, body = compact.startswith(PREFIX), compact.removeprefix(PREFIX)
    has_digit = bool(_DIGIT.search(body))
    if normalise(found):
        return named or (has_digit and not body.isdigit())
    return named and has_digit and not _VOWEL.search(body[:-1])
