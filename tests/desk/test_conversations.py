"""The transcript: once in, once answered, buttons once."""

from uuid import uuid4

import pytest
from sqlalchemy import Engine

from desk import conversations
from desk.conversations import Reply, UnknownButtonError, UnknownConversationError
from desk.models import Author, Message
from storage import database

GREETING = Reply("Guten Tag!", buttons=(("Förderung finden", "/seek_funding"), ("Weiterbildung", "/seek_course")))


@pytest.fixture
def conversation() -> str:
    with database.transaction() as session:
        return conversations.start(session).id


def send(conversation: str, text: str, client_id: str | None = None) -> Message:
    with database.transaction() as session:
        return conversations.receive_text(session, conversation, client_id or str(uuid4()), text)


def press(conversation: str, button_id: str) -> Message:
    with database.transaction() as session:
        return conversations.receive_button(session, conversation, str(uuid4()), button_id)


def greet(conversation: str) -> list[str]:
    """Issue the greeting's buttons and return their ids."""
    with database.transaction() as session:
        conversations.add_replies(session, conversation, [GREETING])
        return [button.id for button in conversations.history(session, conversation)[-1].buttons]


def transcript(conversation: str, after: int = 0) -> list[tuple[str, str | None]]:
    with database.reading() as session:
        return [(m.author, m.text) for m in conversations.history(session, conversation, after=after)]


def test_it_keeps_messages_in_order_with_their_replies(conversation: str) -> None:
    message = send(conversation, "Was ist OPC UA?")
    with database.transaction() as session:
        conversations.record_answer(session, message, [Reply("Ein Standard."), Reply("Noch etwas?")], {"intent": {}})
    send(conversation, "Danke")
    assert transcript(conversation) == [
        (Author.VISITOR, "Was ist OPC UA?"),
        (Author.BOT, "Ein Standard."),
        (Author.BOT, "Noch etwas?"),
        (Author.VISITOR, "Danke"),
    ]
    assert transcript(conversation, after=message.id)[0] == (Author.BOT, "Ein Standard.")


def test_it_stores_a_message_that_is_sent_twice_once(conversation: str) -> None:
    first, second = (send(conversation, "Hallo", "same-id") for _ in range(2))
    assert first.id == second.id
    assert len(transcript(conversation)) == 1


def test_it_records_one_answer_even_if_two_arrive(conversation: str) -> None:
    message = send(conversation, "Hallo")
    for answer in ("eins", "zwei"):
        with database.transaction() as session:
            recorded = conversations.record_answer(session, message, [Reply(answer)], None)
        assert recorded is (answer == "eins")
    assert transcript(conversation)[1:] == [(Author.BOT, "eins")]


def test_it_takes_a_button_as_a_message_with_its_title_and_payload(conversation: str) -> None:
    funding, _ = greet(conversation)
    message = press(conversation, funding)
    assert (message.author, message.text, message.payload) == (Author.VISITOR, "Förderung finden", "/seek_funding")


def test_it_does_nothing_when_a_button_is_pressed_again(conversation: str) -> None:
    funding, courses = greet(conversation)
    first = press(conversation, funding)
    assert press(conversation, funding).id == first.id
    assert len(transcript(conversation)) == 2
    assert press(conversation, courses).id != first.id


def test_it_refuses_a_button_of_another_conversation(conversation: str) -> None:
    funding, _ = greet(conversation)
    with database.transaction() as session:
        stranger = conversations.start(session).id
    with pytest.raises(UnknownButtonError):
        press(stranger, funding)
    assert transcript(stranger) == []


def test_it_refuses_a_conversation_that_does_not_exist() -> None:
    with pytest.raises(UnknownConversationError):
        send("no-such-conversation", "Hallo")
    with pytest.raises(UnknownConversationError):
        transcript("no-such-conversation")


def test_it_shows_one_exchange_with_its_notice_and_its_answer(conversation: str) -> None:
    greet(conversation)
    message = send(conversation, "Hallo")
    with database.transaction() as session:
        conversations.add_notice(session, conversation, "Gerade nicht.", replies_to=message.id)
    send(conversation, "Noch da?")
    with database.transaction() as session:
        conversations.record_answer(session, message, [Reply("Jetzt.")], None)
        shown = [(m.author, m.text) for m in conversations.exchange(session, message)]
    assert shown == [(Author.VISITOR, "Hallo"), (Author.NOTICE, "Gerade nicht."), (Author.BOT, "Jetzt.")]


def test_it_leaves_nothing_behind_when_a_transaction_fails(conversation: str, store: Engine) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        conversations.receive_text(session, conversation, "id", "halb")
        _ = 1 / 0
    assert transcript(conversation) == []
