"""Issues reference codes: short enough to dictate, too many to guess (28^8, about 3.8e11)."""

import secrets

from german.reference_codes import ALPHABET, RANDOM_LENGTH, written


def new_code() -> str:
    """Return a fresh code."""
    return written("".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH)))
