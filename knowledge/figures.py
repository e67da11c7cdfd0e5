"""Which numbers stand in an entry's texts, and whether its structured fields know them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

# Numbers that are part of a name, not a statement: "Industrie 4.0", "NIS-2", "5G", "ISO/IEC 27001-2", "DIN EN 61131".
_NAMES = re.compile(
    r"\b4\.0\b"
    r"|\b[^\W\d_]+[-/]?\d[\w-]*"
    r"|\b\d+[^\W\d_][\w-]*"
    r"|\b(?:ISO|IEC|DIN|EN|VDI|VDE|VDMA|SPEC|BSI|TS|IT|Windows)(?:[ /](?:ISO|IEC|EN|SPEC|TS))* [\d-]+"
)
_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3}(?!\d))+|\d+)(?:,(?P<part>\d+))?(?:\s?(?P<scale>Tsd|Tausend|Mio|Million|Mrd|Milliarde))?"
)
_SCALES = {"Tsd": 1_000, "Tausend": 1_000, "Mio": 10**6, "Million": 10**6, "Mrd": 10**9, "Milliarde": 10**9}


def _number(match: re.Match[str]) -> Decimal:
    written = match["whole"].replace(".", "") + (f".{match['part']}" if match["part"] else "")
    return Decimal(written) * _SCALES.get(match["scale"] or "", 1)


def numbers_in(text: str) -> dict[Decimal, str]:
    """Return the values of all numbers written with digits, each with its spelling. Those of names are left out."""
    return {_number(match): match.group() for match in _NUMBER.finditer(_NAMES.sub(" ", text))}


def _known(values: Iterable[object]) -> Iterator[Decimal]:
    for value in values:
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, int | float):
            yield Decimal(str(value))
        elif isinstance(value, list):
            yield from _known(value)
        else:
            yield from numbers_in(str(value).replace("-", " "))
            yield from numbers_in(str(value))


def unfounded(texts: Iterable[str | None], structured: Iterable[object]) -> tuple[str, ...]:
    """Return the numbers of the texts, as they are written, that no structured value holds."""
    known = set(_known(structured))
    written = (pair for text in texts if text for pair in numbers_in(text).items())
    return tuple(dict.fromkeys(spelling for number, spelling in written if number not in known))
