"""What is stored about a request, for whoever knows its code: shown and saved on the page, kept in no transcript."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from desk import request_lookup
from desk.models import Request
from desk.request_export import export
from desk.request_lookup import Found, Seeker
from desk.request_reading import rows
from storage import database
from web.addresses import AddressKey
from web.errors import ApiError
from web.sessions import ConversationId

router = APIRouter(prefix="/api/conversations", tags=["visitor"])

LONGEST_CODE = 64


class Wanted(BaseModel):
    """Which request."""

    model_config = ConfigDict(extra="forbid")

    reference_code: str = Field(max_length=LONGEST_CODE)


class RowView(BaseModel):
    """One line to read."""

    label: str
    text: str


class ExportView(BaseModel):
    """What is stored: some of it to read, all of it to save."""

    file_name: str
    rows: list[RowView]
    content: dict[str, Any]


def _view(session: Session, request: Request) -> ExportView:
    return ExportView(
        file_name=f"{request.reference_code}.json",
        rows=[RowView(label=row.label, text=row.text) for row in rows(session, request)],
        content=export(session, request),
    )


def _refusal(found: Found) -> ApiError:
    return ApiError(429, "code_has_to_wait") if found.wait_until else ApiError(404, "unknown_code")


@router.post("/{conversation_id}/exports")
def give_out(conversation_id: ConversationId, wanted: Wanted, address_key: AddressKey) -> ExportView:
    """Return what is stored about the request of a code. Wrong codes count as in the chat."""
    with database.transaction() as session:
        found = request_lookup.find(session, wanted.reference_code, Seeker(conversation_id, address_key))
        if found.request:
            return _view(session, found.request)
    raise _refusal(found)
