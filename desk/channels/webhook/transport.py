"""Posts copies as signed JSON. docs/webhook.md describes what a receiver gets."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

import requests

from desk.channels.base import Copy, DeliveryError
from desk.clock import Clock, now
from settings import Settings

TRY_AGAIN = frozenset({408, 425, 429})
"""Refusals that mean: later (RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4)."""
SUCCESS = range(200, 300)
REFUSED = range(300, 500)
"""A redirect is not followed: the copy would go to an address that nobody wrote into the routing file."""


def payload(copy: Copy) -> dict[str, Any]:
    """Return what is posted."""
    return {
        "event": f"request.{copy.purpose}",
        "idempotency_key": copy.key,
        "occurred_at": copy.created_at.isoformat(timespec="seconds"),
        "request": copy.content,
    }


def secret_of(organisation: str, master: str) -> str:
    """Return an organisation's own secret, so that none can sign in the name of another."""
    return hmac.digest(master.encode(), organisation.encode(), hashlib.sha256).hex()


def signature(body: bytes, secret: str, timestamp: int) -> str:
    """Return the signature's header: HMAC-SHA256 over timestamp, full stop and body."""
    signed = hmac.digest(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={signed.hex()}"


@dataclass(frozen=True)
class WebhookChannel:
    """Posts to the address of a team."""

    master_secret: str
    timeout_seconds: float
    clock: Clock = now

    def _headers(self, copy: Copy, body: bytes) -> dict[str, str]:
        secret = secret_of(copy.organisation, self.master_secret)
        return {
            "Content-Type": "application/json",
            "User-Agent": "Lotse",
            "Idempotency-Key": copy.key,
            "Lotse-Signature": signature(body, secret, int(self.clock().timestamp())),
        }

    def deliver(self, copy: Copy) -> None:
        """Post."""
        if not self.master_secret:
            raise DeliveryError("LOTSE_WEBHOOK_SECRET is not set")
        body = json.dumps(payload(copy), ensure_ascii=False).encode()
        try:
            # The answer's body is nobody's business here and may be endless, so it is not read.
            with requests.post(
                copy.recipient,
                data=body,
                headers=self._headers(copy, body),
                timeout=self.timeout_seconds,
                allow_redirects=False,
                stream=True,
            ) as response:
                status = response.status_code
        except requests.RequestException as error:
            raise DeliveryError(f"the webhook cannot be reached: {type(error).__name__}") from error
        if status not in SUCCESS:
            permanent = status in REFUSED and status not in TRY_AGAIN
            raise DeliveryError(f"the webhook answered {status}", permanent=permanent)

    def forget(self, key: str) -> int:  # noqa: ARG002
        """Nothing is kept here."""
        return 0


def webhook_channel(configuration: Settings) -> WebhookChannel:
    """Return the channel that the settings ask for."""
    return WebhookChannel(configuration.webhook_secret.get_secret_value(), configuration.delivery_timeout_seconds)
