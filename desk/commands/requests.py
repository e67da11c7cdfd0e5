"""``python -m desk requests``: the newest requests."""

import argparse

from rich.console import Console
from rich.table import Table

from desk import requests
from desk.commands.cells import moment, plain
from desk.completeness import completeness
from desk.models import Request
from storage import database

DEFAULT_LIMIT = 20


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser("requests", help="list the newest requests")
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    parser.set_defaults(run=lambda arguments: list_newest(arguments.limit))


def _known(request: Request) -> str:
    has_contact = bool(request.contact_email or request.contact_phone)
    return str(completeness([field.name for field in request.fields], has_contact=has_contact))


def list_newest(limit: int) -> int:
    """Show the newest requests."""
    with database.reading() as session:
        found = requests.newest(session, limit=limit)
    table = Table("reference code", "received", "kind", "status", "known", "summary", "team", "answer by", "contact")
    for request in found:
        table.add_row(
            request.reference_code,
            moment(request.created_at),
            f"{request.kind} ({request.urgency})",
            request.status,
            _known(request),
            plain(request.summary),
            plain(request.organisation, request.team),
            moment(request.respond_by),
            plain(request.contact_name, request.contact_company, request.contact_email, request.contact_phone),
        )
    Console().print(table if found else "There are no requests yet.")
    return 0
