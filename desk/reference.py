"""Reference codes: short enough to dictate, too many to guess, and a slip of the pen is noticed.

``LT-7K3M-9QXC-W``: eight random characters (28^8, about 3.8e11 codes) and a check character after ISO 7064's
pure system, mod 29 with radix 2: one wrong character or two swapped neighbours never pass.
"""

import re
import secrets

# No vowels (no words appear), no I, L, O, 0, 1 (they look alike). 28 characters and a 29th check value.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
CHECK_VALUES = ALPHABET + "A"
MODULUS = len(CHECK_VALUES)
RANDOM_LENGTH = 8


def _check_character(characters: str) -> str:
    remainder = 0
    for character in characters:
        remainder = (remainder + ALPHABET.index(character)) * 2 % MODULUS
    return CHECK_VALUES[-remainder % MODULUS]


def new_code() -> str:
    """Return a fresh code."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return f"LT-{characters[:4]}-{characters[4:]}-{_check_character(characters)}"


def normalise(code: str) -> str | None:
    """Return the code as it was issued, or None when it cannot be one. Case, blanks and hyphens do not matter."""
    compact = re.sub(r"[\s-]", "", code.upper()).removeprefix("LT")
    body, check = compact[:-1], compact[-1:]
    if len(body) != RANDOM_LENGTH or any(character not in ALPHABET for character in body):
        return None
    return f"LT-{body[:4]}-{body[4:]}-{check}" if check == _check_character(body) else None
