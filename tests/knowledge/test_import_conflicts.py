"""Files and store are both edited: what one side changed is kept, what both changed is decided by a person."""

from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge import editing, store
from knowledge.content_files import Content
from knowledge.differences import Difference
from knowledge.import_plan import Prefer
from knowledge.import_report import ImportConflictError, ImportReport
from knowledge.importing import import_content
from knowledge.models import EntryRow
from knowledge.schema import AnyEntry, Status, Taxonomy
from storage import database
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, faq, glossary, region

FAQ, TERM = faq(), glossary()
IN_FILES, IN_STORE = faq(question="Wie fettet man Schrauben?"), faq(question="Wie reinigt man Schrauben?")
SLIM = TAXONOMY.model_copy(update={"topics": TAXONOMY.topics[1:]})


def do(*entries: AnyEntry, taxonomy: Taxonomy = TAXONOMY, prefer: Prefer | None = None) -> ImportReport:
    with database.transaction() as session:
        return import_content(session, Content({entry.id: entry for entry in entries}, taxonomy), prefer=prefer)


def edit(entry: AnyEntry, expected_revision: int | None = 1, **fields: Any) -> None:
    with database.transaction() as session:
        body = {**entry.model_dump(), **fields}
        editing.save(session, body, by="Jörg Groß", expected_revision=expected_revision)


def stored(entry_id: str) -> AnyEntry | None:
    with database.reading() as session:
        return store.entry(session, entry_id)


def row(entry_id: str) -> EntryRow:
    with database.reading() as session:
        return session.get_one(EntryRow, entry_id)


def version() -> int:
    with database.reading() as session:
        return store.version(session)


@pytest.fixture(autouse=True)
def imported(engine: Engine) -> None:
    do(FAQ, TERM)


def test_an_edit_in_the_store_is_kept_and_reported() -> None:
    edit(IN_STORE)
    assert do(FAQ, TERM) == ImportReport(unchanged=(TERM.id,), kept=(FAQ.id,))
    assert stored(FAQ.id) == IN_STORE
    assert version() == 2


def test_the_same_change_on_both_sides_is_none() -> None:
    edit(IN_STORE)
    assert do(IN_STORE, TERM) == ImportReport(unchanged=(FAQ.id, TERM.id))
    assert do(IN_FILES, TERM).updated == (FAQ.id,)


def test_an_entry_made_in_the_store_stays() -> None:
    edit(faq("faq-901"), expected_revision=None)
    assert do(FAQ, TERM).kept == ("faq-901",)
    assert stored("faq-901") == faq("faq-901")


def test_an_entry_retired_in_the_store_stays_retired() -> None:
    edit(FAQ, status="retired")
    assert do(FAQ, TERM).kept == (FAQ.id,)
    assert row(FAQ.id).status == Status.RETIRED


def test_what_is_gone_on_both_sides_is_no_conflict_and_can_come_back() -> None:
    edit(FAQ, status="retired")
    assert do(TERM) == ImportReport(unchanged=(TERM.id,))
    assert do(TERM) == ImportReport(unchanged=(TERM.id,))
    assert do(FAQ, TERM).updated == (FAQ.id,)


def test_different_changes_are_a_conflict_and_nothing_is_imported() -> None:
    edit(IN_STORE)
    with pytest.raises(ImportConflictError) as caught:
        do(IN_FILES, glossary(definition="Ein Ort für Schrauben."), faq("faq-901"), taxonomy=Taxonomy())
    (conflict,) = caught.value.conflicts
    assert conflict.entry_id == FAQ.id
    assert conflict.differences == (Difference("question", IN_STORE.question, IN_FILES.question),)
    assert str(caught.value).splitlines() == [
        "faq-900: changed in both",
        "  question",
        "    store: Wie reinigt man Schrauben?",
        "    files: Wie fettet man Schrauben?",
    ]
    assert (stored(FAQ.id), stored(TERM.id), stored("faq-901"), version()) == (IN_STORE, TERM, None, 2)


