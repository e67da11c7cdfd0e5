"""What e-mails say, and what they never let through."""

import re
from email.message import EmailMessage

import pytest

from desk.channels.email.message import write
from desk.contacts import NO_CONTACT, Contact
from desk.drafts import Detail
from desk.models import EscalationReason, Purpose, Urgency
from tests.desk.channels.copies import KEY, copy_of, short
from tests.desk.desk_samples import COMPANY, DESCRIPTION, EMAIL, NAME, PHONE

SENDER = "lotse@verbund.example"
EVIL = 'Käthe\r\nBcc: alle@firma.example\r\n\r\n<script>alert("x")</script>'


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def html(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content())


def test_the_team_reads_everything_in_text_and_html() -> None:
    mail = write(copy_of(), SENDER)
    for part in (text(mail), html(mail)):
        for expected in (
            NAME, COMPANY, EMAIL, PHONE, "26.11.2026, 10:30 Uhr", "30.11.2026, 11:00 Uhr", "Noch offen: ",
            "Ziel, Thema, Stand, Branche", "Beschäftigte", "Tuttlingen", "Muster (passt)", "Passt zur Größe.",
            "Ist in Ihrer Nähe.", "Team „Anliegen“", "Fassung 2026-11",
        ):  # fmt: skip
            assert expected in part
    assert DESCRIPTION in text(mail)
    assert "Guten Tag" in text(mail)


def test_markup_of_visitors_is_shown_and_not_obeyed() -> None:
    mail = write(copy_of(contact=Contact(EMAIL, name="<img src=x onerror=alert(1)>")), SENDER)
    assert "Drehmaschinen &lt;b&gt;vernetzen&lt;/b&gt;" in html(mail)
    assert "&lt;img src=x onerror=alert(1)&gt;" in html(mail)
    assert re.findall(r"<(?:b|img|script)\b", html(mail)) == []


def test_an_answer_goes_to_the_visitor() -> None:
    mail = write(copy_of(), SENDER)
    assert mail["From"].addresses[0].addr_spec == SENDER
    assert mail["To"].addresses[0].addr_spec == "anliegen@lotse.example"
    assert (mail["Reply-To"].addresses[0].display_name, mail["Reply-To"].addresses[0].addr_spec) == (NAME, EMAIL)
    assert write(copy_of(contact=Contact(phone=PHONE)), SENDER)["Reply-To"] is None


def test_nobody_writes_a_header_of_their_own() -> None:
    details = (Detail("place", {"name": EVIL, "ids": []}, None, confirmed=True),)
    copy = copy_of(summary=EVIL, details=details, contact=Contact(EMAIL, name=EVIL.replace("\r\n", " ")))
    sent = bytes(write(copy, SENDER))
    head = sent.split(b"\r\n\r\n", 1)[0]
    assert b"\r\nBcc:" not in head
    assert write(copy, SENDER)["Subject"].count("\n") == 0


def test_it_is_the_same_mail_whenever_it_is_written() -> None:
    copy = copy_of()
    first, second = write(copy, SENDER), write(copy, SENDER)
    assert first["Message-ID"] == second["Message-ID"] == f"<{copy.key}@verbund.example>"
    assert first["Idempotency-Key"] == copy.key
    assert (first["Date"], text(first)) == (second["Date"], text(second))
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("reason", "words"), [("anger", "verärgert"), ("fallbacks", "nicht verstanden"), ("wish", "mit jemandem sprechen")]
)
def test_an_escalation_says_what_happened(reason: str, words: str) -> None:
    mail = write(
        copy_of(
            escalation=EscalationReason(reason), urgency=Urgency.HIGH, contact=NO_CONTACT, consent=None, details=(),
            matches=(), destination=None,
        ),
        SENDER,
    )  # fmt: skip
    assert mail["Subject"].startswith("Dringend: Gespräch übernehmen LT-")
    for part in (text(mail), html(mail)):
        assert words in part
        assert "Kein Kontakt angegeben." in part
        assert "Keine näheren Angaben." in part
        assert "GEZEIGTE ANGEBOTE" not in part.upper()


def test_the_visitors_copy_says_only_what_the_visitor_said() -> None:
    copy = copy_of(Purpose.VISITOR_COPY)
    mail = write(copy, SENDER)
    assert mail["To"].addresses[0].addr_spec == EMAIL
    for part in (text(mail), html(mail)):
        assert copy.content["reference_code"] in part
        assert "45" in part
        for kept_back in (PHONE, NAME, "Passt zur Größe", "Team"):
            assert kept_back not in part


@pytest.mark.parametrize(
    ("copy", "subject", "words"),
    [
        (short(Purpose.INFORMATION_ADDED, information="Ab <b>Mai</b>"), "Ergänzung zu LT-7K3M-9QXC-W", "Ab"),
        (short(Purpose.WITHDRAWN), "Zurückgezogen: LT-7K3M-9QXC-W", "nicht weiter"),
        (short(Purpose.ERASED), "Bitte löschen: LT-7K3M-9QXC-W", "Ihre Kopie"),
    ],
)
def test_later_events_are_told_by_code(copy: object, subject: str, words: str) -> None:
    mail = write(copy, SENDER)  # type: ignore[arg-type]  # parametrize knows no types
    assert (mail["Subject"], mail["Message-ID"]) == (subject, f"<{KEY}@verbund.example>")
    for part in (text(mail), html(mail)):
        assert "LT-7K3M-9QXC-W" in part
        assert words in part
        assert "<b>" not in html(mail)


def test_domains_with_umlauts_reach_every_server() -> None:
    mail = write(copy_of(contact=Contact("k.gross@müller-beispiel.de")), SENDER)
    assert mail["Reply-To"].addresses[0].addr_spec == "k.gross@xn--mller-beispiel-gsb.de"
