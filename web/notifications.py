"""Delivers notifications while the web process runs, and says at its start where they go."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool

from desk.details import names
from desk.handoff import routing_file
from desk.outbox.courier import Courier
from desk.outbox.worker import Worker
from settings import Settings
from storage import database
from storage.database import StoreUnavailableError

logger = logging.getLogger(__name__)

EXAMPLE = ".example"
"""Addresses of this domain reach nobody (RFC 2606)."""


def _say_where(config: Settings) -> None:
    """Warn of what an operator may not expect; at a higher level than usual, so that it is seen without any set-up."""
    if not config.smtp_host:
        logger.warning("LOTSE_SMTP_HOST is not set: e-mails are written to %s instead of sent", config.mail_folder)
    elif config.desk_inbox.endswith(EXAMPLE) or config.mail_from.endswith(EXAMPLE):
        logger.warning("LOTSE_DESK_INBOX and LOTSE_MAIL_FROM must be set: %s reaches nobody", EXAMPLE)


def _check_routing(config: Settings) -> None:
    try:
        with database.reading() as session:
            known = names(session)
    except StoreUnavailableError as error:
        logger.warning("the routing file cannot be compared with the knowledge store: %s", error)
        routing_file.load(config.routing_file)
    else:
        routing_file.check(config.routing_file, known)


@asynccontextmanager
async def delivering(config: Settings) -> AsyncIterator[None]:
    """Deliver until the end of the block.

    Raises:
        RoutingError: nobody would know where a request goes.
    """
    await run_in_threadpool(_check_routing, config)
    _say_where(config)
    if not config.outbox_poll_seconds:
        yield
        return
    worker = Worker(Courier.of(config), config.outbox_poll_seconds)
    worker.start()
    try:
        yield
    finally:
        await run_in_threadpool(worker.stop)
