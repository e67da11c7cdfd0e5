"""Requests that are stored, against the codes that visitors are told: none is lost, none is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from desk import consent
from desk.models import Request, RequestKind
from storage import database
from tests.simulation.dialogue import Message, Turn
from tests.simulation.tracker import Tracker
from tests.simulation.world import World

WITHDRAWING = {"cancel", "start_over", "erase_data", "withdraw_request"}
"""Who says this wants no request to be passed on."""
SUBMITS = "action_submit_request"


class RequestWatch:
    """The requests of one conversation."""

    def __init__(self, world: World, conversation_id: str):
        self._world = world
        self._conversation_id = conversation_id
        self._said: list[str] = []
        self.codes: list[str] = []
        """Codes that were told, in order."""

    def before(self, message: Message) -> None:
        """Remember what is said."""
        self._said.append(message.text)

    def broken(self, turn: Turn, tracker: Tracker, *, matches_shown: bool) -> Iterator[str]:
        """Yield what is wrong after a turn."""
        stored = self._world.codes_of(self._conversation_id)
        new = [code for code in stored if code not in self.codes]
        if lost := [code for code in self.codes if code not in stored]:
            yield f"requests have vanished: {lost}"
        if len(new) > 1:
            yield f"one message made {len(new)} requests"
        for code in new:
            if sum((reply.text or "").count(code) for reply in turn.replies) != 1:
                yield f"the request {code} was stored, and its code not told once"
            if turn.message.intent in WITHDRAWING:
                yield f"somebody who says {turn.message.intent} got a request stored"
            yield from self._broken_request(_request(code), tracker, matches_shown=matches_shown)
        told = [reply.custom["reference_code"] for reply in turn.replies if "reference_code" in reply.custom]
        if unknown := [code for code in told if code not in stored]:
            yield f"a code of no request was told: {unknown}"
        if SUBMITS in turn.actions and _consent(tracker) == "given" and len(new) != 1:
            yield "consent and contact were given, and no request was stored"
        self.codes += new

    def _broken_request(self, request: Request, tracker: Tracker, *, matches_shown: bool) -> Iterator[str]:
        if not matches_shown and request.kind != RequestKind.ESCALATION:
            yield "a request before matches were shown, or a second one of the same concern"
        is_personal = request.contact_email or request.contact_phone or request.contact_name
        consents = request.consent_version == consent.current().version and _consent(tracker) == "given"
        if is_personal and not consents:
            yield "a request without consent"
        if request.contact_email and not any(request.contact_email in text for text in self._said):
            yield f"nobody gave the address {request.contact_email}"
        if request.destination is not None:
            entry = self._world.store.entries[request.destination]
            if not entry.is_valid_on(self._world.today):
                yield f"a request for {entry.id}, which has ended"
        for shown in request.matches:
            if not self._world.store.entries[shown["entry"]].is_valid_on(self._world.today):
                yield f"a request with the ended offer {shown['entry']}"


def _request(code: str) -> Request:
    with database.reading() as session:
        return session.scalars(select(Request).where(Request.reference_code == code)).one()


def _consent(tracker: Tracker) -> Any:
    """Return what was answered to the question for consent before the request was, or was not, stored."""
    value = latest = None
    for event in tracker.events:
        if event["event"] == "action" and event["name"] == SUBMITS:
            latest = value
        if event["event"] == "slot" and event["name"] == "consent":
            value = event["value"]
    return latest
