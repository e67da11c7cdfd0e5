"""``python -m knowledge``: mistakes stop it before anything changes."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

import settings
from knowledge import store
from knowledge.__main__ import main
from storage import database
from tests.knowledge.conftest import CONTENT
from tests.knowledge.content_folder import GLOSSARY, term, write


@pytest.fixture(autouse=True)
def one_term(content_dir: Path) -> Path:
    write(content_dir, "glossary/a.yml", GLOSSARY + term("dreherei"))
    return content_dir


def version() -> int:
    with database.reading() as session:
        return store.version(session)


def test_valid_content_is_counted(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate"]) == 0
    assert capsys.readouterr().out == "1 entries are valid\n"


@pytest.mark.parametrize("command", [["validate"], ["import"], ["vocabulary", "words.json"]])
def test_mistakes_are_named_and_change_nothing(
    content_dir: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    write(content_dir, "glossary/b.yml", GLOSSARY + term("dreherei", "synonyms: ['<b>Mutter</b>']"))
    assert main(command) == 1
    captured = capsys.readouterr()
    assert "glossary/b.yml:9: dreherei: synonyms.0: plain text without HTML is expected\n" in captured.err
    assert captured.err.endswith("2 problems; nothing was changed\n")
    assert captured.out == ""
    assert version() == 0
    assert not Path("words.json").exists()


def test_the_vocabulary_is_written_only_when_it_changed(
    content_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deep" / "words.json"
    assert main(["vocabulary", str(path)]) == 0
    before = path.stat().st_mtime_ns
    assert main(["vocabulary", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} written\n{path} is up to date\n"
    assert path.stat().st_mtime_ns == before
    write(content_dir, "glossary/a.yml", GLOSSARY + term(more="synonyms: [Mutternfabrik]"))
    assert main(["vocabulary", str(path)]) == 0
    assert "Mutternfabrik" in path.read_text(encoding="utf-8")


def test_search_shows_scores_and_why(
    content_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    main(["import"])
    assert main(["search", "was ist eine schraube"]) == 0
    shown = capsys.readouterr().out
    assert "decision: answer" in shown
    assert "dreherei" in shown
    assert "known words" in shown


def test_a_command_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "usage: python -m knowledge" in capsys.readouterr().err


def test_help_tells_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert "2  files and store were both changed" in shown
    assert "check the content files" in shown


def test_a_store_without_tables_is_named(engine: Engine, content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE store_version")
    assert main(["search", "schraube"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The store cannot be used (")
    assert said.endswith("no such table: store_version); python -m knowledge import makes its tables.\n")


def test_the_real_content_folder_is_where_settings_say() -> None:
    assert settings.Settings.model_fields["content_dir"].default == CONTENT
