"""Sends replies."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import texts

Button = dict[str, str]


def say(
    dispatcher: CollectingDispatcher,
    name: str,
    /,
    *,
    buttons: Sequence[Button] = (),
    data: dict[str, Any] | None = None,
    **values: object,
) -> None:
    """Send the reply of that name with its own buttons and these, and with data for the page."""
    reply = texts.section("replies")[name]
    dispatcher.utter_message(
        text=reply["text"].format(**values), buttons=[*reply.get("buttons", []), *buttons], json_message=data or {}
    )
