"""Every system finds what is obviously meant, and nothing where nothing is."""

from collections.abc import Iterator

import pytest

from bench.retrieval.store import Rank, searched
from bench.retrieval.systems import BUILDS, LOTSE, POSTGRESQL, builds
from tests.knowledge.knowledge_samples import cluster, course, faq, funding, glossary

STORE = searched(
    [
        faq(),
        faq("faq-901", question="Wie spannt man Übungsfedern?", phrasings=["Feder ist schlaff", "Federspannung"]),
        glossary("zange", term="Zange", definition="Ein Werkzeug, mit dem man Dinge greift und festhält."),
        funding(name="Kurbelprämie", summary="Geld für Kurbeln aus Blech."),
        course(name="Lötkurs", description="Löten und Entlöten an zwei Tagen."),
        cluster(name="Wirbelverein", description="Bringt Kreisel zusammen.", focus=["Kreisel"]),
    ]
)


@pytest.fixture(
    scope="module",
    params=[*BUILDS, *(pytest.param(name, marks=pytest.mark.needs("postgresql")) for name in POSTGRESQL)],
)
def system(request: pytest.FixtureRequest, programs: dict[str, str]) -> Iterator[tuple[str, Rank]]:
    with builds(programs["postgresql"])[request.param](STORE) as rank:
        yield request.param, rank


@pytest.mark.parametrize(
    ("query", "entry_id"),
    [
        ("Wie ölt man Schrauben?", "faq-900"),
        ("ÜBUNGSFEDERN", "faq-901"),
        ("Eine Zange greift", "zange"),
        ("Kurbelprämie", "schraubenpraemie"),
        ("der Lötkurs", "schraubenkurs"),
        ("Kreisel im Wirbelverein", "schraubencluster"),
    ],
)
def test_what_is_obviously_meant_is_first(system: tuple[str, Rank], query: str, entry_id: str) -> None:
    assert system[1](query, 3)[0] == entry_id


def test_no_more_is_found_than_wanted(system: tuple[str, Rank]) -> None:
    _, rank = system
    assert len(rank("Schrauben, Federn, Zange, Geld, Löten, Kreisel", 2)) == 2


@pytest.mark.parametrize("query", ["", "?!", "Xylophon", '"', "x' OR NEAR(", "& | !"])
def test_nothing_is_found_where_nothing_is(system: tuple[str, Rank], query: str) -> None:
    name, rank = system
    if name != "rapidfuzz":  # to it, any two words are a little alike
        assert list(rank(query, 3)) == []


def test_postgresql_is_left_out_where_it_cannot_be_had() -> None:
    assert list(builds("")) == list(BUILDS)
    assert next(iter(BUILDS)) == LOTSE
