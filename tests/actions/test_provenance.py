"""Where a detail came from, read from a tracker's events."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.actions.provenance import Said, address_key, description, latest, sources


def user(message_id: str, text: str = "…", intent: str = "inform", at: int = 0) -> dict[str, Any]:
    return {
        "event": "user",
        "text": text,
        "timestamp": at,
        "parse_data": {"intent": {"name": intent}},
        "metadata": {"message_id": message_id},
    }


def slot(name: str, value: object) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value, "timestamp": 0}


def said(message_id: str, at: int = 0) -> Said:
    return Said(message_id, datetime.fromtimestamp(at, UTC))


def test_a_detail_comes_from_the_message_before_it() -> None:
    events = [user("m1"), slot("topic", "ki"), user("m2"), slot("place", {"ids": ["kreis"]})]
    assert sources(events) == {"topic": said("m1"), "place": said("m2")}


def test_a_correction_moves_the_source() -> None:
    events = [user("m1"), slot("company_size", 45), user("m2"), slot("company_size", 60)]
    assert sources(events) == {"company_size": said("m2")}


def test_a_tidied_value_keeps_its_source() -> None:
    events = [user("m1"), slot("place", "Aalen"), slot("place", {"name": "Aalen"})]
    assert sources(events) == {"place": said("m1")}


def test_a_detail_that_was_forgotten_has_no_source() -> None:
    assert sources([user("m1"), slot("topic", "ki"), slot("topic", None)]) == {}


def test_slots_that_were_set_before_anybody_spoke_have_no_source() -> None:
    assert sources([slot("topic", "ki")]) == {}


def test_the_longest_sentence_of_need_is_the_description() -> None:
    events = [
        user("m1", "/seek_funding", "seek_funding"),
        user("m2", "Wir wollen Maschinen vernetzen", "state_need"),
        user("m3", "gibt es Geld?", "seek_funding"),
        user("m4", "ein ganz langer Satz, der nur eine Angabe ist und kein Anliegen", "inform"),
    ]
    assert description(events) == ("Wir wollen Maschinen vernetzen", said("m2"))


def test_a_concern_that_ended_describes_nothing() -> None:
    events = [user("m1", "Alte Sache", "state_need"), {"event": "action", "name": "action_submit_request"}]
    assert description(events) is None
    assert description([*events, user("m2", "Neue Sache", "state_need")]) == ("Neue Sache", said("m2"))


def test_what_is_said_of_a_request_made_before_describes_no_concern() -> None:
    form = {"event": "action", "name": "care_form"}
    events = [user("m1", "Wir suchen Geld", "seek_funding"), user("m2", "Wie ist der Stand?", "request_status"), form]
    events += [user("m3", "Und wir suchen inzwischen auch noch einen Kurs", "seek_course"), form, form]
    assert description(events) == ("Wir suchen Geld", said("m1"))


def test_a_value_that_is_only_checked_again_keeps_its_source() -> None:
    events = [user("m1"), slot("topic", "ki"), user("m2"), slot("topic", "ki")]
    assert sources(events) == {"topic": said("m1")}


def test_buttons_alone_describe_nothing() -> None:
    assert description([user("m1", "/seek_funding", "seek_funding")]) is None


def test_the_latest_message_carries_its_time() -> None:
    assert latest([user("m1", at=10), slot("topic", "ki"), user("m2", at=20)]) == said("m2", at=20)


def test_the_address_is_that_of_the_latest_message() -> None:
    first, second = user("m1"), user("m2")
    first["metadata"]["address_key"], second["metadata"]["address_key"] = "a" * 64, "b" * 64
    assert address_key([first, second, slot("topic", "ki")]) == "b" * 64
    assert address_key([first, user("m2")]) is None
    assert address_key([first, {"event": "user", "metadata": None}]) is None


def test_nobody_has_spoken_yet() -> None:
    for ask in (latest, address_key):
        with pytest.raises(LookupError):
            ask([slot("topic", "ki")])


def test_an_unclear_message_counts_once_its_meaning_was_chosen() -> None:
    unclear = user("m1", "irgendwas mit Geld für die alten Dinger", "nlu_fallback")
    assert description([unclear, user("m2", "/seek_funding", "seek_funding")]) == (unclear["text"], said("m1"))
    assert description([unclear, user("m2", "/rephrase", "rephrase")]) is None
    assert description([unclear]) is None


def test_a_message_that_begins_another_concern_after_matches_is_its_description() -> None:
    events = [
        user("m1", "Wir wollen alle unsere Maschinen vernetzen", "state_need"),
        slot("shown", {"summary": "…"}),
        user("m2", "Wir suchen auch einen Kurs", "seek_course"),
        slot("shown", None),
        user("m3", "in Aalen"),
    ]
    assert description(events) == ("Wir suchen auch einen Kurs", said("m2"))
