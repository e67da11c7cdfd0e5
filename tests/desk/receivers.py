"""A mail server and a webhook receiver of the tests' own. Both are real, and both can be told to misbehave."""

import asyncio
import json
import ssl
import threading
from contextlib import ExitStack
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.http_stub import serving
from tools.ports import free_port

FINE = "250 OK"
BUSY = "451 Later"
NEVER = "550 No such user here: anliegen@lotse.example"
USER, PASSWORD = "lotse", "geheim-und-lang"


class MailServer:
    """Keeps what it accepts; ``answer`` is what it says of a message, or of a recipient."""

    def __init__(self, **options: Any):
        self.port = free_port()
        self.answer = FINE
        self.answer_to_recipient = FINE
        self.is_slow = False
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self._options = options
        self._controller: Controller | None = None

    def start(self) -> "MailServer":
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._options)
        self._controller.start()
        self._released = asyncio.Event()
        return self

    def stop(self) -> None:
        """End as a server that is killed does: nobody gets an answer any more."""
        if self._controller:
            self._controller.loop.call_soon_threadsafe(self._released.set)
            self._controller.stop(no_assert=True)
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient == FINE:
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if self.answer == FINE:
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.recipients += envelope.rcpt_tos
        if self.is_slow:
            await self._released.wait()
        return self.answer

    def keys(self) -> list[str]:
        return [str(mail["Idempotency-Key"]) for mail in self.mails]


def logs_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Whether somebody may come in; for a server that asks."""
    assert isinstance(data, LoginPassword)
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=is_right)


def with_certificate(certificate: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


class Receiver:
    """A webhook; ``status`` is what it answers."""

    def __init__(self) -> None:
        self.port = free_port()
        self.status = 200
        self.is_slow = False
        self.posts: list[tuple[bytes, Message]] = []
        self._released = threading.Event()
        self._running = ExitStack()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/anliegen"

    def start(self) -> "Receiver":
        self._released.clear()
        self._running.enter_context(serving(self._answer, self.port))
        return self

    def stop(self) -> None:
        self._released.set()
        self._running.close()

    def _answer(self, body: bytes | None, headers: Message) -> tuple[int, bytes]:
        if self.status == 200:
            self.posts.append((body or b"", headers))
        if self.is_slow:
            self._released.wait()
        return self.status, b"{}"

    def keys(self) -> list[str]:
        return [str(headers["Idempotency-Key"]) for _, headers in self.posts]

    def payloads(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body, _ in self.posts]
