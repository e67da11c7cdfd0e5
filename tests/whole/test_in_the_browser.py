"""A visitor's whole way in a real browser against the three running processes."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from desk import requests
from tests.whole.conftest import Service

pytestmark = pytest.mark.needs("browser")

NEED = (
    "Wir sind ein Maschinenbauer mit 45 Leuten in Tuttlingen und wollen alte Drehmaschinen ans Netz bringen, "
    "gibt es da Geld?"
)
ANSWER_MS = 30_000
MAX_QUESTIONS = 3
ABOUT_SIZE_OR_PLACE = re.compile(r"Wie viele Menschen|In welcher Stadt")


def bot_messages(page: Page) -> Locator:
    return page.locator("[data-author=bot]")


def say(page: Page, text: str) -> None:
    """Send a text and wait until Lotse has finished answering."""
    before = bot_messages(page).count()
    page.get_by_role("textbox", name="Ihre Nachricht").fill(text)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(bot_messages(page).nth(before)).to_be_visible(timeout=ANSWER_MS)


def press(page: Page, title: str) -> None:
    before = bot_messages(page).count()
    page.get_by_role("button", name=title, exact=True).last.click()
    expect(bot_messages(page).nth(before)).to_be_visible(timeout=ANSWER_MS)


def test_from_the_greeting_to_a_stored_request(page: Page, service: Service) -> None:
    foreign: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(service.url) else foreign.append(sent.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)

    page.goto(service.url)
    page.get_by_role("button", name="Gespräch beginnen").click()
    expect(bot_messages(page)).to_have_count(1, timeout=ANSWER_MS)
    expect(bot_messages(page)).to_contain_text("kein Mensch")

    say(page, "Was ist eigentlich RAMI 4.0?")
    answer = bot_messages(page).last
    expect(answer).to_contain_text("Referenzarchitekturmodell")
    expect(answer.locator(".source")).to_contain_text(re.compile(r"Quelle: .+Stand: \d{4}"))

    say(page, NEED)
    questions = 0
    while not page.locator("article[data-verdict]").count():
        questions += 1
        assert questions <= MAX_QUESTIONS
        assert not ABOUT_SIZE_OR_PLACE.search(bot_messages(page).last.inner_text())
        press(page, "Weiß ich nicht")

    funding = page.locator("article[data-verdict]").filter(has_text="Förderung")
    assert 1 <= funding.count() <= 3
    for card in funding.all():
        assert card.locator("li").count() >= 1, "every match says why"
        assert "beendet" not in card.inner_text()
    assert "Digitalisierungsprämie Plus" not in page.get_by_role("log").inner_text()

    press(page, "Ja, Anliegen weitergeben")
    expect(bot_messages(page).last).to_contain_text("Beschäftigte: 45")
    press(page, "Stimmt so")
    press(page, "Ja, ich willige ein")
    say(page, "e.gross@muster-dreherei.de")
    press(page, "Nein")
    say(page, "Käthe Groß, Muster-Dreherei")
    code = page.locator(".reference__code").inner_text()

    with Session(service.store()) as session:
        stored = requests.newest(session, limit=1)[0]
        fields = {field.name: field.value["value"] for field in stored.fields}
        assert stored.reference_code == code
        assert fields["topic"] == "retrofit_migration"
        assert fields["company_size"] == {"low": 45, "high": 45}
        assert fields["place"]["ids"] == ["kreis-tuttlingen"]
        assert "Kreis Tuttlingen" in stored.summary
        assert all(field.source_message and field.confirmed for field in stored.fields)
        assert stored.consent_version == "2026-11"
        assert (stored.contact_name, stored.contact_company) == ("Käthe Groß", "Muster-Dreherei")
        assert stored.contact_email == "e.gross@muster-dreherei.de"
        assert stored.consent_given_at
        assert stored.consent_given_at <= stored.created_at
    assert foreign == []
    assert problems == []


def test_a_conversation_survives_a_reload(page: Page, service: Service) -> None:
    page.goto(service.url)
    page.get_by_role("button", name="Gespräch beginnen").click()
    expect(bot_messages(page)).to_have_count(1, timeout=ANSWER_MS)
    say(page, "Was ist OPC UA?")
    before = page.get_by_role("log").locator("[data-author]").count()
    page.reload()
    expect(page.get_by_role("log").locator("[data-author]")).to_have_count(before, timeout=ANSWER_MS)


def test_nothing_is_asked_or_stored_before_the_chat_is_opened(page: Page, service: Service) -> None:
    calls: list[str] = []
    page.on("request", lambda sent: calls.append(sent.url) if "/api/" in sent.url else None)
    page.goto(service.url)
    expect(page.get_by_role("button", name="Gespräch beginnen")).to_be_visible()
    assert calls == []
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
