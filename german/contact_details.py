"""Where a text names an e-mail address, a telephone number, an account or a private web address."""

import re
from typing import NamedTuple


class ContactDetail(NamedTuple):
    """A stretch of text and its kind, which is a key of `german.redact.PLACEHOLDERS`."""

    start: int
    end: int
    kind: str


# Every pattern starts where a word starts and repeats one character class at a time, or a bounded number of times.
_URL = re.compile(r"(?<![\w/])(?:https?://|www\.)[^\s<>\"'\[\]]+", re.IGNORECASE)
_PRIVATE_URL = re.compile(r"[?#@=]|(?<=\w)/(?=[\w-]*[0-9])[\w-]{16,}")
_MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:@|[ ]?[(\[{](?:at|ät)[)\]}][ ]?)[\w-]+"
    r"(?:(?:\.|[ ]?[(\[{](?:dot|punkt)[)\]}][ ]?)[\w-]+)+",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<!\w)(?:(?i:DE)[ ]?[0-9]{2}(?:[ -]?[0-9]){18}|"
    r"[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?)(?!\w)"
)
_VAT = re.compile(r"(?<!\w)(?:DE(?:[ .-]?[0-9]){9}|AT[ ]?U[0-9]{8}|CHE(?:[ .-]?[0-9]){9})(?!\w)", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<!\w)(?<![0-9][.,/-])\(?"
    # Neither a date ("01.02.2025") nor a time ("08.30 - 17.00").
    r"(?!0[0-9]\.[01][0-9]\.(?:[0-9]{2,4})?(?![0-9])|0[0-9]\.[0-5][0-9](?![0-9.]))"
    r"(?:\+[ ]?[0-9]|0[0-9])(?:[ ./()-]{0,3}[0-9]){5,18}(?!\w)"
)
_PHONE_CUE = re.compile(
    r"(?<!\w)(?:tel(?:efon(?:nummer)?)?|fon|mobil(?:nummer)?|handy(?:nummer)?|fax|durchwahl|rufnummer)(?!\w)"
    r"[^\w\[\]\n]{0,5}(?:(?:ist|lautet|unter|nr)[^\w\[\]\n]{1,3})?(\+?[0-9](?:[ ./()-]{0,3}[0-9]){3,18})(?!\w)",
    re.IGNORECASE,
)


def find_contact_details(text: str) -> list[ContactDetail]:
    """Find what identifies a sender, in order and without overlaps. Public web addresses are not private."""
    found = [
        ContactDetail(*_trimmed(match), "url") for match in _URL.finditer(text) if _PRIVATE_URL.search(match.group())
    ]
    for kind, pattern, group in (
        ("mail", _MAIL, 0),
        ("iban", _IBAN, 0),
        ("vat", _VAT, 0),
        ("phone", _PHONE, 0),
        ("phone", _PHONE_CUE, 1),
    ):
        found += [ContactDetail(*match.span(group), kind) for match in pattern.finditer(text)]
    return without_overlaps(found)


def without_overlaps(found: list[ContactDetail]) -> list[ContactDetail]:
    """Keep, of details that overlap, the one found first in the list; in the order of the text."""
    rank = {detail: position for position, detail in reversed(list(enumerate(found)))}
    kept: list[ContactDetail] = []
    for detail in sorted(rank, key=lambda detail: (detail.start, rank[detail])):
        while kept and detail.start < kept[-1].end and rank[detail] < rank[kept[-1]]:
            kept.pop()
        if not kept or detail.start >= kept[-1].end:
            kept.append(detail)
    return kept


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match.group().rstrip(".,;:!?)"))
