"""A request leaves the house."""

import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from tests.whole.conftest import Service, Visitor

ROUNDS = 200
PAUSE_SECONDS = 0.1


def mail_about(code: str, service: Service) -> EmailMessage | None:
    for path in (service.data_dir / "outbox").glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(mail, EmailMessage)
        if code in str(mail["Subject"]):
            return mail
    return None


def test_it_says_at_its_start_where_mails_go(service: Service) -> None:
    assert any("LOTSE_SMTP_HOST is not set" in line for line in service.output)


def test_a_request_reaches_its_team(service: Service, visitor: Visitor) -> None:
    visitor.needs("Wir sind 30 Leute in Aalen und suchen einen Zuschuss für Retrofit")
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    visitor.says("k.gross@muster-giesserei.de oder 07461 123456")
    visitor.presses("Nein")
    heard = visitor.presses("Überspringen")
    assert "jemand da" in heard
    code = next(message["reference_code"] for message in visitor.last if message["reference_code"])
    waiting = threading.Event()
    for _ in range(ROUNDS):
        if mail := mail_about(code, service):
            break
        waiting.wait(PAUSE_SECONDS)
    assert mail
    assert mail["To"] == "anliegen@lotse.example"
    body = mail.get_body(("plain",))
    assert body
    for expected in ("k.gross@muster-giesserei.de", "+497461123456", "Alte Maschinen nachrüsten", "Ostalbkreis"):
        assert expected in body.get_content()
