"""Whether an offer can be used."""

from enum import StrEnum


class Availability(StrEnum):
    """Whether a programme or course can be used."""

    OPEN = "open"
    CALL = "call"
    ENDING = "ending"
    ENDED = "ended"
    UNCLEAR = "unclear"
