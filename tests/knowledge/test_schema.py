"""Rules of single entries that no content file may break."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.schema import ENTRY, Entry, Region, Taxonomy, Term, first_day, last_day
from tests.knowledge.knowledge_samples import COMMON, cluster, course, faq, funding, glossary, region


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
    ],
)
def test_a_partial_date_is_a_range_of_days(partial: str, first: date, last: date) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


@pytest.mark.parametrize(("value", "kept"), [(2015, "2015"), (date(2024, 3, 1), "2024-03-01"), ("2018-10", "2018-10")])
def test_yaml_s_numbers_and_dates_are_partial_dates(value: object, kept: str) -> None:
    assert glossary(as_of=value).as_of == kept


@pytest.mark.parametrize("value", [True, 20155, 1.5, "5.3.2024", "2024-02-30", ["2024"]])
def test_anything_else_is_no_partial_date(value: object) -> None:
    with pytest.raises(ValidationError):
        glossary(as_of=value)


def test_an_entry_is_valid_from_its_first_to_its_last_day() -> None:
    entry = glossary(valid_from="2030-02", valid_until="2030")
    days = (date(2030, 1, 31), date(2030, 2, 1), date(2030, 12, 31), date(2031, 1, 1))
    assert [entry.is_valid_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("make", [funding, course])
def test_what_has_ended_is_never_valid(make: Any) -> None:
    entry = make(availability="ended", notes=["Ohne Datum."])
    assert not entry.is_valid_on(date(2030, 1, 1))


def test_an_ended_programme_says_when_or_why_not() -> None:
    with pytest.raises(ValidationError, match="valid_until, or notes"):
        funding(availability="ended")


@pytest.mark.parametrize("text", ["<b>fett</b>", "a &nbsp; b", "a &#8211; b", "a <!-- b", "<br/>"])
def test_a_text_has_no_html(text: str) -> None:
    with pytest.raises(ValidationError, match="plain text without HTML is expected"):
        glossary(term=text)


@pytest.mark.parametrize("character", ["\0", "\t", "\x1b", "\x85", "\u200b", "\u2028", "\u202e", "\ufeff", "\ud800"])
def test_a_text_has_no_invisible_characters(character: str) -> None:
    with pytest.raises(ValidationError, match="text without tabs and invisible characters is expected"):
        glossary(term=f"Dreh{character}erei")


def test_a_text_may_have_paragraphs_and_narrow_blanks() -> None:
    assert glossary(definition="Größer als 5\u202fmm & <10\xa0kg.\nPunkt.", figures=["5 mm, 10 kg"]).definition


@pytest.mark.parametrize(
    "url", ["nirgends", "ftp://example.org", "javascript:alert(1)", "https://", "https://exa mple.org", "//example.org",
            "https://example.org/\n", ""],
)  # fmt: skip
def test_an_address_is_one_of_the_web(url: str) -> None:
    with pytest.raises(ValidationError, match="an address"):
        glossary(more_sources=[url])


@pytest.mark.parametrize("owner", ["<i>wir</i>", "a" * 81])
def test_an_owner_is_a_short_text(owner: str) -> None:
    with pytest.raises(ValidationError, match="owner"):
        glossary(owner=owner)


@pytest.mark.parametrize("words", [39, 121])
def test_an_answer_has_a_readable_length(words: int) -> None:
    with pytest.raises(ValidationError, match=f"these are {words}"):
        faq(answer="Wort " * words)


@pytest.mark.parametrize(("level", "parent"), [("kreis", None), ("region", None), ("regierungsbezirk", "anderswo")])
def test_only_a_regierungsbezirk_has_no_parent(level: str, parent: str | None) -> None:
    with pytest.raises(ValidationError, match="parent"):
        region("hier", level, parent)


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (faq(), "Wie ölt man Schrauben?"),
        (glossary(), "Schraubendreherei"),
        (funding(), "Schraubenprämie"),
        (course(), "Schraubenkurs"),
        (cluster(), "Schraubencluster"),
        (region("hier", "regierungsbezirk", name="Bezirk Hier"), "Bezirk Hier"),
    ],
)
def test_every_kind_has_a_title_and_comes_back_from_json(entry: Entry, title: str) -> None:
    assert entry.title == title
    assert ENTRY.validate_json(entry.model_dump_json()) == entry


def test_an_entry_without_kind_names_no_title() -> None:
    with pytest.raises(TypeError, match="Entry names no title"):
        _ = Entry.model_validate({**COMMON, "id": "x"}).title


def test_entries_are_frozen_and_know_their_fields() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        glossary().term = "Neu"  # type: ignore[misc]  # that it is read-only is the point
    with pytest.raises(ValidationError, match="Extra inputs"):
        glossary(colour="blau")


def test_the_taxonomy_names_its_terms() -> None:
    taxonomy = Taxonomy(sectors=(Term(id="uhren", label="Uhrenbau", keywords=[]),))
    assert taxonomy.label("uhren") == "Uhrenbau"
    assert taxonomy.label("mond") == "mond"


def test_a_region_s_places_may_ask_back() -> None:
    parsed = Region.model_validate(
        {**COMMON, "id": "k", "level": "kreis", "parent": "r", "name": "K", "places": [{"name": "O"}]}
    )
    assert not parsed.places[0].ask_back
