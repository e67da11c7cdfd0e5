"""How questions become terms: names, compounds, misspelt words, synonyms."""

import pytest

from knowledge.search_terms import CONCEPT_VALUE, PART_VALUE, Terms, counted

TERMS = Terms(
    ["OPC UA", "Schraubengutschein"],
    ["Schrauben und Federn", "Gutschein", "Maschine", "verliert", "Zuschuss"],
    [["Förderung", "Zuschuss", "Geld vom Land"]],
)


def stems(text: str) -> list[str]:
    return [word.stem for word in TERMS.read(text)]


@pytest.mark.parametrize("written", ["OPC UA", "opc-ua", "OPCUA"])
def test_a_name_is_one_word_however_it_is_written(written: str) -> None:
    assert stems(f"Was ist {written}?") == ["opcua"]


def test_a_misspelt_word_is_read_as_the_stores_own() -> None:
    assert stems("Maschiene") == stems("Maschine")


def test_a_word_that_the_store_does_not_have_is_no_misspelling() -> None:
    assert stems("verliebt") != stems("verliert")


def test_what_only_asks_is_left_out() -> None:
    assert stems("Was bedeutet das denn?") == []


@pytest.mark.parametrize("written", ["Zuschüsse", "Fördern und Förderung", "Geld vom Land"])
def test_synonyms_share_a_concept(written: str) -> None:
    assert any("~foerderung" in word.concepts for word in TERMS.read(written))


def test_a_compound_counts_for_its_parts_as_well() -> None:
    terms = counted(TERMS.read("Federmaschine"))
    assert terms["federmaschin"] == 1
    assert {terms["fed"], terms["maschin"]} == {PART_VALUE} or PART_VALUE in terms.values()


def test_a_synonym_counts_less_than_the_word() -> None:
    terms = counted(TERMS.read("Zuschuss Zuschuss"))
    assert terms["zuschuss"] == 2
    assert terms["~foerderung"] == 2 * CONCEPT_VALUE
