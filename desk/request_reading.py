"""Writes what is stored about a request for its visitor to read; the whole of it is in ``desk.request_export``."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from desk.details import FILE, label, names, written
from desk.handoff.routing_file import directory
from desk.models import EventKind, Request
from desk.request_history import history
from desk.yaml_texts import texts
from knowledge.clock import ZONE


class Row(NamedTuple):
    """One line: what it is, and what is stored."""

    label: str
    text: str


def _moment(at: datetime) -> str:
    return str(texts(FILE)["export_values"]["moment"]).format(local=at.astimezone(ZONE))


def _values(request: Request) -> dict[str, str | None]:
    """Return the columns that a person understands, in the order of reading."""
    words = texts(FILE)["export_values"]
    organisation = directory().get(request.organisation).name
    consent = None
    if request.consent_version and request.consent_given_at:
        consent = words["consent"].format(version=request.consent_version, moment=_moment(request.consent_given_at))
    return {
        "reference_code": request.reference_code,
        "created_at": _moment(request.created_at),
        "status": texts(FILE)["statuses"][request.status],
        "summary": request.summary,
        "matches": words["separator"].join(match["title"] for match in request.matches),
        "team": words["team"].format(organisation=organisation, team=request.team),
        "team_reason": request.team_reason,
        "respond_by": _moment(request.respond_by) if request.respond_by else None,
        "contact_email": request.contact_email,
        "contact_phone": request.contact_phone,
        "contact_name": request.contact_name,
        "contact_company": request.contact_company,
        "consent": consent,
    }


def _details(session: Session, request: Request) -> Iterator[Row]:
    known = names(session)
    for field in request.fields:
        yield Row(label(field.name), written(field.name, field.value["value"], known))


def _information(session: Session, request: Request) -> Iterator[Row]:
    for event in history(session, request.id):
        if event.kind == EventKind.INFORMATION_ADDED:
            moment = _moment(event.at)
            yield Row(str(texts(FILE)["export"]["information"]).format(moment=moment), str(event.content["text"]))


def rows(session: Session, request: Request) -> list[Row]:
    """Return what is stored about a request, line by line; what is empty is left out."""
    labels = texts(FILE)["export"]
    columns = [Row(str(labels[name]), text) for name, text in _values(request).items() if text]
    return [*columns, *_details(session, request), *_information(session, request)]
