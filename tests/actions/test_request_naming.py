"""Name and company out of one answer."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from bot.actions.request import naming

EMAIL, PHONE = "k.gross@muster.example", "+497461123456"


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("Anna Beispiel, Beispiel GmbH", "Anna Beispiel", "Beispiel GmbH"),
        ("Beispiel GmbH & Co. KG, Anna Beispiel", "Anna Beispiel", "Beispiel GmbH & Co. KG"),
        ("Anna Beispiel von der Beispiel GmbH", "Anna Beispiel", "Beispiel GmbH"),
        ("Anna Beispiel (Beispiel AG)", "Anna Beispiel", "Beispiel AG"),
        ("Anna Beispiel / Firma Muster", "Anna Beispiel", "Muster"),
        ("Anna Beispiel - Beispiel e.K.", "Anna Beispiel", "Beispiel e.K."),
        ("Käthe Groß, Muster-Dreherei", "Käthe Groß", "Muster-Dreherei"),
        ("ich heiße Anna Beispiel, Beispiel GmbH", "Anna Beispiel", "Beispiel GmbH"),
        ("Beispiel GmbH", None, "Beispiel GmbH"),
        ("Anna Beispiel", "Anna Beispiel", None),
        ("Anna von Beispiel", "Anna von Beispiel", None),
        ("Müller-Lüdenscheidt", "Müller-Lüdenscheidt", None),
        # What cannot be told apart stays together as the name.
        ("Beispiel, Anna", "Beispiel, Anna", None),
        ("Muster Technik, Beispiel Bau", "Muster Technik, Beispiel Bau", None),
        ("Anna Beispiel, Muster GmbH, Beispiel AG", "Anna Beispiel, Muster GmbH, Beispiel AG", None),
    ],
)
def test_it_tells_name_and_company_apart(text: str, name: str | None, company: str | None) -> None:
    assert naming.split(text) == {
        key: value for key, value in (("name", name), ("company", company)) if value is not None
    }


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<img src=x onerror="alert1">', '<img src=x onerror="alert1">'),
        ("=1+1", "=1+1"),
        ("Anna\r\nBcc: alle@muster.example", "Anna\r\nBcc: alle@muster.example"),
        ("Anna\u202e\x1b[31m Beispiel", "Anna[31m Beispiel"),
        ("{0} %s", "{0} %s"),
    ],
)
def test_markup_formulas_and_headers_are_one_line_of_text(text: str, kept: str) -> None:
    assert naming.split(text)["name"] == " ".join(kept.split())


def heard(text: str, entities: list[dict[str, Any]] | None = None, **slots: Any) -> dict[str, Any]:
    message = {"text": text, "intent": {"name": "inform", "confidence": 1.0}, "entities": entities or []}
    return naming.read(text, Tracker("visitor", slots, message, [], False, None, {}, "action_listen"))


@pytest.mark.parametrize("text", ["/dont_know", "Nein danke", "möchte ich nicht sagen", "…"])
def test_a_refusal_is_no_name(text: str) -> None:
    assert heard(text) == {"contact_name": "unknown"}


def test_a_number_that_is_said_along_with_the_name_is_taken() -> None:
    text = "Anna Beispiel, 07461 123456"
    phone = {"entity": "phone", "value": "07461 123456", "start": 15, "end": 27}
    taken = heard(text, [phone], contact={"email": EMAIL})
    assert taken == {"contact": {"email": EMAIL, "phone": PHONE}, "contact_name": {"name": "Anna Beispiel"}}


def test_a_second_contact_instead_of_a_name_is_taken_and_the_name_asked_for_again() -> None:
    email = {"entity": "email", "value": EMAIL, "start": 0, "end": len(EMAIL)}
    assert heard(EMAIL, [email], contact={"phone": PHONE}) == {
        "contact": {"email": EMAIL, "phone": PHONE},
        "contact_name": None,
    }


@pytest.mark.parametrize(
    ("text", "intent", "is_name"),
    [
        ("Hans-Peter Löscher", "erase_data", True),
        ("Ich heiße Petra Menschel", "talk_to_human", True),
        ("Bitte mein Anliegen löschen", "erase_data", False),
        ("abbrechen", "cancel", False),
    ],
)
def test_names_look_like_anything_to_the_classifier(text: str, intent: str, is_name: bool) -> None:
    message = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": []}
    tracker = Tracker("visitor", {}, message, [], False, None, {"name": "contact_form"}, "action_listen")
    assert naming.is_no_name(tracker) is not is_name
