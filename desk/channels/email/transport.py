"""Sends e-mails, or writes them to a folder where there is no mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from email.policy import SMTPUTF8
from pathlib import Path

from desk.channels.base import Copy, DeliveryError
from desk.channels.email import message
from german.redact import redact
from settings import Settings

PERMANENT = 500
"""Replies from here on mean: do not try again (RFC 5321, 4.2.1)."""
LONGEST_REASON = 200


def _refusal(code: int, text: bytes | str) -> DeliveryError:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return DeliveryError(f"SMTP {code} {redact(words)[:LONGEST_REASON]}", permanent=code >= PERMANENT)


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn what a mail server says or does into one kind of error."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(f"the mail server lacks something: {error}", permanent=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"the mail server cannot be reached: {type(error).__name__}") from error


@contextmanager
def _fault_is_not_the_copys() -> Iterator[None]:
    """A server that does not let us in at all refuses no copy for good: settings or certificates get mended."""
    try:
        yield
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        raise DeliveryError(f"the mail server does not let us in: {type(error).__name__}") from error


@dataclass(frozen=True)
class SmtpChannel:
    """Hands e-mails to a mail server."""

    configuration: Settings

    def _connected(self) -> smtplib.SMTP:
        config = self.configuration
        # Named, because asking the machine for its own name may take long.
        name = message.address(config.mail_from).domain
        target, timeout = (config.smtp_host, config.smtp_port, name), config.delivery_timeout_seconds
        if config.smtp_security == "tls":
            return smtplib.SMTP_SSL(*target, timeout=timeout, context=ssl.create_default_context())
        return smtplib.SMTP(*target, timeout=timeout)

    def _introduce(self, client: smtplib.SMTP) -> None:
        config = self.configuration
        if config.smtp_security == "starttls":
            client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
        if config.smtp_user:
            client.login(config.smtp_user, config.smtp_password.get_secret_value())

    def deliver(self, copy: Copy) -> None:
        """Send the e-mail."""
        written = message.write(copy, self.configuration.mail_from)
        with _failures_named(), ExitStack() as open_connection:
            with _fault_is_not_the_copys():
                client = open_connection.enter_context(closing(self._connected()))
                self._introduce(client)
            client.send_message(written)
            with suppress(smtplib.SMTPException):  # it is sent, whatever comes of saying goodbye
                client.quit()

    def forget(self, key: str) -> int:  # noqa: ARG002
        """Nothing is kept here."""
        return 0


@dataclass(frozen=True)
class FolderChannel:
    """Writes e-mails to a folder, one file each."""

    folder: Path
    sender: str

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.eml"

    def deliver(self, copy: Copy) -> None:
        """Write the file; written twice it is the same file. Only the owner may read it."""
        written = message.write(copy, self.sender)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._path(copy.key)
            path.touch(mode=0o600)
            path.write_bytes(written.as_bytes(policy=SMTPUTF8))
        except OSError as error:
            raise DeliveryError(f"the e-mail cannot be written: {type(error).__name__}") from error

    def forget(self, key: str) -> int:
        """Delete the file."""
        path = self._path(key)
        existed = path.is_file()
        path.unlink(missing_ok=True)
        return int(existed)


def email_channel(configuration: Settings) -> SmtpChannel | FolderChannel:
    """Return the channel that the settings ask for."""
    if configuration.smtp_host:
        return SmtpChannel(configuration)
    return FolderChannel(configuration.mail_folder, configuration.mail_from)
