"""How a person is reached: e-mail addresses, telephone numbers and names as visitors write them."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

LONGEST_NAME = 200
ADDRESS = re.compile(r"\S*@\S*")
GLUE = re.compile(r"^(?:[\s,;/|]|(?:und|oder)\s)+|(?:[\s,;/|]|\s(?:und|oder))+$")
"""What may stand between an address and a number."""


class InvalidContactError(ValueError):
    """The text is neither a usable e-mail address nor a usable telephone number."""


@dataclass(frozen=True)
class Contact:
    """How a person is reached. A request for a need has at least one of e-mail and phone; the rest is optional."""

    email: str | None = None
    phone: str | None = None
    """E.164."""
    name: str | None = None
    company: str | None = None


NO_CONTACT = Contact()


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
        raise InvalidContactError(str(error)) from error


def read_phone(text: str) -> str:
    """Return the number in E.164; numbers without a country are German.

    Raises:
        InvalidContactError: no country has such a number.
    """
    try:
        number = phonenumbers.parse(text.strip(), "DE")
    except phonenumbers.NumberParseException as error:
        raise InvalidContactError(str(error)) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidContactError("no telephone number of any country")
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
