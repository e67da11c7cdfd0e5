"""The command line of the desk."""

from datetime import UTC, datetime

import pytest

from desk import conversations, requests
from desk.__main__ import main
from desk.contacts import Contact
from desk.requests import Draft
from storage import database


def test_it_says_that_there_are_no_requests_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["requests"]) == 0
    assert "no requests yet" in capsys.readouterr().out


def test_it_lists_requests_with_code_and_contact(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with database.transaction() as session:
        draft = Draft(
            conversation_id=conversations.start(session).id,
            submitted_by="message-1",
            summary="Förderung · 45 Beschäftigte",
            details=(),
            matches=(),
            destination=None,
            consent_version="2026-11",
            consent_given_at=datetime(2026, 11, 22, tzinfo=UTC),
            contact=Contact(email="k.groß@musterbetrieb.de"),
            contact_name="Käthe Groß",
        )
        code = requests.submit(session, draft).reference_code
    main(["requests"])
    shown = capsys.readouterr().out
    assert code in shown
    assert "Käthe Groß, k.groß@musterbetrieb.de" in shown
