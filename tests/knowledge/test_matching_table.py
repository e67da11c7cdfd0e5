"""At least 120 fictitious companies against the real content, with expectations written from the facts."""

from collections.abc import Iterable

import pytest

from knowledge.matching import Match, destination, match, verdict_of
from knowledge.reasons import render
from knowledge.schema import Cluster, Course, Funding
from tests.knowledge.knowledge_samples import World
from tests.knowledge.matching_table import KINDS, Row, Shown, rows

ROWS = rows()


def ids(matches: Iterable[Match]) -> list[str]:
    return [match.entry.id for match in matches]


def check_kind(expected: Shown, found: list[str]) -> None:
    assert not expected.none or not found
    assert expected.first is None or found[:1] == [expected.first], found
    assert set(expected.shown) <= set(found), found
    assert not set(expected.hidden) & set(found), found


def judged(real: World, row: Row, entry_id: str) -> Match:
    entry = real.entries[entry_id]
    assert isinstance(entry, Funding | Course | Cluster)
    return verdict_of(entry, row.profile, real, row.on)


def test_the_table_has_at_least_120_companies_that_differ() -> None:
    assert len(ROWS) >= 120
    assert len({(repr(row.profile), row.on) for row in ROWS}) > 0.95 * len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.who}: {row.rule}" for row in ROWS])
def test_a_company_is_shown_what_suits_it(real: World, row: Row) -> None:
    found = match(row.profile, real, row.on)
    for kind in KINDS:
        check_kind(row.kinds.get(kind, Shown()), ids(getattr(found, kind)))
    if row.destination:
        target = destination(row.profile, real, row.on)
        assert target and target.entry.id == row.destination
    for entry_id, (verdict, *codes) in row.verdicts.items():
        one = judged(real, row, entry_id)
        given = [reason.code for reason in one.reasons]
        assert (one.verdict.value, set(codes) - set(given)) == (verdict, set()), (entry_id, given)
        assert all(render(reason) for reason in one.reasons)
    for entry_id, details in row.missing.items():
        assert list(judged(real, row, entry_id).missing) == details


def test_the_table_names_places_topics_and_sectors_that_exist(real: World) -> None:
    topics = {term.id for term in real.taxonomy.topics}
    sectors = {term.id for term in real.taxonomy.sectors}
    for row in ROWS:
        assert {row.profile.topic} - {None} <= topics
        assert {row.profile.sector} - {None} <= sectors
        assert all(area in real.regions for area in row.profile.region_ids)


def test_the_table_covers_every_programme(real: World) -> None:
    named = {entry_id for row in ROWS for entry_id in row.verdicts}
    named |= {entry_id for row in ROWS for kind in row.kinds.values() for entry_id in kind.shown}
    named |= {kind.first for row in ROWS for kind in row.kinds.values() if kind.first}
    assert {entry.id for entry in real.entries.values() if isinstance(entry, Funding)} <= named
