"""Entries are changed one by one: checked like the files, as a new version, and never over somebody else's change."""

from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge import editing, store
from knowledge.content_files import Content
from knowledge.editing import EditConflictError, UnknownEntryError
from knowledge.importing import import_content
from knowledge.models import EntryRow
from knowledge.problems import ContentError
from knowledge.schema import AnyEntry, Status
from storage import database
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, cluster, faq, funding, glossary, region

OWNER, COLLEAGUE = "Jörg Groß", "Käthe Süß"
NOISE = (glossary(), funding(), *REGIONS)


@pytest.fixture(autouse=True)
def filled(engine: Engine) -> None:
    with database.transaction() as session:
        import_content(session, Content({entry.id: entry for entry in (faq(), *NOISE)}, TAXONOMY))


def save(entry: AnyEntry, *, by: str = OWNER, expected_revision: int | None = 1, **fields: Any) -> EntryRow:
    with database.transaction() as session:
        return editing.save(session, {**entry.model_dump(), **fields}, by=by, expected_revision=expected_revision)


def set_status(status: Status, expected_revision: int) -> EntryRow:
    with database.transaction() as session:
        return editing.change_status(session, "faq-900", status, by=OWNER, expected_revision=expected_revision)


def restore(number: int, expected_revision: int) -> EntryRow:
    with database.transaction() as session:
        return editing.restore(session, "faq-900", number, by=COLLEAGUE, expected_revision=expected_revision)


def history(entry_id: str = "faq-900") -> list[tuple[int, str, str]]:
    with database.reading() as session:
        versions = store.versions(session, entry_id)
    return [(version.number, version.change, version.changed_by) for version in versions]


def version() -> int:
    with database.reading() as session:
        return store.version(session)


def stored(entry_id: str = "faq-900") -> AnyEntry | None:
    with database.reading() as session:
        return store.entry(session, entry_id)


def refused(entry: AnyEntry, expected_revision: int | None = 1, **fields: Any) -> list[str]:
    """Return the problems; nothing else may have happened."""
    before = version(), stored(entry.id), history(entry.id)
    with pytest.raises(ContentError) as caught:
        save(entry, expected_revision=expected_revision, **fields)
    assert (version(), stored(entry.id), history(entry.id)) == before
    return [str(problem) for problem in caught.value.problems]


class TestSave:
    def test_a_change_is_a_new_version(self) -> None:
        row = save(faq(), question="Wie fettet man Schrauben?")
        assert (row.revision, row.title, row.body["question"]) == (2, *["Wie fettet man Schrauben?"] * 2)
        assert history() == [(1, "imported", "import"), (2, "edited", OWNER)]
        assert version() == 2

    def test_the_change_is_told_apart_from_the_files(self) -> None:
        row = save(faq(), question="Wie fettet man Schrauben?")
        assert row.digest != row.imported_digest

    def test_a_new_entry_is_created(self) -> None:
        row = save(faq("faq-901"), expected_revision=None)
        assert (row.revision, row.imported_digest) == (1, None)
        assert history("faq-901") == [(1, "created", OWNER)]
        assert stored("faq-901") == faq("faq-901")

    def test_without_a_change_there_is_no_version(self) -> None:
        assert save(faq()).revision == 1
        assert (history(), version()) == ([(1, "imported", "import")], 1)

    def test_the_second_editor_gets_what_the_first_one_wrote(self) -> None:
        save(faq(), by=OWNER, question="Wie fettet man Schrauben?")
        with pytest.raises(EditConflictError, match="faq-900 has been changed since: it is at revision 2") as caught:
            save(faq(), by=COLLEAGUE, question="Wie reinigt man Schrauben?")
        assert caught.value.present.body["question"] == "Wie fettet man Schrauben?"
        assert history()[1:] == [(2, "edited", OWNER)]

    def test_a_revision_that_never_was_is_a_conflict(self) -> None:
        with pytest.raises(EditConflictError):
            save(faq(), expected_revision=7)

    def test_an_id_is_given_once(self) -> None:
        with pytest.raises(EditConflictError) as caught:
            save(faq(), expected_revision=None, question="Wie fettet man Schrauben?")
        assert caught.value.present.title == "Wie ölt man Schrauben?"

    def test_what_does_not_exist_cannot_be_changed(self) -> None:
        with pytest.raises(UnknownEntryError, match="there is no entry faq-901"):
            save(faq("faq-901"))


