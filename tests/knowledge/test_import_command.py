"""``python -m knowledge import``: what it prints, and how its exit code tells what to do."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from knowledge import editing, store
from knowledge.__main__ import main
from knowledge.commands import registry
from storage import database
from tests.knowledge.content_folder import GLOSSARY, term, write

IN_FILES = GLOSSARY + term(more="synonyms: [Bolzen]")


@pytest.fixture(autouse=True)
def one_term(content_dir: Path) -> None:
    write(content_dir, "glossary/a.yml", GLOSSARY + term())


def edit(synonym: str) -> None:
    with database.transaction() as session:
        row = store.rows(session)[0]
        body = {**row.body, "synonyms": [synonym]}
        editing.save(session, body, by="Jörg Groß", expected_revision=row.revision)


def synonyms() -> object:
    with database.reading() as session:
        return store.rows(session)[0].body["synonyms"]


def test_it_reports_and_does_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "1 created, 0 updated, 0 unchanged, 0 retired, 0 kept\ntaxonomy changed\n"
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "0 created, 0 updated, 1 unchanged, 0 retired, 0 kept\n"


def test_it_makes_the_tables(content_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = database.connect(f"sqlite:///{tmp_path / 'empty.db'}")
    monkeypatch.setattr(database, "engine", lambda: empty)
    assert main(["import"]) == 0
    assert inspect(empty).has_table("entry_versions")
    empty.dispose()


def test_it_writes_down_who_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "kaethe")
    main(["import"])
    with database.reading() as session:
        assert [version.changed_by for version in store.versions(session, "schraube")] == ["kaethe"]


def test_a_user_without_a_name_is_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert registry.operator() == "command line"


def test_what_is_kept_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import"])
    edit("Spindel")
    capsys.readouterr()
    assert main(["import"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "kept: schraube"


class TestConflict:
    @pytest.fixture(autouse=True)
    def both_changed(self, content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["import"])
        edit("Spindel")
        write(content_dir, "glossary/a.yml", IN_FILES)
        capsys.readouterr()

    def test_it_is_listed_with_both_values_and_a_way_on(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["import"]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.splitlines()[:4] == [
            "schraube: changed in both",
            "  synonyms",
            "    store: ['Spindel']",
            "    files: ['Bolzen']",
        ]
        assert "nothing was changed." in shown.err
        assert "python -m knowledge import --prefer files" in shown.err
        assert synonyms() == ["Spindel"]

    @pytest.mark.parametrize(("side", "expected"), [("files", "Bolzen"), ("store", "Spindel")])
    def test_it_can_be_decided(self, side: str, expected: str) -> None:
        assert main(["import", "--prefer", side]) == 0
        assert synonyms() == [expected]
        assert main(["import"]) == 0

    def test_a_start_goes_on(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["import", "--tolerate-conflicts"]) == 0
        assert "schraube: changed in both" in capsys.readouterr().err
        assert synonyms() == ["Spindel"]


def test_an_entry_that_does_not_fit_is_a_conflict_with_its_own_advice(
    content_dir: Path, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import"])
    edit("Spindel")
    write(content_dir, "taxonomy/topics.yml", "- {id: federn, label: Federn, keywords: []}\n")
    write(content_dir, "glossary/a.yml", "kind: glossary\nentries: []\n")
    assert main(["import", "--prefer", "store"]) == 2
    error = capsys.readouterr().err
    assert "in the store: schraube: topics.0: an id of taxonomy/topics.yml is expected, schrauben is none" in error
    assert "Change these entries in the store" in error
    assert main(["import", "--prefer", "files"]) == 0
