"""All channels by name."""

from collections.abc import Callable, Mapping

from desk.channels.base import Channel
from desk.channels.email.transport import email_channel
from desk.channels.webhook.transport import webhook_channel
from settings import Settings

CHANNELS: Mapping[str, Callable[[Settings], Channel]] = {
    "email": email_channel,
    "webhook": webhook_channel,
}


def channels(configuration: Settings) -> dict[str, Channel]:
    """Return all channels, ready to deliver. Costs nothing: connections are made when a copy goes out."""
    return {name: build(configuration) for name, build in CHANNELS.items()}
