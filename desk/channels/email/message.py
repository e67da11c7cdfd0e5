"""Writes a copy as an e-mail: plain text and HTML, in German."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

from email_validator import validate_email
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from desk.channels.base import Copy
from desk.contacts import one_line
from desk.details import FILE, label
from desk.yaml_texts import texts
from knowledge.clock import ZONE

TEMPLATES = Path(__file__).with_name("templates")
LONGEST_SUBJECT = 120


def _moment(iso: str) -> str:
    """Write a moment of a report as people in Germany do."""
    return f"{datetime.fromisoformat(iso).astimezone(ZONE):%d.%m.%Y, %H:%M}"


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": _moment, "label": label}
    environment.globals["words"] = texts(FILE)
    return environment


def _rendered(name: str, copy: Copy) -> str:
    return _environment().get_template(name).render(copy.content)


def address(text: str, name: str | None = None) -> Address:
    """Return an address for a header; its domain in ASCII, so that every server knows it."""
    parts = validate_email(text, check_deliverability=False)
    return Address(name or "", parts.local_part, parts.ascii_domain)


def write(copy: Copy, sender: str) -> EmailMessage:
    """Return the e-mail of a copy. Written twice it is the same e-mail with the same Message-ID.

    What people wrote gets into headers only as one line, and into the HTML only escaped.
    """
    origin, contact = address(sender), copy.content.get("contact") or {}
    message = EmailMessage(SMTP)
    message["Message-ID"] = f"<{copy.key}@{origin.domain}>"
    message["Date"] = format_datetime(copy.created_at)
    message["From"] = Address("Lotse", origin.username, origin.domain)
    message["To"] = address(copy.recipient)
    if contact.get("email"):
        message["Reply-To"] = address(contact["email"], contact["name"])
    message["Subject"] = one_line(_rendered(f"{copy.purpose}.subject.txt", copy), LONGEST_SUBJECT)
    message["Auto-Submitted"] = "auto-generated"
    message["Idempotency-Key"] = copy.key
    message.set_content(_rendered(f"{copy.purpose}.txt", copy))
    message.add_alternative(_rendered(f"{copy.purpose}.html", copy), subtype="html")
    return message
