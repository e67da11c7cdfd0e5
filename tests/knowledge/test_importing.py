"""The import is idempotent, keeps what vanished, and happens as a whole or not at all."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge import store
from knowledge.content_files import Content
from knowledge.digests import digest
from knowledge.import_report import ImportReport
from knowledge.importing import import_content
from knowledge.models import EntryRow, EntryVersion, StoreVersion, TermRow
from knowledge.schema import AnyEntry, Status, Taxonomy
from storage import database
from tests.knowledge.knowledge_samples import TAXONOMY, faq, funding, glossary

FAQ, TERM, PROGRAMME = faq(), glossary(), funding(valid_from="2029-05", valid_until="2030")


def content(*entries: AnyEntry, taxonomy: Taxonomy = TAXONOMY) -> Content:
    return Content({entry.id: entry for entry in entries}, taxonomy)


def do(*entries: AnyEntry, taxonomy: Taxonomy = TAXONOMY) -> ImportReport:
    with database.transaction() as session:
        return import_content(session, content(*entries, taxonomy=taxonomy))


def version() -> int:
    with database.reading() as session:
        return store.version(session)


def row(entry_id: str) -> EntryRow:
    with database.reading() as session:
        return session.get_one(EntryRow, entry_id)


def test_the_first_import_creates_everything(engine: Engine) -> None:
    report = do(FAQ, TERM, PROGRAMME)
    assert report.created == (FAQ.id, TERM.id, PROGRAMME.id)
    assert report.taxonomy_changed
    assert version() == 1


def test_the_columns_are_copies_of_the_body(engine: Engine) -> None:
    do(PROGRAMME)
    stored = row(PROGRAMME.id)
    assert (stored.kind, stored.status, stored.title) == ("funding", "published", "Schraubenprämie")
    assert (stored.valid_from, stored.valid_until) == (date(2029, 5, 1), date(2030, 12, 31))
    assert stored.digest == stored.imported_digest == digest(PROGRAMME)


def test_a_second_import_changes_nothing(engine: Engine) -> None:
    do(FAQ, TERM)
    before = row(FAQ.id).updated_at
    report = do(FAQ, TERM)
    assert report == ImportReport(unchanged=(FAQ.id, TERM.id))
    assert version() == 1
    assert row(FAQ.id).updated_at == before


def test_only_what_changed_is_updated(engine: Engine) -> None:
    do(FAQ, TERM)
    report = do(faq(question="Wie fettet man Schrauben?"), TERM)
    assert report == ImportReport(updated=(FAQ.id,), unchanged=(TERM.id,))
    assert row(FAQ.id).title == "Wie fettet man Schrauben?"
    assert version() == 2


def test_what_vanished_is_retired_once_and_kept(engine: Engine) -> None:
    do(FAQ, TERM)
    assert do(TERM).retired == (FAQ.id,)
    assert do(TERM) == ImportReport(unchanged=(TERM.id,))
    assert row(FAQ.id).status == Status.RETIRED
    assert version() == 2
    with database.reading() as session:
        kept = store.entry(session, FAQ.id)
    assert kept == faq(status="retired")


def test_what_comes_back_is_published_again(engine: Engine) -> None:
    do(FAQ)
    do()
    assert do(FAQ).updated == (FAQ.id,)
    assert row(FAQ.id).status == Status.PUBLISHED


def test_a_changed_taxonomy_increases_the_version(engine: Engine) -> None:
    do(FAQ)
    turned_round = TAXONOMY.model_copy(update={"topics": TAXONOMY.topics[::-1], "goals": ()})
    assert do(FAQ, taxonomy=turned_round).taxonomy_changed
    assert not do(FAQ, taxonomy=turned_round).taxonomy_changed
    assert version() == 2
    with database.reading() as session:
        assert store.taxonomy(session) == turned_round


def test_nothing_is_kept_when_the_import_fails(engine: Engine) -> None:
    do(FAQ)
    with pytest.raises(RuntimeError, match="disk"), database.transaction() as session:
        import_content(session, content(TERM, PROGRAMME))
        raise RuntimeError("the disk is full")
    assert version() == 1
    with database.reading() as session:
        assert session.scalars(select(EntryRow.id)).all() == [FAQ.id]
        assert session.scalars(select(EntryVersion.number)).all() == [1]


def test_every_change_is_a_version(engine: Engine) -> None:
    changed = faq(question="Wie fettet man Schrauben?")
    for entries in ([FAQ], [FAQ], [changed], [], []):
        do(*entries, TERM)
    with database.reading() as session:
        versions = store.versions(session, FAQ.id)
    told = [(version.number, version.change, version.changed_by) for version in versions]
    assert told == [(1, "imported", "import"), (2, "imported", "import"), (3, "retired", "import")]
    assert [version.body for version in versions[:2]] == [entry.model_dump(mode="json") for entry in (FAQ, changed)]
    assert [version.digest for version in versions[:2]] == [digest(FAQ), digest(changed)]
    assert versions[2].body["status"] == "retired"
    assert row(FAQ.id).revision == 3


def test_the_report_counts_and_names(engine: Engine) -> None:
    do(FAQ, TERM)
    assert str(do(faq(question="Neu?"), PROGRAMME)) == (
        "1 created, 1 updated, 0 unchanged, 1 retired, 0 kept\nupdated: faq-900\nretired: schraubendreherei"
    )
    assert str(do(taxonomy=Taxonomy())).endswith("taxonomy changed")


def test_the_digest_ignores_fields_at_their_default() -> None:
    assert digest(FAQ) == digest(faq(keywords=[], status="published"))
    assert digest(FAQ) != digest(faq(keywords=["Öl"]))
    assert digest(TERM) != digest(glossary(status="draft"))


def test_what_vanished_is_retired_even_if_only_an_older_schema_allows_it(engine: Engine) -> None:
    do(FAQ)
    with database.transaction() as session:
        stored = session.get_one(EntryRow, FAQ.id)
        stored.body = {**stored.body, "answer": "Kurz."}
    assert do().retired == (FAQ.id,)
    assert row(FAQ.id).body["status"] == row(FAQ.id).status == Status.RETIRED
    assert do(FAQ).updated == (FAQ.id,)


@pytest.mark.parametrize("kind", ["faq", "glossary"])
def test_the_store_reads_by_kind_and_status(session: Session, kind: str) -> None:
    import_content(session, content(FAQ, TERM, faq("faq-901", status="draft"), glossary("alt", status="retired")))
    session.flush()
    published = store.entries(session, kind=kind, only_published=True)
    assert [entry.kind for entry in published] == [kind]
    assert len(store.entries(session, kind=kind, only_published=False)) == 2
    assert len(store.entries(session, only_published=True)) == 2


def test_an_empty_store_has_version_0_and_knows_nothing(session: Session) -> None:
    assert store.version(session) == 0
    assert store.entry(session, "nichts") is None
    assert store.taxonomy(session) == Taxonomy()


def test_the_version_is_a_single_row(session: Session) -> None:
    session.add(StoreVersion(id=2, version=1))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("column", ["kind", "status"])
def test_the_database_refuses_unknown_values(session: Session, column: str) -> None:
    import_content(session, content(FAQ))
    session.flush()
    setattr(session.get_one(EntryRow, FAQ.id), column, "sonstiges")
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_real_content_survives_the_way_through_the_store(session: Session, content: Content) -> None:
    import_content(session, content)
    session.flush()
    stored = {entry.id: entry for entry in store.entries(session, only_published=False)}
    assert stored == dict(content.entries)
    assert store.taxonomy(session) == content.taxonomy
    taxonomy = content.taxonomy
    lists = (taxonomy.topics, taxonomy.sectors, taxonomy.goals, taxonomy.synonyms)
    assert session.scalar(select(func.count()).select_from(TermRow)) == sum(len(terms) for terms in lists)
