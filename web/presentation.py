"""Messages of the transcript as the visitor's page gets them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from desk.models import Author, Message
from web import texts


class ButtonView(BaseModel):
    """A button; its payload stays on the server."""

    id: str
    title: str
    used: bool


class SourceView(BaseModel):
    """Where an answer comes from."""

    title: str
    url: str | None = None
    as_of: str
    note: str | None = None


class CardView(BaseModel):
    """A programme, course or organisation with the reasons for showing it."""

    kind_label: str
    title: str
    verdict: str
    verdict_label: str | None
    text: str
    reasons: list[str]
    url: str | None
    source: SourceView | None


class DownloadView(BaseModel):
    """A request whose data the page can fetch; they are in no message."""

    reference_code: str


class MessageView(BaseModel):
    """One message of the transcript."""

    id: int
    author: Author
    text: str | None
    sent_at: datetime
    client_message_id: str | None
    answered: bool | None
    buttons: list[ButtonView]
    source: SourceView | None
    cards: list[CardView]
    reference_code: str | None
    download: DownloadView | None


class MessagesView(BaseModel):
    """Messages in the order of the transcript."""

    messages: list[MessageView]


class ConversationView(MessagesView):
    """A conversation that has just begun."""

    conversation_id: str
    token: str


def _card(card: dict[str, Any]) -> CardView:
    labels = {
        "kind_label": texts.label("kinds", card["kind"]),
        "verdict_label": texts.label("verdicts", card["verdict"]),
    }
    return CardView.model_validate({key: value for key, value in card.items() if key != "kind"} | labels)


def message_view(message: Message) -> MessageView:
    """Return the message as its visitor may see it."""
    content = message.content
    return MessageView(
        id=message.id,
        author=message.author,
        text=message.text,
        sent_at=message.created_at,
        client_message_id=message.client_message_id,
        answered=message.answered_at is not None if message.author == Author.VISITOR else None,
        buttons=[ButtonView(id=b.id, title=b.title, used=b.used_by is not None) for b in message.buttons],
        source=content.get("source"),
        cards=[_card(card) for card in content.get("cards", [])],
        reference_code=content.get("reference_code"),
        download=content.get("download"),
    )
