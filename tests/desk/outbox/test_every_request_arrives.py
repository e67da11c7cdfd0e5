"""500 requests while mail server and webhook receiver are killed, restarted, slow and out of order."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from desk import requests
from desk.models import CopyState, OutboxCopy
from desk.outbox.courier import Courier, Outcome
from settings import Settings
from storage import database
from tests.desk.desk_samples import StandingClock, conversation, draft
from tests.desk.receivers import BUSY, FINE, MailServer, Receiver
from tests.store import configured

REQUESTS = 500
ROUTING = """\
- id: default
  name: Clustermanagement
  hours: {week: {monday: ["09:00-17:00"]}}
  teams:
    - {name: Anliegen, default: true, email: team@verbund.example, webhook: "%s"}
"""
AT_ONCE = 10
"""Requests between two rounds of the courier."""


@pytest.fixture
def servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail_server: MailServer, receiver: Receiver
) -> Iterator[Settings]:
    routing_file = tmp_path / "routing.yml"
    routing_file.write_text(ROUTING % receiver.url, encoding="utf-8")
    with configured(
        tmp_path,
        monkeypatch,
        routing_file=str(routing_file),
        smtp_host="127.0.0.1",
        smtp_port=str(mail_server.port),
        smtp_security="none",
        webhook_secret="w" * 40,
        delivery_timeout_seconds="0.2",
    ) as configuration:
        yield configuration


def misfortunes(mail_server: MailServer, receiver: Receiver) -> dict[int, Callable[[], object]]:
    """What happens before which request."""

    def become(**changes: object) -> Callable[[], None]:
        def change() -> None:
            for name, value in changes.items():
                owner, _, attribute = name.partition("__")
                setattr({"mail": mail_server, "post": receiver}[owner], attribute, value)

        return change

    return {
        50: mail_server.stop,
        80: receiver.stop,
        90: mail_server.start,
        110: receiver.start,
        150: become(mail__answer=BUSY, post__status=500),
        170: become(mail__answer=FINE, post__status=503),
        190: become(post__status=200),
        # Slow: they take the copy, and the answer comes too late.
        250: become(mail__is_slow=True),
        260: become(mail__is_slow=False, post__is_slow=True),
        270: become(post__is_slow=False),
        300: become(mail__answer_to_recipient=BUSY, post__status=429),
        320: become(mail__answer_to_recipient=FINE, post__status=200),
        355: mail_server.stop,
        356: mail_server.start,
        365: receiver.stop,
        366: receiver.start,
        # The last ones are handed in while nothing works at all.
        440: become(post__status=500),
        441: mail_server.stop,
    }


def submit_all(courier: Courier, clock: StandingClock, happenings: dict[int, Callable[[], object]]) -> set[str]:
    """Hand in all requests and deliver in between; return their codes."""
    codes, talk = set(), conversation()
    for number in range(REQUESTS):
        happenings.get(number, lambda: None)()
        wanted = draft(conversation_id=talk, submitted_by=f"message-{number}")
        with database.transaction() as session:
            codes.add(requests.submit(session, wanted, clock).reference_code)
        if number % AT_ONCE == 0:
            courier.deliver_due()
            clock.go_on(seconds=20)
    return codes


def left() -> int:
    with database.reading() as session:
        waiting = select(func.count()).where(OutboxCopy.state == CopyState.WAITING)
        return session.scalar(waiting) or 0


def in_outbox() -> list[OutboxCopy]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxCopy)))


def test_every_request_arrives_whatever_happens_to_the_servers(
    servers: Settings, mail_server: MailServer, receiver: Receiver, clock: StandingClock
) -> None:
    courier = replace(Courier.of(servers), clock=clock, random=Random(5))
    codes = submit_all(courier, clock, misfortunes(mail_server, receiver))
    assert len(codes) == REQUESTS
    assert left() >= 100
    mail_server.start()
    receiver.status = 200
    outcomes: Counter[Outcome] = Counter()
    while left():
        clock.go_on(hours=1)
        outcomes += courier.deliver_due()

    copies = in_outbox()
    assert Counter(copy.state for copy in copies) == {CopyState.SENT: 2 * REQUESTS}
    keys = {channel: {copy.key for copy in copies if copy.channel == channel} for channel in ("email", "webhook")}
    assert set(mail_server.keys()) == keys["email"]
    assert set(receiver.keys()) == keys["webhook"]
    assert {payload["request"]["reference_code"] for payload in receiver.payloads()} == codes
    assert {str(mail["Subject"]).split()[2].rstrip(":") for mail in mail_server.mails} == codes
    assert_duplicates_are_known_by_their_key(mail_server, receiver)


def assert_duplicates_are_known_by_their_key(mail_server: MailServer, receiver: Receiver) -> None:
    """What came twice came because its answer had been too late, and is the same both times."""
    assert len(mail_server.mails) > REQUESTS
    assert len(receiver.posts) > REQUESTS
    contents = {(mail["Message-ID"], mail["Subject"], mail["Date"]) for mail in mail_server.mails}
    bodies = {(json.loads(body)["idempotency_key"], body) for body, _ in receiver.posts}
    assert (len(contents), len(bodies)) == (REQUESTS, REQUESTS)
