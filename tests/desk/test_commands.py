"""The command line of the desk."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.__main__ import main
from desk.channels.webhook.transport import secret_of
from desk.clock import now
from desk.contacts import Contact
from desk.models import CopyState, OutboxCopy, Request
from settings import Settings
from storage import database
from tests.desk.desk_samples import submitted
from tests.store import configured

Shown = Callable[..., str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Run a command and return what it shows; errors come after what it prints."""
    monkeypatch.setenv("COLUMNS", "250")

    def run(*arguments: str, status: int = 0) -> str:
        assert main(arguments) == status
        captured = capsys.readouterr()
        return captured.out + captured.err

    return run


def due() -> OutboxCopy:
    """A copy that is due now: samples lie in the future."""
    with database.transaction() as session:
        copy = session.scalars(select(OutboxCopy)).one()
        copy.due_at = now()
        return copy


def test_it_says_that_there_are_no_requests_yet(shown: Shown) -> None:
    assert "no requests yet" in shown("requests")


def test_it_lists_requests_with_code_completeness_team_and_contact(shown: Shown) -> None:
    code = submitted(contact=Contact("k.groß@musterbetrieb.de", name="Käthe Groß")).reference_code
    text = shown("requests", "--limit", "5")
    for expected in (code, "26.11.2026 10:30", "need", "new", "4/8", "default, Anliegen", "30.11.2026 11:00"):
        assert expected in text
    assert "Käthe Groß, k.groß@musterbetrieb.de" in text


def test_names_are_neither_markup_nor_commands_of_the_terminal(shown: Shown) -> None:
    submitted(contact=Contact("k@muster.de", name="[bold]Käthe[/bold] [/] \x1b[31m"))
    text = shown("requests")
    assert "[bold]Käthe[/bold] [/]" in text
    assert "\x1b" not in text


def test_it_lists_the_outbox_and_one_state_of_it(shown: Shown) -> None:
    assert "no such copy" in shown("outbox")
    submitted()
    assert "anliegen@lotse.example" in shown("outbox")
    assert "no such copy" in shown("outbox", "--state", "dead")


def test_it_delivers_what_is_due(shown: Shown, configuration: Settings) -> None:
    assert "nothing is due" in shown("outbox", "deliver")
    assert "nothing is due" in shown("outbox", "deliver", "--once")
    submitted()
    due()
    assert "1 sent" in shown("outbox", "deliver", "--once")
    assert len(list(configuration.mail_folder.glob("*.eml"))) == 1


def test_it_tells_of_what_was_given_up_and_brings_it_back(shown: Shown) -> None:
    submitted()
    with database.transaction() as session:
        session.scalars(select(OutboxCopy)).one().channel = "fax"
    copy_id = due().id
    assert "1 given_up" in shown("outbox", "deliver", status=1)
    assert "there is no channel fax" in shown("outbox", "--state", CopyState.DEAD)
    assert "1 to be delivered again" in shown("outbox", "retry", str(copy_id))
    assert "no copy 4711" in shown("outbox", "retry", "4711", status=1)
    assert "0 to be delivered again" in shown("outbox", "retry", "--dead")


def test_retry_wants_to_know_which(shown: Shown) -> None:
    with pytest.raises(SystemExit):
        shown("outbox", "retry")


def test_it_shows_who_gets_what(shown: Shown) -> None:
    text = shown("routing")
    for expected in (
        "Clustermanagement",
        "everything else",
        "16 working hours",
        "retrofit_migration",
        "Beispielverbund",
    ):
        assert expected in text
    assert "anliegen@lotse.example" in text


def test_it_names_mistakes_in_the_routing_file(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "routing.yml"
    wrong.write_text("- {id: default, name: X}\n", encoding="utf-8")
    with configured(tmp_path, monkeypatch, routing_file=str(wrong)):
        text = shown("routing", status=1)
    assert "routing.yml:1: default: hours: a value is expected" in text
    assert "2 problems" in text


def test_it_shows_the_secret_of_an_organisation(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    master = "m" * 40
    with configured(tmp_path, monkeypatch, webhook_secret=master):
        assert shown("webhook-secret", "default").strip() == secret_of("default", master)
        assert "lists no organisation woanders" in shown("webhook-secret", "woanders", status=1)


def test_it_says_so_when_the_store_is_locked(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted()
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "does not answer" in shown("outbox", "deliver", status=1)
    holder.close()
    with database.reading() as session:
        assert session.scalars(select(Request)).one()
