"""Posting copies: what a receiver gets, how it checks the sender, and what every failure means."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import settings
from desk.channels.base import Copy, DeliveryError
from desk.channels.webhook.transport import WebhookChannel, payload, secret_of, webhook_channel
from desk.contacts import NO_CONTACT
from desk.models import EscalationReason, Purpose
from settings import Settings
from tests.desk.channels.copies import KEY, copy_of, short
from tests.desk.desk_samples import DESCRIPTION, SAID_AT, StandingClock
from tests.desk.receivers import Receiver

MASTER = "webhook-" + "w" * 32
DOCUMENT = settings.ROOT / "docs" / "webhook.md"
SCHEMA = json.loads((settings.ROOT / "desk" / "channels" / "webhook" / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def channel(clock: StandingClock) -> WebhookChannel:
    return WebhookChannel(MASTER, 5, clock)


def to(receiver: Receiver, copy: Copy | None = None) -> Copy:
    return replace(copy or short(Purpose.WITHDRAWN), recipient=receiver.url)


def failure(channel: WebhookChannel, receiver: Receiver) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        channel.deliver(to(receiver))
    return raised.value


def escalation() -> Copy:
    return copy_of(
        escalation=EscalationReason.WISH, details=(), matches=(), destination=None, contact=NO_CONTACT, consent=None
    )


@pytest.mark.parametrize(
    "made",
    [
        copy_of,
        escalation,
        lambda: short(Purpose.INFORMATION_ADDED, information="Ab Mai"),
        lambda: short(Purpose.WITHDRAWN),
        lambda: short(Purpose.ERASED),
    ],
)
def test_what_arrives_is_what_the_schema_says(
    made: Callable[[], Copy], channel: WebhookChannel, receiver: Receiver
) -> None:
    copy = made()
    channel.deliver(to(receiver, copy))
    (received,) = receiver.payloads()
    VALIDATOR.validate(received)
    assert received == payload(copy)
    assert received["event"] == f"request.{copy.purpose}"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"event": "request.deleted"},
        {"idempotency_key": None},
        {"request": {}},
        {"request": {"reference_code": "LT-1"}},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_not_described(spoilt: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(payload(short(Purpose.WITHDRAWN)) | spoilt)


def test_texts_of_visitors_arrive_as_they_were_written(channel: WebhookChannel, receiver: Receiver) -> None:
    channel.deliver(to(receiver, copy_of()))
    fields = {field["name"]: field for field in receiver.payloads()[0]["request"]["fields"]}
    assert fields["description"]["text"] == DESCRIPTION
    assert fields["company_size"] == {
        "name": "company_size",
        "label": "Beschäftigte",
        "value": {"low": 45, "high": 45},
        "text": "45",
        "confirmed": True,
    }


def test_the_receiver_can_check_who_sent_it_and_when(channel: WebhookChannel, receiver: Receiver) -> None:
    channel.deliver(to(receiver))
    body, headers = receiver.posts[0]
    signature = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["Lotse-Signature"])
    assert signature
    expected = hmac.new(secret_of("default", MASTER).encode(), signature[1].encode() + b"." + body, hashlib.sha256)
    assert signature[2] == expected.hexdigest()
    assert int(signature[1]) == int(SAID_AT.timestamp())
    assert headers["Content-Type"] == "application/json"


def test_every_attempt_has_the_same_key_and_a_time_of_its_own(
    channel: WebhookChannel, receiver: Receiver, clock: StandingClock
) -> None:
    channel.deliver(to(receiver))
    clock.go_on(minutes=1)
    channel.deliver(to(receiver))
    assert receiver.keys() == [KEY, KEY]
    assert len({headers["Lotse-Signature"] for _, headers in receiver.posts}) == 2


def test_every_organisation_has_a_secret_of_its_own() -> None:
    assert secret_of("default", MASTER) != secret_of("beispiel-verbund", MASTER)
    assert MASTER not in secret_of("default", MASTER)


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (500, False), (502, False), (503, False), (408, False), (425, False), (429, False),
        (400, True), (401, True), (404, True), (410, True), (422, True), (302, True), (307, True),
    ],
)  # fmt: skip
def test_an_answer_says_whether_to_try_again(
    channel: WebhookChannel, receiver: Receiver, status: int, permanent: bool
) -> None:
    receiver.status = status
    error = failure(channel, receiver)
    assert (error.permanent, str(error)) == (permanent, f"the webhook answered {status}")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_is_one(channel: WebhookChannel, receiver: Receiver, status: int) -> None:
    receiver.status = status
    channel.deliver(to(receiver))


def test_a_receiver_that_is_down_is_asked_again(channel: WebhookChannel, receiver: Receiver) -> None:
    receiver.stop()
    error = failure(channel, receiver)
    assert (error.permanent, "ConnectionError" in str(error)) == (False, True)


def test_a_receiver_that_takes_too_long_is_asked_again(receiver: Receiver) -> None:
    receiver.is_slow = True
    assert not failure(WebhookChannel(MASTER, 0.1), receiver).permanent
    assert receiver.keys() == [KEY]


def test_nothing_goes_out_unsigned(configuration: Settings, receiver: Receiver) -> None:
    assert "LOTSE_WEBHOOK_SECRET" in str(failure(webhook_channel(configuration), receiver))
    assert receiver.posts == []


def test_a_receivers_copies_are_its_own(channel: WebhookChannel) -> None:
    assert channel.forget(KEY) == 0


def test_the_document_shows_what_is_sent() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        VALIDATOR.validate(json.loads(example))
    for header in ("Idempotency-Key", "Lotse-Signature", "Content-Type"):
        assert header in text
    for event in SCHEMA["properties"]["event"]["enum"]:
        assert event in text


def test_the_documents_check_accepts_ours_and_nobody_elses(receiver: Receiver) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    written: dict[str, Any] = {}
    exec(example, written)  # noqa: S102 - our own document
    WebhookChannel(MASTER, 5).deliver(to(receiver))
    body, headers = receiver.posts[0]
    assert written["is_from_lotse"](body, headers["Lotse-Signature"], secret_of("default", MASTER))
    assert not written["is_from_lotse"](body + b" ", headers["Lotse-Signature"], secret_of("default", MASTER))
    assert not written["is_from_lotse"](body, headers["Lotse-Signature"], secret_of("other", MASTER))
