"""``python -m desk outbox``: what was told to whom, what waits, and what could not be delivered."""

import argparse
import sys

from rich.console import Console
from rich.table import Table

import settings
from desk.clock import now
from desk.commands.cells import moment, plain
from desk.models import CopyState
from desk.outbox import queue
from desk.outbox.courier import Courier, Outcome
from storage import database

DEFAULT_LIMIT = 50


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and its parts."""
    parser = commands.add_parser("outbox", help="list, deliver and retry notifications")
    parser.add_argument("--state", choices=list(CopyState), help="only copies of this state")
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    parser.set_defaults(run=lambda arguments: list_copies(arguments.state, arguments.limit))
    parts = parser.add_subparsers(title="what to do instead of listing")
    deliver_parser = parts.add_parser("deliver", help="deliver everything that is due, for cron")
    deliver_parser.add_argument("--once", action="store_true", help="only the copy that has waited longest")
    deliver_parser.set_defaults(run=lambda arguments: deliver(once=arguments.once))
    retry_parser = parts.add_parser("retry", help="deliver again what was given up")
    which = retry_parser.add_mutually_exclusive_group(required=True)
    which.add_argument("id", type=int, nargs="?")
    which.add_argument("--dead", action="store_true", help="all that were given up")
    retry_parser.set_defaults(run=lambda arguments: retry(arguments.id))


def list_copies(state: CopyState | None, limit: int) -> int:
    """Show the newest copies."""
    with database.reading() as session:
        found = queue.listed(session, state, limit=limit)
    table = Table("id", "request", "purpose", "channel", "recipient", "state", "attempts", "next attempt", "last error")
    for copy in found:
        waits = copy.state == CopyState.WAITING
        table.add_row(
            str(copy.id),
            str(copy.request_id),
            copy.purpose,
            copy.channel,
            plain(copy.recipient),
            copy.state,
            str(copy.attempts),
            moment(copy.due_at if waits else None),
            plain(copy.last_error),
        )
    Console().print(table if found else "The outbox holds no such copy.")
    return 0


def deliver(*, once: bool) -> int:
    """Deliver what is due and say how it went; the exit status is 1 when something was given up."""
    courier = Courier.of(settings.get())
    if once:
        outcome = courier.deliver_next()
        outcomes = {outcome: 1} if outcome else {}
    else:
        outcomes = dict(courier.deliver_due())
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()) or "nothing is due")
    return 1 if Outcome.GIVEN_UP in outcomes else 0


def retry(copy_id: int | None) -> int:
    """Bring back a copy that was given up, or all of them."""
    with database.transaction() as session:
        count = queue.revive(session, copy_id, at=now())
    if copy_id is not None and not count:
        print(f"There is no copy {copy_id} that was given up.", file=sys.stderr)
        return 1
    print(f"{count} to be delivered again")
    return 0
