"""E-mail addresses and telephone numbers as visitors write them."""

import pytest

from desk.contacts import Contact, ContactProblem, InvalidContactError, one_line, read_contact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" e.mueller@muster-dreherei.de ", Contact(email="e.mueller@muster-dreherei.de")),
        ("Käthe@Müller-Beispiel.de", Contact(email="Käthe@müller-beispiel.de")),
        ("07461 1234567", Contact(phone="+4974611234567")),
        ("+49 (0)7461 / 123-4567", Contact(phone="+4974611234567")),
        ("0043 1 5880 1234", Contact(phone="+43158801234")),
        ("k@muster.de, 07461 1234567", Contact(email="k@muster.de", phone="+4974611234567")),
        ("07461 1234567 oder k@muster.de", Contact(email="k@muster.de", phone="+4974611234567")),
        ("07461/1234567 / k@muster.de;", Contact(email="k@muster.de", phone="+4974611234567")),
    ],
)
def test_it_reads_addresses_and_numbers(text: str, expected: Contact) -> None:
    assert read_contact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Müller",
        "mueller@",
        "@firma.de",
        "a b@firma.de",
        "12",
        "ruf mich an",
        "x" * 5000,
        "a@b.de\r\nBcc: c@d.de",
        "a@b.de c@d.de",
        "k@muster.de oder nachts",
        "k@muster.de\n07461",
    ],
)
def test_it_rejects_what_reaches_nobody(text: str) -> None:
    with pytest.raises(InvalidContactError):
        read_contact(text)


def test_names_are_one_line_each() -> None:
    contact = read_contact(
        "k@muster.de", name=" Käthe\r\nBcc: alle@firma.de ", company="\u202eGmbH\x1b[31m Groß & Söhne "
    )
    assert contact.name == "Käthe Bcc: alle@firma.de"
    assert contact.company == "GmbH[31m Groß & Söhne"
    assert read_contact("k@muster.de", name=" \n ").name is None


def test_markup_and_formulas_stay_what_they_are() -> None:
    assert one_line('=HYPERLINK("x") <b>') == '=HYPERLINK("x") <b>'
    assert one_line("x" * 500) == "x" * 200


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ruf mich an", ContactProblem.UNREADABLE),
        ("k(at)muster.example", ContactProblem.NO_AT),
        ("k.muster.example", ContactProblem.NO_AT),
        ("k@muster", ContactProblem.EMAIL_INCOMPLETE),
        ("12345", ContactProblem.PHONE_TOO_SHORT),
        ("7461 123456", ContactProblem.PHONE_WITHOUT_PREFIX),
        ("43 1 5880 1234", ContactProblem.PHONE_WITHOUT_PREFIX),
        ("07461 123456 789 012 345 678", ContactProblem.PHONE_TOO_LONG),
        ("0000000", ContactProblem.PHONE_UNKNOWN),
    ],
)
def test_it_says_what_is_wrong(text: str, problem: ContactProblem) -> None:
    with pytest.raises(InvalidContactError) as error:
        read_contact(text)
    assert error.value.problem is problem