def test_an_id_that_both_sides_gave_away_is_a_conflict() -> None:
    edit(faq("faq-901"), expected_revision=None)
    with pytest.raises(ImportConflictError, match="faq-901: changed in both"):
        do(FAQ, TERM, faq("faq-901", question="Wie fettet man Schrauben?"))


def test_an_edited_entry_that_vanished_is_a_conflict() -> None:
    edit(IN_STORE)
    with pytest.raises(ImportConflictError, match="faq-900: changed in the store, gone from the files"):
        do(TERM)


@pytest.mark.parametrize("files", [IN_FILES, None])
def test_the_files_may_win(files: AnyEntry | None) -> None:
    edit(IN_STORE)
    entries = [entry for entry in (files, TERM) if entry]
    do(*entries, prefer=Prefer.FILES)
    assert stored(FAQ.id) == (files or IN_STORE.model_copy(update={"status": Status.RETIRED}))
    assert do(*entries) == ImportReport(unchanged=tuple(entry.id for entry in entries))
    with database.reading() as session:
        assert [version.number for version in store.versions(session, FAQ.id)] == [1, 2, 3]


@pytest.mark.parametrize("files", [IN_FILES, None])
def test_the_store_may_win(files: AnyEntry | None) -> None:
    edit(IN_STORE)
    entries = [entry for entry in (files, TERM) if entry]
    assert do(*entries, prefer=Prefer.STORE).kept == (FAQ.id,)
    assert do(*entries).kept == (FAQ.id,)
    assert stored(FAQ.id) == IN_STORE
    assert row(FAQ.id).revision == 2


def test_a_decision_holds_until_the_files_change_again() -> None:
    edit(IN_STORE)
    do(IN_FILES, TERM, prefer=Prefer.STORE)
    with pytest.raises(ImportConflictError):
        do(faq(question="Wie poliert man Schrauben?"), TERM)


def test_only_conflicts_are_decided() -> None:
    edit(IN_STORE)
    report = do(FAQ, glossary(definition="Ein Ort für Schrauben."), prefer=Prefer.FILES)
    assert (report.kept, report.updated) == ((FAQ.id,), (TERM.id,))


def test_a_topic_that_the_store_still_needs_does_not_vanish() -> None:
    edit(faq("faq-901"), expected_revision=None)
    moved = [entry.model_copy(update={"topics": ["federn"]}) for entry in (FAQ, TERM)]
    with pytest.raises(ImportConflictError) as caught:
        do(*moved, taxonomy=SLIM)
    assert str(caught.value) == (
        "in the store: faq-901: topics.0: an id of taxonomy/topics.yml is expected, schrauben is none"
    )
    assert (stored(FAQ.id), version()) == (FAQ, 2)


def test_a_topic_that_only_hidden_entries_need_may_vanish() -> None:
    edit(faq("faq-901", status="retired"), expected_revision=None)
    do(TERM.model_copy(update={"topics": ["federn"]}), taxonomy=SLIM)
    assert row(FAQ.id).status == Status.RETIRED


def test_a_region_that_the_store_made_keeps_its_place() -> None:
    do(*REGIONS, FAQ, TERM)
    edit(region("kreis-neu", "kreis", "unterland"), expected_revision=None)
    others = [entry for entry in REGIONS if entry.id not in {"unterland", "kreis-dort"}]
    with pytest.raises(ImportConflictError, match="kreis-neu: parent: a region is expected, unterland is a regierungs"):
        do(*others, region("unterland", "regierungsbezirk"), FAQ, TERM)


def test_what_stays_from_the_store_keeps_the_schema() -> None:
    edit(IN_STORE)
    with database.transaction() as session:
        kept = session.get_one(EntryRow, FAQ.id)
        kept.body = {**kept.body, "answer": "Kurz."}
    with pytest.raises(ImportConflictError, match="in the store: faq-900: answer: 40 to 120 words are expected"):
        do(FAQ, TERM)
