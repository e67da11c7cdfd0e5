"""How a person is reached: e-mail addresses, telephone numbers and names as visitors write them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from email_validator import EmailNotValidError, validate_email

LONGEST_NAME = 200
ADDRESS = re.compile(r"\S*@\S*")
GLUE = re.compile(r"^(?:[\s,;/|]|(?:und|oder)\s)+|(?:[\s,;/|]|\s(?:und|oder))+$")
"""What may stand between an address and a number."""


PREFIX = re.compile(r"[^\d+]*(?:\+|0)")
"""A number that starts otherwise may be a local one, or a foreign one that would be read as a German one."""
DOMAIN = re.compile(r"\w(?:\(at\)|\[at\])\w|\w\.[a-z]{2,}\s*$", re.IGNORECASE)
LEAST_DIGITS = 6


class ContactProblem(StrEnum):
    """What is wrong with a contact."""

    UNREADABLE = "unreadable"
    """There is neither an address nor a number in it."""
    NO_AT = "no_at"
    EMAIL_INCOMPLETE = "email_incomplete"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_WITHOUT_PREFIX = "phone_without_prefix"
    PHONE_UNKNOWN = "phone_unknown"
    """No country has such a number; perhaps a foreign one without its country's code."""


class InvalidContactError(ValueError):
    """The text is neither a usable e-mail address nor a usable telephone number."""

    def __init__(self, message: str, problem: ContactProblem = ContactProblem.UNREADABLE) -> None:
        super().__init__(message)
        self.problem = problem


@dataclass(frozen=True)
class Contact:
    """How a person is reached. A request for a need has at least one of e-mail and phone; the rest is optional."""

    email: str | None = None
    phone: str | None = None
    """E.164."""
    name: str | None = None
    company: str | None = None


NO_CONTACT = Contact()


PARSE_PROBLEMS = {
    phonenumbers.NumberParseException.TOO_LONG: ContactProblem.PHONE_TOO_LONG,
    phonenumbers.NumberParseException.TOO_SHORT_NSN: ContactProblem.PHONE_TOO_SHORT,
    phonenumbers.NumberParseException.TOO_SHORT_AFTER_IDD: ContactProblem.PHONE_TOO_SHORT,
}
LENGTH_PROBLEMS = {
    phonenumbers.ValidationResult.TOO_LONG: ContactProblem.PHONE_TOO_LONG,
    phonenumbers.ValidationResult.TOO_SHORT: ContactProblem.PHONE_TOO_SHORT,
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: ContactProblem.PHONE_TOO_SHORT,
}


def one_line(text: str | None, longest: int = LONGEST_NAME) -> str | None:
    """Return a text as one line without control and direction characters, or None when nothing is left."""
    characters = unicodedata.normalize("NFC", text or "")
    visible = "".join(
        " " if character.isspace() else character
        for character in characters
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(visible.split())[:longest].rstrip() or None


def read_email(text: str) -> str:
    """Return the address as it is written to.

    Raises:
        InvalidContactError: it is none.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidContactError(str(error), ContactProblem.EMAIL_INCOMPLETE) from error


def _problem(text: str) -> ContactProblem | None:
    """Return what keeps a text from being a number before anybody looks for its country."""
    digits = sum(character.isdigit() for character in text)
    if not digits or DOMAIN.search(text):
        return ContactProblem.NO_AT if DOMAIN.search(text) else ContactProblem.UNREADABLE
    if digits < LEAST_DIGITS:
        return ContactProblem.PHONE_TOO_SHORT
    return None if PREFIX.match(text) else ContactProblem.PHONE_WITHOUT_PREFIX


def read_phone(text: str) -> str:
    """Return the number in E.164; numbers without a country are German and start with 0.

    Raises:
        InvalidContactError: no country has such a number.
    """
    if problem := _problem(text):
        raise InvalidContactError("no telephone number", problem)
    try:
        number = phonenumbers.parse(text.strip(), "DE")
    except phonenumbers.NumberParseException as error:
        raise InvalidContactError(
            str(error), PARSE_PROBLEMS.get(error.error_type, ContactProblem.PHONE_UNKNOWN)
        ) from error
    if not phonenumbers.is_valid_number(number):
        length = phonenumbers.is_possible_number_with_reason(number)
        raise InvalidContactError(
            "no telephone number of any country", LENGTH_PROBLEMS.get(length, ContactProblem.PHONE_UNKNOWN)
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_contact(text: str, *, name: str | None = None, company: str | None = None) -> Contact:
    """Read an e-mail address, a telephone number, or one of each.

    Raises:
        InvalidContactError: there is neither, or something else beside them.
    """
    names = {"name": one_line(name), "company": one_line(company)}
    found = ADDRESS.search(text)
    if found is None:
        return Contact(phone=read_phone(text), **names)
    email = read_email(found.group().strip(",;"))
    beside = GLUE.sub("", text[: found.start()] + text[found.end() :])
    return Contact(email=email, phone=read_phone(beside) if beside else None, **names)
