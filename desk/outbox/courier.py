"""Delivers what is due, one copy at a time."""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random, SystemRandom

from sqlalchemy.orm import Session

from desk import request_history
from desk.channels.base import Channel, Copy, DeliveryError
from desk.channels.registry import channels
from desk.clock import Clock, now
from desk.models import Actor, EventKind, OutboxCopy, RequestEvent
from desk.outbox import queue
from desk.outbox.backoff import MOST_ATTEMPTS, delay
from settings import Settings
from storage import database

logger = logging.getLogger(__name__)

TIMEOUTS_OF_A_LEASE = 15
"""A delivery waits for a server several times; its lease must outlast all of them."""


class Outcome(StrEnum):
    """How an attempt ended."""

    SENT = "sent"
    POSTPONED = "postponed"
    GIVEN_UP = "given_up"
    CALLED_BACK = "called_back"
    """Meanwhile the copy was called back, or somebody else took it because the lease had run out."""


@dataclass(frozen=True)
class Courier:
    """Takes copies out of the outbox and hands them to their channels; any number may work at once."""

    channels: Mapping[str, Channel]
    lease: timedelta
    clock: Clock = now
    random: Random = field(default_factory=SystemRandom)

    @classmethod
    def of(cls, configuration: Settings) -> "Courier":
        """Return a courier with the channels of the settings."""
        lease = timedelta(seconds=TIMEOUTS_OF_A_LEASE * configuration.delivery_timeout_seconds)
        return cls(channels(configuration), lease)

    def deliver_next(self) -> Outcome | None:
        """Try the copy that has waited longest; None when nothing is due.

        A crash at any point leaves the copy in the outbox: it goes out again under the same key.

        Raises:
            StoreUnavailableError: the outbox cannot be read, or the outcome not be written down.
        """
        with database.transaction() as session:
            copy = queue.claim(session, at=self.clock(), lease=self.lease)
        if copy is None:
            return None
        failure = self._attempt(copy)
        with database.transaction() as session:
            outcome = self._settle(session, copy, failure)
        level = logging.INFO if failure is None else logging.WARNING
        logger.log(level, "copy %s of request %s, attempt %s: %s", copy.id, copy.request_id, copy.attempts, outcome)
        if outcome is Outcome.CALLED_BACK and copy.channel in self.channels:
            self.channels[copy.channel].forget(copy.key)
        return outcome

    def deliver_due(self, is_over: Callable[[], bool] = lambda: False) -> Counter[Outcome]:
        """Try everything that is due, unless told to stop in between; return how the attempts ended."""
        outcomes: Counter[Outcome] = Counter()
        while not is_over() and (outcome := self.deliver_next()):
            outcomes[outcome] += 1
        return outcomes

    def _attempt(self, copy: OutboxCopy) -> DeliveryError | None:
        """Deliver and return what went wrong."""
        channel = self.channels.get(copy.channel)
        if channel is None:
            return DeliveryError(f"there is no channel {copy.channel}", permanent=True)
        if copy.attempts > MOST_ATTEMPTS:
            return DeliveryError("every attempt was cut off before its end", permanent=True)
        try:
            channel.deliver(Copy.of(copy))
        except DeliveryError as error:
            return error
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one copy must not hold up all others
            # Not the message of the error: it may quote what a person wrote.
            places = "".join(traceback.format_tb(error.__traceback__))
            logger.error("copy %s cannot be delivered: %s\n%s", copy.id, type(error).__name__, places)  # noqa: TRY400
            return DeliveryError(f"a mistake in Lotse: {type(error).__name__}")
        return None

    def _settle(self, session: Session, copy: OutboxCopy, failure: DeliveryError | None) -> Outcome:
        at = self.clock()
        if failure is None:
            outcome, is_ours = Outcome.SENT, queue.sent(session, copy, at=at)
        elif failure.permanent or copy.attempts >= MOST_ATTEMPTS:
            outcome, is_ours = Outcome.GIVEN_UP, queue.given_up(session, copy, str(failure), at=at)
        else:
            due_at = at + delay(copy.attempts, self.random)
            outcome, is_ours = Outcome.POSTPONED, queue.postponed(session, copy, str(failure), due_at=due_at)
        if not is_ours:
            return Outcome.CALLED_BACK
        if outcome is not Outcome.POSTPONED:
            self._record(session, copy, outcome)
        return outcome

    def _record(self, session: Session, copy: OutboxCopy, outcome: Outcome) -> None:
        event = RequestEvent(
            request_id=copy.request_id,
            kind=EventKind.NOTIFIED if outcome is Outcome.SENT else EventKind.NOT_DELIVERED,
            actor=Actor.SERVICE,
            at=self.clock(),
            content={"copy": copy.key, "channel": copy.channel, "purpose": copy.purpose},
        )
        request_history.record(session, event)
