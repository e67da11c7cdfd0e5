"""E-mail addresses and telephone numbers as visitors write them."""

from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email


class InvalidContactError(ValueError):
    """The text is neither a usable e-mail address nor a usable telephone number."""


@dataclass(frozen=True)
class Contact:
    """How a person is reached: one of the two is set. The phone number is E.164."""

    email: str | None = None
    phone: str | None = None


def read_contact(text: str) -> Contact:
    """Read an e-mail address or a telephone number; numbers without a country are German.

    Raises:
        InvalidContactError: it is neither.
    """
    candidate = text.strip()
    if "@" in candidate:
        try:
            return Contact(email=validate_email(candidate, check_deliverability=False).normalized)
        except EmailNotValidError as error:
            raise InvalidContactError(str(error)) from error
    try:
        number = phonenumbers.parse(candidate, "DE")
    except phonenumbers.NumberParseException as error:
        raise InvalidContactError(str(error)) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidContactError("no telephone number of any country")
    return Contact(phone=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
