"""Types of fields: texts, dates, addresses and ids."""

import calendar
import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter, ValidationError

PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")
HTTP_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<!--|&(?:[a-zA-Z]+|#\w+);")
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that no text needs, that a reader does not see, and that not every database and file keeps."""


def _plain_text(text: str) -> str:
    if MARKUP.search(text):
        raise ValueError("plain text without HTML is expected")
    if INVISIBLE.search(text):
        raise ValueError("text without tabs and invisible characters is expected")
    if not text.strip():
        raise ValueError("some text is expected")
    return text.strip()


def _partial_date(value: object) -> object:
    """YAML reads ``2015`` as a number and ``2024-03-01`` as a date; both are partial dates here."""
    text = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value
    if not isinstance(text, str) or not (parts := PARTIAL_DATE.fullmatch(text)):
        raise ValueError("a date YYYY, YYYY-MM or YYYY-MM-DD is expected")
    try:
        date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError as error:
        raise ValueError(f"{text} is not a day of the calendar") from error
    return text


def _http_url(text: str) -> str:
    """Check with pydantic's URL parser, which would overlook blanks and line ends, and keep the editor's spelling."""
    if text.split() != [text]:
        raise ValueError("an address without blanks is expected")
    try:
        HTTP_URL.validate_python(text)
    except ValidationError as error:
        raise ValueError("an address that starts with https:// or http:// is expected") from error
    return text


Text = Annotated[str, AfterValidator(_plain_text)]
PartialDate = Annotated[str, BeforeValidator(_partial_date)]
Url = Annotated[str, AfterValidator(_http_url)]
EntryId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
TermId = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]


def first_day(partial: str) -> date:
    """First day of a partial date: ``2023`` is 2023-01-01."""
    numbers = [int(part) for part in partial.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    return date(year, month, day)


def last_day(partial: str) -> date:
    """Last day of a partial date: ``2023`` is 2023-12-31."""
    numbers = [int(part) for part in partial.split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], calendar.monthrange(numbers[0], numbers[1])[1])
    return date(*numbers)
