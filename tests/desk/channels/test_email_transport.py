"""Handing e-mails to a mail server, or to a folder: what works, and what every failure means."""

import stat
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme

from desk.channels.base import DeliveryError
from desk.channels.email.transport import FolderChannel, SmtpChannel, email_channel
from desk.models import Purpose
from settings import Settings
from tests.desk.channels.copies import KEY, copy_of, short
from tests.desk.desk_samples import EMAIL
from tests.desk.receivers import BUSY, NEVER, PASSWORD, USER, MailServer, logs_in, with_certificate

COPY = short(Purpose.WITHDRAWN)


@pytest.fixture
def start_server() -> Iterator[Callable[..., MailServer]]:
    started: list[MailServer] = []

    def start(**options: Any) -> MailServer:
        started.append(MailServer(**options).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def channel(configuration: Settings) -> Callable[..., SmtpChannel]:
    def build(server: MailServer, **changes: Any) -> SmtpChannel:
        values = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none"}
        built = email_channel(Settings.model_validate(configuration.model_dump() | values | changes))
        assert isinstance(built, SmtpChannel)
        return built

    return build


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this process trusts, as it would trust one of the operator's own."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def failure(channel: SmtpChannel | FolderChannel) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        channel.deliver(COPY)
    return raised.value


def test_a_mail_arrives_with_its_key(start_server: Any, channel: Any) -> None:
    server = start_server()
    channel(server).deliver(COPY)
    (mail,) = server.mails
    assert (mail["To"], mail["Idempotency-Key"]) == ("team@verbund.example", KEY)
    assert mail["Message-ID"] == f"<{KEY}@lotse.example>"


def test_addresses_with_umlauts_arrive_where_the_server_takes_them(start_server: Any, channel: Any) -> None:
    server = start_server(enable_SMTPUTF8=True)
    channel(server).deliver(copy_of(Purpose.VISITOR_COPY))
    assert server.recipients == [EMAIL]


def test_a_server_that_cannot_write_to_an_address_is_not_asked_again(start_server: Any, channel: Any) -> None:
    with pytest.raises(DeliveryError, match="lacks something") as raised:
        channel(start_server(enable_SMTPUTF8=False)).deliver(copy_of(Purpose.VISITOR_COPY))
    assert raised.value.permanent


def test_it_encrypts_from_the_first_byte_on(start_server: Any, channel: Any, authority: trustme.CA) -> None:
    server = start_server(ssl_context=with_certificate(authority.issue_cert("127.0.0.1")))
    channel(server, smtp_security="tls").deliver(COPY)
    assert server.keys() == [KEY]


def test_it_encrypts_and_logs_in(start_server: Any, channel: Any, authority: trustme.CA) -> None:
    tls = with_certificate(authority.issue_cert("127.0.0.1"))
    server = start_server(tls_context=tls, authenticator=logs_in, auth_required=True, require_starttls=True)
    ready = channel(server, smtp_security="starttls", smtp_user=USER, smtp_password=PASSWORD)
    ready.deliver(COPY)
    assert server.keys() == [KEY]


def test_a_wrong_password_leaves_the_copy_in_the_outbox(start_server: Any, channel: Any, authority: trustme.CA) -> None:
    tls = with_certificate(authority.issue_cert("127.0.0.1"))
    server = start_server(tls_context=tls, authenticator=logs_in, auth_required=True)
    error = failure(channel(server, smtp_security="starttls", smtp_user=USER, smtp_password="anders"))  # noqa: S106
    assert (error.permanent, "does not let us in" in str(error)) == (False, True)
    assert server.mails == []


def test_it_never_falls_back_to_plain_text(start_server: Any, channel: Any) -> None:
    server = start_server()
    assert not failure(channel(server, smtp_security="starttls")).permanent
    assert server.mails == []


def test_it_refuses_a_certificate_that_nobody_knows(start_server: Any, channel: Any) -> None:
    server = start_server(ssl_context=with_certificate(trustme.CA().issue_cert("127.0.0.1")))
    error = failure(channel(server, smtp_security="tls"))
    assert (error.permanent, "SSLCertVerificationError" in str(error)) == (False, True)


@pytest.mark.parametrize(("answer", "permanent"), [(BUSY, False), (NEVER, True)])
def test_a_refusal_says_whether_to_try_again(start_server: Any, channel: Any, answer: str, permanent: bool) -> None:
    server = start_server()
    server.answer = answer
    assert failure(channel(server)).permanent is permanent
    server.answer, server.answer_to_recipient = "250 OK", answer
    error = failure(channel(server))
    assert error.permanent is permanent
    assert "anliegen@lotse.example" not in str(error)


def test_a_server_that_is_down_is_asked_again(start_server: Any, channel: Any) -> None:
    server = start_server()
    server.stop()
    error = failure(channel(server))
    assert (error.permanent, "ConnectionRefusedError" in str(error)) == (False, True)


def test_a_server_that_takes_too_long_is_asked_again(start_server: Any, channel: Any) -> None:
    server = start_server()
    server.is_slow = True
    error = failure(channel(server, delivery_timeout_seconds=0.2))
    assert not error.permanent
    assert server.keys() == [KEY]


def test_without_a_server_mails_are_written_down_for_their_owner_alone(configuration: Settings) -> None:
    channel = email_channel(configuration)
    assert isinstance(channel, FolderChannel)
    for _ in range(2):
        channel.deliver(COPY)
    (file,) = configuration.mail_folder.iterdir()
    assert file.name == f"{KEY}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("team@verbund.example", "Zurückgezogen: LT-7K3M-9QXC-W")
    assert (channel.forget(KEY), channel.forget(KEY)) == (1, 0)
    assert list(configuration.mail_folder.iterdir()) == []


def test_addresses_with_umlauts_can_be_written_down(configuration: Settings) -> None:
    email_channel(configuration).deliver(copy_of(Purpose.VISITOR_COPY))
    (file,) = configuration.mail_folder.iterdir()
    assert EMAIL in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not failure(FolderChannel(tmp_path / "file", "lotse@lotse.example")).permanent


def test_a_mail_server_keeps_nothing_for_us(start_server: Any, channel: Any) -> None:
    assert channel(start_server()).forget(KEY) == 0
