"""The visitors' API: begin a conversation, send, read."""

import logging
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, model_validator
from starlette.concurrency import run_in_threadpool

import settings
from desk import conversations
from desk.conversations import Reply
from desk.models import Message
from german.normalise import normalise
from storage import database
from web import sessions, texts
from web.addresses import AddressKey
from web.engine import Engine, EngineAnswer, EngineUnavailableError
from web.errors import ApiError
from web.ordering import Turns
from web.presentation import ConversationView, MessagesView, message_view
from web.sessions import ConversationId

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/api/conversations", tags=["visitor"])

OPENING = "/greet"
"""Intent that the engine gets when a conversation begins."""
LARGEST_ID = 2**63 - 1


class Sending(BaseModel):
    """A message: either a text or the id of a button."""

    model_config = ConfigDict(extra="forbid")

    client_message_id: UUID
    text: str | None = None
    button_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Sending":
        if (self.text is None) == (self.button_id is None):
            raise ValueError("either text or button_id is expected")
        return self


def _checked_text(text: str) -> str:
    limit = settings.get().message_max_length
    if len(text) > limit:
        raise ApiError(422, "text_too_long", limit=limit, length=len(text))
    # The engine takes leading slashes away, so a text of slashes alone is as empty as a blank one.
    if not normalise(text).strip(" /"):
        raise ApiError(422, "text_empty")
    # Half a surrogate pair is no character, and neither it nor a zero byte can be stored.
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _receive(conversation_id: str, sending: Sending) -> Message:
    client_message_id = str(sending.client_message_id)
    with database.transaction() as session:
        if sending.button_id is not None:
            button_id = str(sending.button_id)
            return conversations.receive_button(session, conversation_id, client_message_id, button_id)
        text = _checked_text(sending.text or "")
        return conversations.receive_text(session, conversation_id, client_message_id, text)


def _replies(answer: EngineAnswer) -> list[Reply]:
    return [
        Reply(
            text=reply.get("text"),
            buttons=tuple((button["title"], button["payload"]) for button in reply.get("buttons", [])),
            content=reply.get("custom", {}),
        )
        for reply in answer.replies
    ]


def _record_answer(message: Message, answer: EngineAnswer) -> None:
    with database.transaction() as session:
        conversations.record_answer(session, message, _replies(answer), answer.understood)


def _record_notice(message: Message) -> None:
    with database.transaction() as session:
        text = texts.notice("engine_unavailable")
        conversations.add_notice(session, message.conversation_id, text, replies_to=message.id)


def _exchange(message: Message) -> MessagesView:
    with database.reading() as session:
        return MessagesView(messages=[message_view(item) for item in conversations.exchange(session, message)])


def _start() -> str:
    with database.transaction() as session:
        return conversations.start(session).id


def _open(conversation_id: str, answer: EngineAnswer | None) -> ConversationView:
    with database.transaction() as session:
        if answer:
            conversations.add_replies(session, conversation_id, _replies(answer))
        else:
            conversations.add_notice(session, conversation_id, texts.notice("engine_unavailable_at_start"))
        messages = [message_view(item) for item in conversations.history(session, conversation_id)]
    return ConversationView(conversation_id=conversation_id, token=sessions.issue(conversation_id), messages=messages)


@router.post("", status_code=201)
async def begin(request: Request) -> ConversationView:
    """Begin a conversation. Its token is needed for everything else and is not shown again."""
    engine: Engine = request.app.state.engine
    conversation_id = await run_in_threadpool(_start)
    try:
        answer = await engine.send(conversation_id, f"{conversation_id}:opening", payload=OPENING)
    except EngineUnavailableError as error:
        logger.warning("conversation %s begins without the engine: %s", conversation_id, error)
        answer = None
    return await run_in_threadpool(_open, conversation_id, answer)


@router.post("/{conversation_id}/messages")
async def send(
    conversation_id: ConversationId, sending: Sending, request: Request, address_key: AddressKey
) -> MessagesView:
    """Send a message and get it back with the replies to it.

    The same ``client_message_id`` sent again gives the same answer; if the message had stayed unanswered, the engine
    is asked again.
    """
    engine: Engine = request.app.state.engine
    turns: Turns = request.app.state.turns
    async with turns.turn(conversation_id):
        message = await run_in_threadpool(_receive, conversation_id, sending)
        if message.answered_at is None:
            await _ask(engine, message, address_key)
        return await run_in_threadpool(_exchange, message)


async def _ask(engine: Engine, message: Message, address_key: str | None) -> None:
    assert message.client_message_id is not None  # the database makes sure for visitors' messages  # noqa: S101
    try:
        answer = await engine.send(
            message.conversation_id,
            message.client_message_id,
            text=message.text,
            payload=message.payload,
            address_key=address_key,
        )
    except EngineUnavailableError as error:
        logger.warning("message %s stays unanswered: %s", message.id, error)
        await run_in_threadpool(_record_notice, message)
    else:
        await run_in_threadpool(_record_answer, message, answer)


@router.get("/{conversation_id}/messages")
def history(conversation_id: ConversationId, after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0) -> MessagesView:
    """Return the messages after a message id, all of them by default."""
    with database.reading() as session:
        found = conversations.history(session, conversation_id, after=after)
        return MessagesView(messages=[message_view(message) for message in found])
