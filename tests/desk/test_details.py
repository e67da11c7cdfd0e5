"""How the details of a request are written for staff."""

from typing import Any

import pytest

from desk.details import Names, label, names, written
from knowledge.regions import RegionTree
from knowledge.schema import Taxonomy, Term
from storage import database
from tests.desk.handoff.samples import region

KNOWN = Names(Taxonomy(topics=(Term(id="ki", label="Daten und KI", keywords=[]),)), RegionTree([region("neckar-alb")]))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("topic", "ki", "Daten und KI"),
        ("topic", "unbekannt", "unbekannt"),
        ("stage", "implement", "will umsetzen"),
        ("stage", "anders", "anders"),
        ("company_size", {"low": 10, "high": 49}, "10 bis 49"),
        ("company_size", {"low": 250, "high": None}, "mindestens 250"),
        ("turnover", {"low": None, "high": 2_000_000}, "höchstens 2 Mio. €"),
        ("balance", {"low": 500_000, "high": 2_500_000}, "500.000 € bis 2,5 Mio. €"),
        ("age", {"low": 3, "high": 3}, "3 Jahre"),
        ("purpose", "advice", "Beratung"),
        ("audience", "management", "Führungskräfte"),
        ("audience", "anders", "anders"),
        ("place", {"name": "auf der Alb", "ids": ["neckar-alb"]}, "Neckar-Alb"),
        ("place", {"name": "Geislingen", "ids": ["neckar-alb", "ostalb"]}, "Geislingen"),
        ("description", "=1+1\n<b>", "=1+1\n<b>"),
        ("colour", 7, "7"),
    ],
)
def test_values_are_written_in_german(name: str, value: Any, expected: str) -> None:
    assert written(name, value, KNOWN) == expected


def test_a_detail_without_a_german_name_is_called_by_its_own() -> None:
    assert (label("stage"), label("colour")) == ("Stand", "colour")


def test_an_empty_store_knows_no_names() -> None:
    with database.reading() as session:
        assert names(session).taxonomy == Taxonomy()
