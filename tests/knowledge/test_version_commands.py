"""``history`` and ``restore`` on the command line."""

import pytest
from sqlalchemy import Engine

from knowledge import editing, store
from knowledge.__main__ import main
from knowledge.content_files import Content
from knowledge.importing import import_content
from knowledge.models import EntryRow
from storage import database
from tests.knowledge.knowledge_samples import TAXONOMY, faq

EDITED = faq(question="Wie fettet man [i]Schrauben[/i]?", topics=["federn"])


@pytest.fixture(autouse=True)
def edited(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("LOGNAME", "kaethe")
    with database.transaction() as session:
        import_content(session, Content({"faq-900": faq()}, TAXONOMY))
        editing.save(session, EDITED.model_dump(), by="Jörg Groß", expected_revision=1)


def row() -> EntryRow:
    with database.reading() as session:
        return session.get_one(EntryRow, "faq-900")


def test_history_tells_who_changed_which_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "faq-900"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    assert [line.split("│")[1].strip() for line in lines] == ["2", "1"]
    assert [part.strip() for part in lines[0].split("│")[3:6]] == ["Jörg Groß", "edited", "topics, question"]
    assert "import" in lines[1]


def test_an_unknown_entry_has_no_history(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "nagel"]) == 1
    assert capsys.readouterr().err == "there is no entry nagel\n"


def test_restore_brings_an_earlier_version_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "faq-900", "1"]) == 0
    assert capsys.readouterr().out == "faq-900 is at revision 3 now\n"
    assert row().title == "Wie ölt man Schrauben?"
    with database.reading() as session:
        assert store.versions(session, "faq-900")[-1].changed_by == "kaethe"


def test_restoring_what_it_says_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "faq-900", "2"]) == 0
    assert capsys.readouterr().out == "faq-900 says this already\n"
    assert row().revision == 2


@pytest.mark.parametrize(("entry_id", "number"), [("faq-900", "7"), ("nagel", "1")])
def test_what_does_not_exist_cannot_be_restored(entry_id: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", entry_id, number]) == 1
    assert capsys.readouterr().err == f"there is no version {number} of an entry {entry_id}\n"


def test_a_version_that_does_not_fit_any_more_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    slim = TAXONOMY.model_copy(update={"topics": TAXONOMY.topics[1:]})
    with database.transaction() as session:
        import_content(session, Content({"faq-900": EDITED}, slim))
    assert main(["restore", "faq-900", "1"]) == 1
    error = capsys.readouterr().err
    assert "faq-900: topics.0: an id of taxonomy/topics.yml is expected, schrauben is none" in error
    assert row().revision == 2
