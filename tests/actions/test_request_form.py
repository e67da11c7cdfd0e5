"""The contact form: what it asks for, and what it takes for an answer."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.request.form import ValidateContactForm
from tests.actions.concerns import knowing, said
from tests.knowledge.knowledge_samples import faq

SLOTS = ["consent", "contact", "copy_wanted", "contact_name"]
EMAIL, PHONE = {"email": "k@muster.example"}, {"phone": "+497461123456"}
WHOLE = {"consent": "given", "contact": EMAIL, "copy_wanted": "no", "contact_name": "unknown"}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with knowing(tmp_path, monkeypatch, faq()):
        yield


def tracker(slots: dict[str, Any], *events: dict[str, Any]) -> Tracker:
    latest = events[-1]["parse_data"] if events else {}
    return Tracker("visitor", slots, latest, list(events), False, None, {}, "action_listen")


def asked(**slots: Any) -> list[str]:
    wanted = ValidateContactForm().required_slots(SLOTS, CollectingDispatcher(), tracker(slots), {})
    return asyncio.run(wanted)


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({}, ["consent", "contact", "contact_name"]),
        ({"consent": "refused"}, ["consent"]),
        ({"consent": "given", "contact": PHONE}, ["consent", "contact", "contact_name"]),
        ({"consent": "given", "contact": EMAIL}, SLOTS),
    ],
)
def test_a_copy_is_only_asked_about_where_there_is_an_address(slots: dict[str, Any], expected: list[str]) -> None:
    assert asked(**slots) == expected


def test_what_is_known_when_the_form_begins_again_stays() -> None:
    form, heard = ValidateContactForm(), CollectingDispatcher()
    again = tracker({**WHOLE, "requested_slot": None}, said("/affirm", "affirm"))
    for slot in ("consent", "contact", "contact_name"):
        assert getattr(form, f"validate_{slot}")(WHOLE[slot], heard, again, {}) == {slot: WHOLE[slot]}
    assert heard.messages == []


@pytest.mark.parametrize(
    ("event", "taken"),
    [
        (said("/inform", "inform", consent="given"), {"consent": "given"}),
        (said("ja", "affirm"), {"consent": "given"}),
        (said("/affirm", "affirm"), {"consent": None}),
        (said("ja", "affirm") | {"unsure": True}, {"consent": None}),
    ],
)
def test_consent_needs_its_own_button_or_a_sure_yes(event: dict[str, Any], taken: dict[str, Any]) -> None:
    if event.pop("unsure", False):
        event["parse_data"]["intent"]["confidence"] = 0.7
    heard = CollectingDispatcher()
    answered = ValidateContactForm().validate_consent("given", heard, tracker({"requested_slot": "consent"}, event), {})
    assert answered == taken
    assert bool(heard.messages) is (taken["consent"] is None)


def test_with_consent_a_contact_that_was_told_before_is_taken() -> None:
    events = (said("Meine Nummer ist 07461 123456", "inform", phone="07461 123456"), said("ja", "affirm"))
    answered = ValidateContactForm().validate_consent(
        "given", CollectingDispatcher(), tracker({"requested_slot": "consent"}, *events), {}
    )
    assert answered == {"consent": "given", "contact": PHONE}


def test_without_consent_a_contact_that_was_told_before_is_not_taken() -> None:
    events = (said("Meine Nummer ist 07461 123456", "inform", phone="07461 123456"), said("nein", "deny"))
    answered = ValidateContactForm().validate_consent(
        "refused", CollectingDispatcher(), tracker({"requested_slot": "consent"}, *events), {}
    )
    assert answered == {"consent": "refused"}


@pytest.mark.parametrize("slot", ["contact", "contact_name"])
def test_a_question_is_answered_and_no_contact_or_name(slot: str) -> None:
    heard = CollectingDispatcher()
    event = said("Wie ölt man Schrauben?", "ask_question")
    validate = getattr(ValidateContactForm(), f"validate_{slot}")
    assert validate(event["text"], heard, tracker({"requested_slot": slot}, event), {}) == {slot: None}
    assert heard.messages[0]["text"].startswith("Dies ist eine erfundene Antwort.")
