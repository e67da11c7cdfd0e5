"""The transcript: messages come in once, are answered once, and buttons work once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk.clock import now
from desk.models import Author, Button, Conversation, Message


class UnknownConversationError(LookupError):
    """There is no such conversation."""


class UnknownButtonError(LookupError):
    """The button was not issued in this conversation."""


@dataclass(frozen=True)
class Reply:
    """One reply of the assistant: text, buttons as (title, payload), and what else it carries."""

    text: str | None
    buttons: tuple[tuple[str, str], ...] = ()
    content: dict[str, Any] = field(default_factory=dict)


def start(session: Session) -> Conversation:
    """Begin a conversation."""
    conversation = Conversation()
    session.add(conversation)
    session.flush()  # gives it its id
    return conversation


def _require(session: Session, conversation_id: str) -> None:
    if session.get(Conversation, conversation_id) is None:
        raise UnknownConversationError(conversation_id)


def _known_message(session: Session, conversation_id: str, client_message_id: str) -> Message | None:
    return session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.client_message_id == client_message_id
        )
    )


def receive_text(session: Session, conversation_id: str, client_message_id: str, text: str) -> Message:
    """Store a visitor's message; the same client message id returns the message that is there.

    Raises:
        UnknownConversationError: no conversation has this id.
    """
    _require(session, conversation_id)
    if known := _known_message(session, conversation_id, client_message_id):
        return known
    message = Message(
        conversation_id=conversation_id, author=Author.VISITOR, text=text, client_message_id=client_message_id
    )
    session.add(message)
    session.flush()
    return message


def receive_button(session: Session, conversation_id: str, client_message_id: str, button_id: str) -> Message:
    """Store a press of a button as a message; a second press returns the message of the first.

    Raises:
        UnknownConversationError: no conversation has this id.
        UnknownButtonError: the button does not exist or belongs to another conversation.
    """
    _require(session, conversation_id)
    if known := _known_message(session, conversation_id, client_message_id):
        return known
    button = session.scalar(
        select(Button)
        .join(Message, Button.message_id == Message.id)
        .where(Button.id == button_id, Message.conversation_id == conversation_id)
    )
    if button is None:
        raise UnknownButtonError(button_id)
    message = Message(
        conversation_id=conversation_id,
        author=Author.VISITOR,
        text=button.title,
        payload=button.payload,
        client_message_id=client_message_id,
    )
    session.add(message)
    session.flush()
    press = update(Button).where(Button.id == button_id, Button.used_by.is_(None)).values(used_by=message.id)
    if session.scalar(press.returning(Button.id)) is not None:
        return message
    session.delete(message)
    return session.scalars(
        select(Message).join(Button, Button.used_by == Message.id).where(Button.id == button_id)
    ).one()


def record_answer(
    session: Session, message: Message, replies: Sequence[Reply], understood: dict[str, Any] | None
) -> bool:
    """Store the replies to a message and mark it answered; False when somebody else has answered it already."""
    answer = (
        update(Message)
        .where(Message.id == message.id, Message.answered_at.is_(None))
        .values(answered_at=now(), understood=understood)
    )
    if session.scalar(answer.returning(Message.id)) is None:
        return False
    add_replies(session, message.conversation_id, replies, replies_to=message.id)
    return True


def add_replies(
    session: Session, conversation_id: str, replies: Sequence[Reply], *, replies_to: int | None = None
) -> None:
    """Add what the assistant says to the transcript."""
    for reply in replies:
        buttons = [
            Button(position=position, title=title, payload=payload)
            for position, (title, payload) in enumerate(reply.buttons)
        ]
        session.add(
            Message(
                conversation_id=conversation_id,
                author=Author.BOT,
                text=reply.text,
                content=reply.content,
                buttons=buttons,
                replies_to=replies_to,
            )
        )
        session.flush()  # in order: the id is the place in the transcript


def add_notice(session: Session, conversation_id: str, text: str, *, replies_to: int | None = None) -> None:
    """Add what the service has to say of itself, such as that the assistant cannot answer just now."""
    session.add(Message(conversation_id=conversation_id, author=Author.NOTICE, text=text, replies_to=replies_to))
    session.flush()


def exchange(session: Session, message: Message) -> Sequence[Message]:
    """Return a visitor's message and everything that was said in reply to it."""
    return session.scalars(
        select(Message)
        .where((Message.id == message.id) | (Message.replies_to == message.id))
        .order_by(Message.id)
        .execution_options(populate_existing=True)
    ).all()


def history(session: Session, conversation_id: str, *, after: int = 0) -> Sequence[Message]:
    """Return the messages of a conversation that come after a message id.

    Raises:
        UnknownConversationError: no conversation has this id.
    """
    _require(session, conversation_id)
    return session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.id > after).order_by(Message.id)
    ).all()