class TestChecks:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"topics": ["nägel"]}, "topics.0: String should match pattern"),
            ({"topics": ["naegel"]}, "topics.0: an id of taxonomy/topics.yml is expected, naegel is none"),
            ({"related": ["nagel"]}, "related.0: the id of an entry is expected, nagel is none"),
            ({"answer": "<p>Kurz</p>"}, "answer: plain text without HTML is expected"),
            ({"answer": "Zu kurz."}, "answer: 40 to 120 words are expected, these are 2"),
            ({"source": {"title": "A", "url": "nirgends"}}, "source.url: an address that starts with https://"),
            ({"valid_from": "2030", "valid_until": "2029"}, "valid_until lies before valid_from"),
            ({"colour": "blau"}, "colour: no field of this name exists for this kind"),
            ({"kind": "rezept"}, "kind: one of faq, glossary"),
        ],
    )
    def test_a_mistake_is_named_as_in_the_files(self, fields: dict[str, Any], expected: str) -> None:
        assert refused(faq(), **fields)[0].startswith(f"faq-900: {expected}")

    def test_all_mistakes_are_named_together(self) -> None:
        problems = refused(faq(), topics=["naegel"], answer="Zu kurz.", related=["nagel"])
        assert len(problems) == 3

    def test_a_sector_and_a_region_have_to_exist(self) -> None:
        problems = refused(cluster(sectors=["floeten"], regions=["mond", "schraubenpraemie"]), expected_revision=None)
        assert problems == [
            "schraubencluster: regions.0: the id of an entry is expected, mond is none",
            "schraubencluster: regions.1: a region entry is expected, schraubenpraemie is a funding",
            "schraubencluster: sectors.0: an id of taxonomy/sectors.yml is expected, floeten is none",
        ]

    def test_an_entry_may_refer_to_itself_and_to_others(self) -> None:
        save(faq("faq-901", related=["faq-901", "schraubendreherei"]), expected_revision=None)

    def test_an_entry_stays_what_it_is(self) -> None:
        assert refused(glossary("faq-900")) == ["faq-900: kind: an entry stays what it is, faq is expected"]

    def test_a_region_does_not_lose_its_parts(self) -> None:
        assert refused(region("oberland", "regierungsbezirk")) == [
            "kreis-hier: parent: a region is expected, oberland is a regierungsbezirk",
            "kreis-nebenan: parent: a region is expected, oberland is a regierungsbezirk",
        ]

    def test_what_was_already_wrong_elsewhere_does_not_matter(self) -> None:
        with database.transaction() as session:
            row = session.get_one(EntryRow, "schraubendreherei")
            row.body = {**row.body, "topics": ["vergangen"]}
        assert save(faq(), question="Wie fettet man Schrauben?").revision == 2


class TestChangeStatus:
    def test_every_step_is_told(self) -> None:
        steps = (Status.RETIRED, Status.DRAFT, Status.PUBLISHED)
        for revision, status in enumerate(steps, start=1):
            row = set_status(status, revision)
            assert row.status == row.body["status"] == status
        assert [change for _, change, _ in history()] == ["imported", "retired", "withdrawn", "published"]

    def test_the_same_status_is_no_change(self) -> None:
        assert set_status(Status.PUBLISHED, 1).revision == 1

    def test_another_revision_is_a_conflict(self) -> None:
        set_status(Status.RETIRED, 1)
        with pytest.raises(EditConflictError):
            set_status(Status.DRAFT, 1)

    def test_what_does_not_exist_has_no_status(self) -> None:
        with database.transaction() as session, pytest.raises(UnknownEntryError):
            editing.change_status(session, "nagel", Status.RETIRED, by=OWNER, expected_revision=1)

    def test_an_entry_whose_topic_vanished_can_be_retired_but_not_published(self) -> None:
        with database.transaction() as session:
            row = session.get_one(EntryRow, "faq-900")
            row.body = {**row.body, "topics": ["vergangen"]}
        set_status(Status.RETIRED, 1)
        with pytest.raises(ContentError, match="vergangen is none"):
            set_status(Status.PUBLISHED, 2)


class TestRestore:
    def test_an_earlier_version_becomes_the_newest(self) -> None:
        save(faq(), question="Wie fettet man Schrauben?")
        row = restore(1, expected_revision=2)
        assert (row.revision, stored()) == (3, faq())
        assert history()[2:] == [(3, "restored", COLLEAGUE)]

    def test_a_retired_entry_comes_back(self) -> None:
        set_status(Status.RETIRED, 1)
        assert restore(1, expected_revision=2).status == Status.PUBLISHED

    def test_another_revision_is_a_conflict(self) -> None:
        save(faq(), question="Wie fettet man Schrauben?")
        with pytest.raises(EditConflictError):
            restore(1, expected_revision=1)

    @pytest.mark.parametrize("number", [0, 2])
    def test_a_version_has_to_exist(self, number: int) -> None:
        with pytest.raises(UnknownEntryError, match=f"there is no version {number} of an entry faq-900"):
            restore(number, expected_revision=1)

    def test_what_it_refers_to_has_to_exist_today(self) -> None:
        save(faq("faq-901", topics=["federn"]), expected_revision=None)
        save(faq("faq-901"), expected_revision=1)
        slim = TAXONOMY.model_copy(update={"topics": TAXONOMY.topics[:1]})
        with database.transaction() as session:
            import_content(session, Content({entry.id: entry for entry in (faq(), *NOISE)}, slim))
        with pytest.raises(ContentError, match="federn is none"), database.transaction() as session:
            editing.restore(session, "faq-901", 1, by=OWNER, expected_revision=2)
