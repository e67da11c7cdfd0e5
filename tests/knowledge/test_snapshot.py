"""One snapshot per version of the store, shared by threads, never half old and half new."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge import editing
from knowledge import snapshot as module
from knowledge.content_files import Content
from knowledge.importing import import_content
from knowledge.models import EntryRow, StoreVersion
from knowledge.schema import AnyEntry, Faq, Funding
from knowledge.snapshot import Snapshot, SnapshotCache, snapshot
from storage import database
from tests.knowledge.knowledge_samples import ANSWER, REGIONS, TAXONOMY, faq, funding
from tests.store import temporary_store


def fill(*entries: AnyEntry) -> None:
    with database.transaction() as session:
        import_content(session, Content({entry.id: entry for entry in (*REGIONS, *entries)}, TAXONOMY))


@pytest.fixture
def cache(engine: Engine) -> SnapshotCache:
    fill(faq(), funding(), faq("entwurf", status="draft"))
    return SnapshotCache()


def test_it_holds_what_is_published(cache: SnapshotCache) -> None:
    held = cache.get()
    assert set(held.entries) == {"faq-900", "schraubenpraemie", *(region.id for region in REGIONS)}
    assert held.of(Faq) == (faq(),)
    assert held.of(Funding) == (funding(),)
    assert held.taxonomy == TAXONOMY
    assert held.regions.is_within("kreis-hier", "oberland")
    assert held.search("Wie ölt man Schrauben?").hits[0].entry == faq()


def test_it_cannot_be_changed(cache: SnapshotCache) -> None:
    with pytest.raises(TypeError):
        cache.get().entries["neu"] = faq()  # type: ignore[index]


def test_it_is_built_once_per_version(cache: SnapshotCache) -> None:
    first = cache.get()
    assert cache.get() is first
    fill(faq(question="Wie fettet man Schrauben?"), funding())
    second = cache.get()
    assert second.version == first.version + 1
    assert second.entries["faq-900"].title == "Wie fettet man Schrauben?"
    assert first.entries["faq-900"].title == "Wie ölt man Schrauben?"


def test_an_empty_store_has_an_empty_snapshot(engine: Engine) -> None:
    held = SnapshotCache().get()
    assert (held.version, dict(held.entries)) == (0, {})
    assert held.search("Schrauben").decision == "abstain"


def test_another_store_has_another_snapshot(
    cache: SnapshotCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache.get().version == 1
    with temporary_store(f"sqlite:///{tmp_path / 'other.db'}", monkeypatch):
        fill()
        assert "faq-900" not in cache.get().entries


def test_the_old_snapshot_serves_while_another_thread_rebuilds(
    cache: SnapshotCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, build = cache.get(), module.build
    begun, finish, built = threading.Event(), threading.Event(), list[Snapshot]()

    def slow(*arguments: object) -> Snapshot:
        begun.set()
        assert finish.wait(10)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build", slow)
    fill(faq())
    rebuilding = threading.Thread(target=lambda: built.append(cache.get()))
    rebuilding.start()
    assert begun.wait(10)
    assert cache.get() is old
    finish.set()
    rebuilding.join(10)
    assert cache.get() is built[0] is not old


def test_threads_that_come_first_together_build_once(cache: SnapshotCache, monkeypatch: pytest.MonkeyPatch) -> None:
    build, calls = module.build, list[int]()
    barrier = threading.Barrier(4)
    held = list[Snapshot]()

    def counted(*arguments: object) -> Snapshot:
        calls.append(1)
        return build(*arguments)  # type: ignore[arg-type]

    def get() -> None:
        barrier.wait(10)
        held.append(cache.get())

    monkeypatch.setattr(module, "build", counted)
    threads = [threading.Thread(target=get) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(calls) == 1
    assert len(held) == 4
    assert all(one is held[0] for one in held)


def test_a_failed_rebuild_leaves_the_next_caller_free_to_try(
    cache: SnapshotCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = module.build

    def broken(*_: object) -> Snapshot:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(module, "build", broken)
    with pytest.raises(RuntimeError):
        cache.get()
    monkeypatch.setattr(module, "build", build)
    assert cache.get().version == 1


def test_an_entry_that_only_an_older_schema_allows_is_left_out(
    cache: SnapshotCache, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction() as session:
        row = session.get_one(EntryRow, "faq-900")
        row.body = {**row.body, "answer": "Kurz."}
        session.get_one(StoreVersion, 1).version += 1
    assert "faq-900" not in cache.get().entries
    assert "schraubenpraemie" in cache.get().entries
    assert caplog.messages == ["entry faq-900 is left out: it breaks 1 rules of the schema"]


def test_an_edited_answer_is_live_at_once(engine: Engine) -> None:
    fill(faq())
    assert snapshot().search("Wie ölt man Schrauben?").hits[0].entry == faq()
    edited = faq(answer="Neu. " + ANSWER, phrasings=["Federn spannen", "Wie straffe ich eine Feder?"])
    with database.transaction() as session:
        editing.save(session, edited.model_dump(), by="Jörg Groß", expected_revision=1)
    assert snapshot().search("Wie straffe ich eine Feder?").hits[0].entry == edited


def test_the_process_has_one_cache(cache: SnapshotCache) -> None:
    assert snapshot() is snapshot()
