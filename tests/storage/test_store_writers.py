"""Whoever changes the knowledge store at the same time waits for the other, or is told; nothing is mixed or lost."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from knowledge import editing, store
from knowledge.content_files import Content
from knowledge.editing import EditConflictError
from knowledge.importing import import_content
from knowledge.schema import AnyEntry
from storage import database
from tests.knowledge.knowledge_samples import TAXONOMY, faq


def do(*entries: AnyEntry) -> None:
    with database.transaction() as session:
        import_content(session, Content({entry.id: entry for entry in entries}, TAXONOMY))


def together(*actions: Callable[[], object]) -> list[Exception]:
    """Let all begin at the same moment and return their errors."""
    barrier, errors = threading.Barrier(len(actions)), list[Exception]()

    def run(action: Callable[[], object]) -> None:
        barrier.wait(30)
        try:
            action()
        except Exception as error:  # noqa: BLE001 - handed to the main thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def published(session: Session) -> set[str]:
    return {entry.id for entry in store.entries(session, only_published=True)}


def test_of_two_editors_one_wins_and_the_other_is_told(engine: Engine) -> None:
    do(faq())

    def edit(question: str) -> None:
        with database.transaction() as session:
            body = faq(question=question).model_dump()
            editing.save(session, body, by=question, expected_revision=1)

    (error,) = together(lambda: edit("Wie fettet man Schrauben?"), lambda: edit("Wie reinigt man Schrauben?"))
    with database.reading() as session:
        versions = store.versions(session, "faq-900")
        assert [version.number for version in versions] == [1, 2]
        assert store.version(session) == 2
    assert isinstance(error, EditConflictError)
    assert error.present.title == versions[1].changed_by


def test_edits_of_different_entries_all_count(engine: Engine) -> None:
    ids = [f"faq-{number}" for number in range(900, 904)]
    do(*(faq(entry_id) for entry_id in ids))

    def edit(entry_id: str) -> None:
        for revision in range(1, 6):
            with database.transaction() as session:
                body = faq(entry_id, question=f"Wie ölt man Schraube {revision}?").model_dump()
                editing.save(session, body, by=entry_id, expected_revision=revision)

    assert together(*(lambda entry_id=entry_id: edit(entry_id) for entry_id in ids)) == []
    with database.reading() as session:
        assert store.version(session) == 1 + 4 * 5
        assert {row.revision for row in store.rows(session)} == {6}


def test_first_imports_at_once_do_not_mix(engine: Engine) -> None:
    one, other = ([faq(f"{name}-{number}") for number in range(20)] for name in ("eins", "zwei"))
    assert together(lambda: do(*one), lambda: do(*other)) == []
    with database.reading() as session:
        assert published(session) in ({entry.id for entry in one}, {entry.id for entry in other})
        assert store.version(session) == 2
