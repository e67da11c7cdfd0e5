"""What a team and a visitor are told of a request, as JSON. E-mail and webhook say the same."""

from datetime import datetime
from typing import Any

from desk.completeness import completeness
from desk.details import Names, label, written
from desk.models import Request, RequestField

Report = dict[str, Any]


def iso(moment: datetime | None) -> str | None:
    """Write a moment: ``2026-11-22T09:30:00+00:00``."""
    return moment.isoformat(timespec="seconds") if moment else None


def _field(field: RequestField, known: Names) -> Report:
    value = field.value["value"]
    return {
        "name": field.name,
        "label": label(field.name),
        "value": value,
        "text": written(field.name, value, known),
        "confirmed": field.confirmed,
    }


def for_visitor(request: Request, known: Names) -> Report:
    """Return what the visitor said, and the code."""
    return {
        "reference_code": request.reference_code,
        "created_at": iso(request.created_at),
        "fields": [_field(field, known) for field in request.fields],
    }


def _contact(request: Request) -> Report:
    return {
        "email": request.contact_email,
        "phone": request.contact_phone,
        "name": request.contact_name,
        "company": request.contact_company,
    }


def _consent(request: Request) -> Report | None:
    if request.consent_version is None:
        return None
    return {"version": request.consent_version, "given_at": iso(request.consent_given_at)}


def _destination(request: Request) -> Report | None:
    if request.destination is None:
        return None
    return {"entry": request.destination, "reason": request.destination_reason}


def for_team(request: Request, known: Names) -> Report:
    """Return everything that a team needs to work on a request."""
    has_contact = bool(request.contact_email or request.contact_phone)
    found = completeness([field.name for field in request.fields], has_contact=has_contact)
    return for_visitor(request, known) | {
        "kind": request.kind,
        "escalation_reason": request.escalation_reason,
        "urgency": request.urgency,
        "summary": request.summary,
        "completeness": {"known": list(found.known), "missing": list(found.missing)},
        "matches": request.matches,
        "destination": _destination(request),
        "team": {"organisation": request.organisation, "name": request.team, "reason": request.team_reason},
        "respond_by": iso(request.respond_by),
        "contact": _contact(request),
        "consent": _consent(request),
        "conversation_id": request.conversation_id,
    }
