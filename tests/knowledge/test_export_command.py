"""``python -m knowledge export``: what was changed in the store stands in the files afterwards, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import editing, store
from knowledge.__main__ import main
from knowledge.content_files import load
from knowledge.models import EntryRow
from knowledge.schema import AnyEntry
from storage import database
from tests.knowledge.content_folder import GLOSSARY, term, write
from tests.knowledge.entry_edits import EDITS
from tests.knowledge.knowledge_samples import faq, glossary

FILE = "# Begriffe\n" + GLOSSARY + term() + "\n  # die zweite\n" + term("mutter") + "  # Ende\n"
TOPICS = "".join(f"- {{id: {name}, label: A, keywords: []}}\n" for name in ("schrauben", "federn", "uhren"))
SECOND = "id: mutter, term: Schraube, definition: Ein Ding mit Gewinde."


@pytest.fixture(autouse=True)
def imported(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(content_dir, "glossary/a.yml", FILE)
    assert main(["import"]) == 0
    capsys.readouterr()


def edit(entry_id: str, expected_revision: int | None = 1, **fields: Any) -> None:
    with database.transaction() as session:
        row = store.row(session, entry_id)
        body = row.body if row else {}
        editing.save(session, {**body, **fields}, by="Jörg Groß", expected_revision=expected_revision)


def create(entry: AnyEntry) -> None:
    edit("", None, **entry.model_dump())


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.*")}


def in_store() -> list[AnyEntry]:
    with database.reading() as session:
        return list(store.entries(session, only_published=False))


def row(entry_id: str) -> EntryRow:
    found = row_or_none(entry_id)
    assert found
    return found


def row_or_none(entry_id: str) -> EntryRow | None:
    with database.reading() as session:
        return store.row(session, entry_id)


def test_an_unchanged_store_changes_no_file(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(content_dir)
    assert main(["export"]) == 0
    assert texts(content_dir) == before
    assert capsys.readouterr().out == "files and store agree\n"


def test_a_changed_field_is_the_only_one_that_changes(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    assert main(["export"]) == 0
    assert capsys.readouterr().out == "changed: mutter\n"
    assert texts(content_dir)["glossary/a.yml"] == FILE.replace(SECOND, SECOND.replace("Gewinde", "Loch"))


def test_the_next_import_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    create(faq())
    assert main(["export"]) == 0
    capsys.readouterr()
    assert main(["import"]) == 0
    assert capsys.readouterr().out == "0 created, 0 updated, 3 unchanged, 0 retired, 0 kept\n"
    assert row("faq-900").imported_digest == row("faq-900").digest
    assert main(["export", "--check"]) == 0


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=EDITS, entry_id=st.sampled_from(["eins", "zwei", "drei"]))
def test_whatever_is_edited_the_files_say_it_too(content_dir: Path, fields: dict[str, Any], entry_id: str) -> None:
    """Each example goes on from the store and the files that the one before it has left."""
    write(content_dir, "taxonomy/topics.yml", TOPICS)
    for needed in ("eins", "zwei", "drei"):
        if row_or_none(needed) is None:
            main(["import"])
            create(faq(needed))
    edit(entry_id, row(entry_id).revision, **fields)
    assert main(["export"]) == 0
    assert sorted(load(content_dir).entries.values(), key=lambda entry: entry.id) == in_store()
    assert main(["export", "--check"]) == 0


def test_a_new_entry_gets_a_file_of_its_kind(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create(faq())
    create(faq("faq-901", status="draft"))
    assert main(["export"]) == 0
    assert capsys.readouterr().out == "added to faq/weitere.yml: faq-900, faq-901\n"
    create(faq("faq-902"))
    assert main(["export"]) == 0
    assert texts(content_dir)["faq/weitere.yml"].startswith("# Weitere Einträge")
    content = load(content_dir)
    assert {content.files[entry_id] for entry_id in ("faq-900", "faq-901", "faq-902")} == {"faq/weitere.yml"}
    assert sorted(content.entries.values(), key=lambda entry: entry.id) == in_store()


def test_a_retired_entry_gets_its_status(content_dir: Path) -> None:
    edit("mutter", status="retired")
    create(faq(status="retired"))
    assert main(["export"]) == 0
    entries = load(content_dir).entries
    assert {entry_id: entry.status for entry_id, entry in entries.items()} == {
        "faq-900": "retired", "schraube": "published", "mutter": "retired",
    }  # fmt: skip


def test_what_vanished_from_the_files_does_not_come_back(content_dir: Path) -> None:
    write(content_dir, "glossary/a.yml", GLOSSARY + term())
    main(["import"])
    before = texts(content_dir)
    assert main(["export"]) == 0
    assert texts(content_dir) == before


def test_what_is_newer_in_the_files_stays(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    newer = FILE.replace("{id: schraube, term: Schraube", "{id: schraube, term: Bolzen")
    write(content_dir, "glossary/a.yml", newer)
    assert main(["export"]) == 0
    assert capsys.readouterr().out == "changed: mutter\nnewer in the files, to be imported: schraube\n"
    assert load(content_dir).entries["schraube"].title == "Bolzen"
    assert main(["import"]) == 0
    assert capsys.readouterr().out.startswith("0 created, 1 updated, 1 unchanged")


def test_a_conflict_writes_nothing(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    edit("schraube", definition="Ein Ding mit Kopf.")
    write(content_dir, "glossary/a.yml", FILE.replace("{id: schraube, term: Schraube", "{id: schraube, term: Bolzen"))
    before = texts(content_dir)
    assert main(["export"]) == 2
    assert texts(content_dir) == before
    error = capsys.readouterr().err
    assert "schraube: changed in both" in error
    assert "import --prefer" in error
    assert main(["import", "--prefer", "store"]) == 0
    assert main(["export"]) == 0
    assert load(content_dir).entries["schraube"].model_dump()["definition"] == "Ein Ding mit Kopf."
    assert load(content_dir).entries["schraube"].title == "Schraube"


def test_a_topic_that_vanished_from_the_files_is_named(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    topics = texts(content_dir)["taxonomy/topics.yml"]
    write(content_dir, "taxonomy/topics.yml", topics + "- {id: federn, label: Federn, keywords: []}\n")
    main(["import"])
    create(faq(topics=["federn"]))
    write(content_dir, "taxonomy/topics.yml", topics)
    assert main(["export"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("faq-900: topics.0: an id of taxonomy/topics.yml is expected, federn is none\n")
    assert "faq/weitere.yml" not in texts(content_dir)


class TestCheck:
    def test_it_writes_nothing(self, content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        edit("mutter", definition="Ein Ding mit Loch.")
        before = texts(content_dir)
        assert main(["export", "--check"]) == 3
        assert capsys.readouterr().out == "changed: mutter\n"
        assert texts(content_dir) == before
        assert row("mutter").imported_digest != row("mutter").digest

    def test_newer_files_are_a_difference(self, content_dir: Path) -> None:
        write(content_dir, "glossary/a.yml", GLOSSARY + term())
        assert main(["export", "--check"]) == 3

    def test_a_conflict_is_a_difference(self, content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        edit("mutter", definition="Ein Ding mit Loch.")
        write(content_dir, "glossary/a.yml", GLOSSARY + term())
        assert main(["export", "--check"]) == 3
        assert "mutter: changed in the store, gone from the files" in capsys.readouterr().err


class TestCopy:
    def test_an_empty_folder_gets_everything(
        self, content_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(content_dir, "synonyms.yml", "- [Schraube, Bolzen]\n")
        main(["import"])
        create(faq())
        edit("mutter", status="retired")
        copy = tmp_path / "copy"
        assert main(["export", str(copy), "--check"]) == 3
        assert not copy.exists()
        assert main(["export", str(copy)]) == 0
        assert sorted(load(copy).entries.values(), key=lambda entry: entry.id) == in_store()
        with database.reading() as session:
            assert load(copy).taxonomy == store.taxonomy(session)
        assert main(["export", str(copy), "--check"]) == 0

    def test_a_folder_is_brought_up_to_date(self, content_dir: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        for definition in ("Ein Ding mit Loch.", "Ein Ding mit Kerbe."):
            edit("mutter", row("mutter").revision, definition=definition)
            assert main(["export", str(copy)]) == 0
        assert load(copy).entries["mutter"] == in_store()[0]

    def test_the_next_import_knows_nothing_of_it(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        edit("mutter", definition="Ein Ding mit Loch.")
        assert main(["export", str(tmp_path / "copy")]) == 0
        capsys.readouterr()
        assert main(["import"]) == 0
        assert capsys.readouterr().out.endswith("kept: mutter\n")

    def test_many_entries_are_counted(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for number in range(21):
            create(glossary(f"begriff-{number}"))
        assert main(["export", str(tmp_path / "copy")]) == 0
        assert capsys.readouterr().out == "added to glossary/weitere.yml: 23 entries\n"


def test_broken_files_are_not_touched(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    write(content_dir, "glossary/b.yml", "[")
    before = texts(content_dir)
    assert main(["export"]) == 1
    assert "glossary/b.yml:" in capsys.readouterr().err
    assert texts(content_dir) == before


@pytest.mark.parametrize("kind", ["faq", "glossary"])
def test_what_a_file_cannot_take_is_not_written(
    content_dir: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """The file for new entries has one of another kind, or a form that nothing can be added to line by line."""
    one = "{id: a, topics: [schrauben], source: {title: Q}, checked_on: 2030-01-01, review_by: 2030-07-01, "
    one += "confidence: low, term: A, definition: B.}"
    write(content_dir, f"{kind}/weitere.yml", f"kind: glossary\nentries: [{one}]\n")
    main(["import"])
    create(faq() if kind == "faq" else glossary())
    before = texts(content_dir)
    capsys.readouterr()
    assert main(["export"]) == 1
    assert capsys.readouterr().err.startswith(f"{kind}/weitere.yml: ")
    assert texts(content_dir) == before


def test_an_entry_that_only_an_older_schema_allows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    edit("mutter", definition="Ein Ding mit Loch.")
    with database.transaction() as session:
        kept = session.get_one(EntryRow, "mutter")
        kept.body = {**kept.body, "definition": "<b>"}
    assert main(["export"]) == 1
    assert "mutter: definition: plain text without HTML" in capsys.readouterr().err
