"""``python -m desk routing``: checks the routing file and shows who gets what."""

import argparse
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

import settings
from desk.channels.webhook.transport import secret_of
from desk.clock import now
from desk.commands.cells import plain
from desk.details import names
from desk.handoff.organisations import DEFAULT, Directory, Team
from desk.handoff.promises import presence
from desk.handoff.routing_file import RoutingError, check
from knowledge import store
from storage import database


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    parser = commands.add_parser("routing", help="check the routing file and show who gets what")
    parser.set_defaults(run=lambda _: show())
    secret = commands.add_parser("webhook-secret", help="show the secret that signs an organisation's webhooks")
    secret.add_argument("organisation")
    secret.set_defaults(run=lambda arguments: show_secret(arguments.organisation))


def _checked(session: Session) -> Directory | None:
    """Return the organisations, or None after saying what is wrong with the file."""
    try:
        return check(settings.get().routing_file, names(session))
    except RoutingError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problems", file=sys.stderr)
        return None


def _is_for(team: Team) -> str:
    listed = (*team.topics, *team.regions, *team.sectors)
    return ", ".join(listed) or "everything else"


def _rows(directory: Directory, session: Session) -> Iterator[tuple[str | Text, ...]]:
    for organisation in directory.organisations.values():
        is_known = organisation.id == DEFAULT or store.entry(session, organisation.id) is not None
        name, hours = plain(organisation.name), organisation.hours.office_hours
        for team in organisation.teams:
            told_at = [address for address in (team.webhook, team.email) if address] or [settings.get().desk_inbox]
            within = f"{team.respond_within_hours:g} working hours" if team.respond_within_hours else "-"
            there = presence(hours, now())
            yield (
                organisation.id,
                "yes" if is_known else "no",
                name,
                plain(team.name),
                _is_for(team),
                plain(*told_at),
                within,
                there,
            )


def show() -> int:
    """Show every team; the exit status is 1 when the file has mistakes."""
    table = Table(
        "id", "has an entry", "organisation", "team", "is for", "told at", "answers within", "somebody is there"
    )
    with database.reading() as session:
        directory = _checked(session)
        if directory is None:
            return 1
        for row in _rows(directory, session):
            table.add_row(*row)
    Console().print(table)
    return 0


def show_secret(organisation_id: str) -> int:
    """Print the secret for the receiver of an organisation's webhooks."""
    with database.reading() as session:
        directory = _checked(session)
    if directory is None or organisation_id not in directory.organisations:
        print(f"The routing file lists no organisation {organisation_id}.", file=sys.stderr)
        return 1
    print(secret_of(organisation_id, settings.get().webhook_secret.get_secret_value()))
    return 0
