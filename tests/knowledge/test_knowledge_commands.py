"""``python -m knowledge``: mistakes stop it before anything changes."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

import settings
from knowledge import store
from knowledge.__main__ import main
from storage import database, migrate
from tests.knowledge.conftest import CONTENT


@pytest.fixture
def content_dir(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty taxonomy and one term; the tables are there already."""
    folder = tmp_path / "content"
    for name in ("topics", "sectors", "goals"):
        write(folder / "taxonomy" / f"{name}.yml", "- {id: a, label: A, keywords: []}\n")
    write(folder / "glossary" / "a.yml", glossary("Schraubendreherei"))
    monkeypatch.setattr(settings, "get", lambda: SimpleNamespace(content_dir=folder))
    monkeypatch.setattr(migrate, "upgrade", lambda _: None)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def glossary(term: str) -> str:
    return (
        "kind: glossary\nentries:\n  - {id: dreherei, topics: [a], source: {title: Q}, checked_on: 2030-01-01, "
        f"review_by: 2030-07-01, confidence: high, term: {term}, definition: Ein Ort.}}\n"
    )


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
    write(content_dir / "glossary" / "b.yml", glossary("<b>Mutter</b>"))
    assert main(command) == 1
    captured = capsys.readouterr()
    assert "glossary/b.yml:3: dreherei: term: plain text without HTML is expected\n" in captured.err
    assert captured.err.endswith("2 problems; nothing was changed\n")
    assert captured.out == ""
    assert version() == 0
    assert not Path("words.json").exists()


def test_import_migrates_and_reports(
    content_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated = list[Engine]()
    monkeypatch.setattr(migrate, "upgrade", migrated.append)
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "1 created, 0 updated, 0 unchanged, 0 retired\ntaxonomy changed\n"
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "0 created, 0 updated, 1 unchanged, 0 retired\n"
    assert migrated == [database.engine()] * 2
    assert version() == 1


def test_the_vocabulary_is_written_only_when_it_changed(
    content_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deep" / "words.json"
    assert main(["vocabulary", str(path)]) == 0
    before = path.stat().st_mtime_ns
    assert main(["vocabulary", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} written\n{path} is up to date\n"
    assert path.stat().st_mtime_ns == before
    write(content_dir / "glossary" / "a.yml", glossary("Mutternfabrik"))
    assert main(["vocabulary", str(path)]) == 0
    assert "Mutternfabrik" in path.read_text(encoding="utf-8")


def test_search_shows_scores_and_why(
    content_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    main(["import"])
    assert main(["search", "was ist eine schraubendreherei"]) == 0
    shown = capsys.readouterr().out
    assert "decision: answer" in shown
    assert "Schraubendreherei" in shown
    assert "known words" in shown


def test_a_command_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "usage: python -m knowledge" in capsys.readouterr().err


def test_the_real_content_folder_is_where_settings_say() -> None:
    assert settings.Settings.model_fields["content_dir"].default == CONTENT
