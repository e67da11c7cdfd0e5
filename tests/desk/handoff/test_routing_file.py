"""The routing file: the one that is shipped, and what its editors are told."""

from pathlib import Path

import pytest

import settings
from desk.details import names
from desk.handoff.organisations import DEFAULT
from desk.handoff.routing_file import RoutingError, check, load
from knowledge import store
from knowledge.content_files import load as load_content
from knowledge.importing import import_content
from storage import database

SHIPPED = settings.ROOT / "desk" / "routing.yml"
GOOD = """\
- id: default
  name: Posteingang
  hours: {week: {monday: ["09:00-17:00"]}}
  teams:
    - {name: Alle, default: true}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "routing.yml"


def complaints(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RoutingError) as raised:
        load(file)
    return [str(problem) for problem in raised.value.problems]


def test_the_shipped_file_fits_the_shipped_knowledge_and_names_nobody() -> None:
    with database.transaction() as session:
        import_content(session, load_content(settings.ROOT / "knowledge" / "content"))
        directory = check(SHIPPED, names(session))
        assert store.entry(session, "beispiel-verbund") is None
    teams = [team for organisation in directory.organisations.values() for team in organisation.teams]
    assert not any(team.email or team.webhook for team in teams)
    assert set(directory.organisations) - {DEFAULT} <= {"beispiel-verbund"}


def test_an_organisation_that_is_not_listed_is_the_default(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    directory = load(file)
    assert directory.get("woanders") is directory.get(None) is directory.get(DEFAULT)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("09:00-17:00", "17:00-09:00", "routing.yml:3: default: hours.week.monday.0: a span that ends after it starts"),
        ("09:00-17:00", "neun bis fünf", "routing.yml:3: default: hours.week.monday.0: a span of hours such as"),
        ('["09:00-17:00"]', '["09:00-12:00", "11:00-17:00"]', "monday: spans in order and without overlap"),
        ('["09:00-17:00"]', "[]", "routing.yml:3: default: hours: at least one span in the week"),
        ("monday:", "montag:", "routing.yml:3: default: hours.week.montag.[key]: Input should be 'monday'"),
        ("week:", "state: XX, week:", "routing.yml:3: default: hours.state: Input should be 'BB'"),
        ("week:", "closed: [13-01], week:", "default: hours.closed.0: a day MM-DD or YYYY-MM-DD is expected"),
        ("default: true", "default: false", "routing.yml:5: default: teams.0: topics, sectors or regions are expected"),
        ("default: true", "email: alle", "routing.yml:5: default: teams.0.email: "),
        ("default: true", "default: true, webhook: ftp://x", "teams.0.webhook: an address that starts with https://"),
        ("default: true", "default: true, webhook: http://crm.example", "teams.0.webhook: an address that starts with"),
        ("default: true", "default: true, mail: x@y.de", "routing.yml:5: default: teams.0.mail: no field of this name"),
        ("default: true", "default: true, respond_within_hours: 0", "teams.0.respond_within_hours: "),
        (
            "{name: Alle, default: true}",
            "{name: Alle, topics: [ki]}",
            "default: teams: exactly one team with default: true",
        ),
        ("id: default", "id: verbund", "routing.yml: id: an organisation with the id default is expected"),
        (GOOD, GOOD + GOOD, "routing.yml:6: default: id: an id of its own is expected"),
        (GOOD, GOOD + "    - {name: Alle, topics: [ki]}\n", "teams: a name of its own is expected for each team"),
        (GOOD, "default: {}", "routing.yml: a list is expected"),
        (GOOD, "- [", "routing.yml"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field(file: Path, old: str, new: str, expected: str) -> None:
    found = complaints(file, GOOD.replace(old, new))
    assert len(found) == 1
    assert expected in found[0]


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(RoutingError, match=r"routing\.yml: the file is missing"):
        load(file)


def test_all_mistakes_are_named_at_once(file: Path) -> None:
    text = GOOD.replace("default: true", "default: true, email: alle").replace("17:00", "25:00")
    assert len(complaints(file, text)) == 2


def test_addresses_on_this_machine_need_no_encryption(file: Path) -> None:
    file.write_text(
        GOOD.replace("default: true", "default: true, webhook: 'http://127.0.0.1:9000/x'"), encoding="utf-8"
    )
    assert load(file).get(None).default_team.webhook == "http://127.0.0.1:9000/x"


def test_ids_that_the_store_does_not_have_are_named(file: Path) -> None:
    text = GOOD + "    - {name: KI, topics: [ki_daten, kii], sectors: [metal], regions: [neckar-alb, alb]}\n"
    file.write_text(text, encoding="utf-8")
    with database.transaction() as session:
        assert check(file, names(session))  # the store is empty: nothing to compare with
        import_content(session, load_content(settings.ROOT / "knowledge" / "content"))
        with pytest.raises(RoutingError) as raised:
            check(file, names(session))
    assert [str(problem) for problem in raised.value.problems] == [
        "routing.yml:6: default: teams.1.regions.1: alb is no id of the knowledge store's regions",
        "routing.yml:6: default: teams.1.sectors.0: metal is no id of the knowledge store's sectors",
        "routing.yml:6: default: teams.1.topics.1: kii is no id of the knowledge store's topics",
    ]
