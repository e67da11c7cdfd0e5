"""E-mail addresses and telephone numbers as visitors write them."""

import pytest

from desk.contacts import Contact, InvalidContactError, read_contact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" e.mueller@muster-dreherei.de ", Contact(email="e.mueller@muster-dreherei.de")),
        ("Käthe@Müller-Beispiel.de", Contact(email="Käthe@müller-beispiel.de")),
        ("07461 1234567", Contact(phone="+4974611234567")),
        ("+49 (0)7461 / 123-4567", Contact(phone="+4974611234567")),
        ("0043 1 5880 1234", Contact(phone="+43158801234")),
    ],
)
def test_it_reads_addresses_and_numbers(text: str, expected: Contact) -> None:
    assert read_contact(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "Müller", "mueller@", "@firma.de", "a b@firma.de", "12", "ruf mich an", "x" * 5000, "a@b.de\r\nBcc: c@d.de"],
)
def test_it_rejects_what_reaches_nobody(text: str) -> None:
    with pytest.raises(InvalidContactError):
        read_contact(text)
