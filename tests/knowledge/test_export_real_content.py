"""The repository's own files, with all their comments, line breaks and quotation marks, go through the export."""

import difflib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge import editing, store
from knowledge.__main__ import main
from knowledge.content_files import Content, load
from knowledge.export.entries import EntriesText
from knowledge.schema import AnyEntry, Faq, Status
from storage import database
from tests.knowledge.conftest import CONTENT


def bytes_of(folder: Path) -> Mapping[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yml")}


def changed_lines(old: str, new: str) -> list[str]:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


@pytest.fixture
def copied(content_dir: Path) -> Path:
    shutil.rmtree(content_dir)
    shutil.copytree(CONTENT, content_dir)
    return content_dir


def test_an_unchanged_store_leaves_every_file_as_it_is(copied: Path) -> None:
    assert main(["import"]) == 0
    before = bytes_of(copied)
    assert main(["export"]) == 0
    assert bytes_of(copied) == before


def test_an_edit_changes_its_lines_and_comes_back(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import"])
    before = bytes_of(copied)
    with database.transaction() as session:
        entry = store.entries(session, kind="faq", only_published=True)[0]
        editing.save(session, {**entry.model_dump(), "review_by": "2031-02-03"}, by="Jörg Groß", expected_revision=1)
    assert main(["export"]) == 0
    after = bytes_of(copied)
    (file,) = (name for name in before if before[name] != after[name])
    assert [line for line in changed_lines(before[file].decode(), after[file].decode()) if line[0] == "+"] == [
        "+    review_by: 2031-02-03"
    ]
    capsys.readouterr()
    assert main(["import"]) == 0
    assert ", 0 updated," in capsys.readouterr().out
    with database.reading() as session:
        assert list(store.entries(session, only_published=False)) == sorted(
            load(copied).entries.values(), key=lambda entry: entry.id
        )


def with_status(entry: AnyEntry, status: Status) -> AnyEntry:
    return entry.model_copy(update={"status": status})


def test_a_status_is_one_more_line_and_taking_it_back_one_less(content: Content) -> None:
    for file in sorted(set(content.files.values())):
        text = (CONTENT / file).read_bytes().decode()
        entries = [content.entries[entry_id] for entry_id, name in content.files.items() if name == file]
        published = [entry for entry in entries if entry.status is Status.PUBLISHED]
        withdrawn = [with_status(entry, Status.DRAFT) for entry in published]
        new = EntriesText(file, text).rewritten(list(zip(published, withdrawn, strict=True)), [])
        assert changed_lines(text, new) == ["+    status: draft"] * len(published)
        assert EntriesText(file, new).rewritten(list(zip(withdrawn, published, strict=True)), []) == text


def test_an_answer_written_anew_is_folded_like_the_others(content: Content) -> None:
    for file in sorted(name for name in set(content.files.values()) if name.startswith("faq/")):
        text = (CONTENT / file).read_bytes().decode()
        entries = [
            entry for entry in content.entries.values() if isinstance(entry, Faq) and content.files[entry.id] == file
        ]
        other = [entry.model_copy(update={"answer": "Neu. " + entry.answer}) for entry in entries]
        new = EntriesText(file, text).rewritten(list(zip(entries, other, strict=True)), [])
        assert max(len(line) for line in changed_lines(text, new)) <= 121
