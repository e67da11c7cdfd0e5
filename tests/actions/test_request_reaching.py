"""What is taken as a contact, and what is said about one that reaches nobody."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import texts
from bot.actions.request import reaching
from bot.engine.nlu.entity_reader import EMAIL, PHONE
from desk.contacts import ContactProblem

READ = {"email": EMAIL, "phone": PHONE}


def entities(text: str) -> list[dict[str, Any]]:
    """What the engine finds."""
    return [
        {"entity": name, "value": found.group(), "start": found.start(), "end": found.end()}
        for name, pattern in READ.items()
        if (found := pattern.search(text))
    ]


def said(text: str) -> tuple[dict[str, Any] | None, list[str]]:
    message = {"text": text, "intent": {"name": "inform", "confidence": 1.0}, "entities": entities(text)}
    dispatcher = CollectingDispatcher()
    taken = reaching.read(dispatcher, Tracker("visitor", {}, message, [], False, None, {}, "action_listen"))
    return taken["contact"], [message["text"] for message in dispatcher.messages]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("k@muster.example, 07461 123456", {"email": "k@muster.example", "phone": "+497461123456"}),
        ("Sie erreichen mich unter k@muster.example", {"email": "k@muster.example"}),
        ("am besten nachmittags, 07461 123456", {"phone": "+497461123456"}),
        ("nach 14 Uhr: 07461 123456", {"phone": "+497461123456"}),
        ("+41 44 668 18 00", {"phone": "+41446681800"}),
    ],
)
def test_it_takes_all_that_reaches_somebody(text: str, contact: dict[str, str]) -> None:
    assert said(text) == (contact, [])


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("anna.beispiel(at)muster.example", "contact_no_at"),
        ("anna.muster.example", "contact_no_at"),
        ("foo@bar", "contact_email_incomplete"),
        ("@muster.example", "contact_email_incomplete"),
        ("0746", "contact_phone_too_short"),
        ("0711 1", "contact_phone_too_short"),
        ("07461 123456 789 012 345 678 901 234", "contact_phone_too_long"),
        ("41 44 668 18 00", "contact_phone_without_prefix"),
        ("0000000000", "contact_phone_unknown"),
        ("ruf mich an", "contact_unreadable"),
        ("", "contact_unreadable"),
    ],
)
def test_it_says_what_is_wrong(text: str, reply: str) -> None:
    assert said(text) == (None, [texts.section("replies")[reply]["text"]])


def test_an_address_that_cannot_be_read_does_not_cost_the_number() -> None:
    contact, heard = said("anna@muster, 07461 123456")
    assert contact == {"phone": "+497461123456"}
    assert heard == ["Die E-Mail-Adresse konnte ich nicht lesen. Ich nehme +497461123456."]


def test_there_is_a_reply_to_every_problem() -> None:
    replies = texts.section("replies")
    assert all(f"contact_{problem}" in replies for problem in ContactProblem)


def user(text: str, at: int = 0) -> dict[str, Any]:
    parsed = {"intent": {"name": "inform"}, "entities": entities(text)}
    return {"event": "user", "text": text, "timestamp": at, "parse_data": parsed, "metadata": {}}


def test_what_was_told_before_it_was_asked_for_is_known() -> None:
    events = [user("Meine Nummer ist 07461 123456"), user("und k@muster.example"), user("hm, foo@bar")]
    assert reaching.told_before(events) == {"phone": "+497461123456", "email": "k@muster.example"}


def test_a_contact_of_a_concern_that_has_ended_is_not_taken_for_the_next() -> None:
    events = [user("Meine Nummer ist 07461 123456"), {"event": "action", "name": "action_submit_request"}]
    assert reaching.told_before(events) is None
