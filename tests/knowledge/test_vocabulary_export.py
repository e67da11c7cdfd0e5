"""What the bot reads out of messages comes from the content."""

from german.keywords import Keyword
from german.places import PlaceName
from german.vocabulary import Vocabulary
from knowledge.content_files import Content
from knowledge.schema import AnyEntry
from knowledge.vocabulary import export
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, course, faq, funding, glossary


def content(*entries: AnyEntry) -> Content:
    return Content({entry.id: entry for entry in entries}, TAXONOMY)


def test_places_carry_their_kreis() -> None:
    places = export(content(*REGIONS)).places
    assert PlaceName("Hierstadt", "kreis-hier", ask_back=True) in places
    assert PlaceName("Hier", "kreis-hier", ask_back=True) in places
    assert PlaceName("Oberland", "oberland") in places


def test_terms_are_known_by_label_and_keywords() -> None:
    keywords = export(content()).keywords
    assert keywords["topic"][:3] == (
        Keyword("schrauben", "Schrauben ölen"),
        Keyword("schrauben", "ölen"),
        Keyword("schrauben", "Schraube"),
    )
    assert keywords["sector"] == (
        Keyword("uhren", "Uhrenbau"),
        Keyword("uhren", "Uhr"),
        Keyword("pfeifen", "Pfeifenbau"),
    )
    assert Keyword("funding", "Zuschuss") in keywords["goal"]


def test_entries_are_known_by_all_their_names() -> None:
    keywords = export(
        content(faq(), funding(aliases=["SP"]), course(), glossary(abbreviations=["SDR"], synonyms=["Dreherei"]))
    ).keywords
    assert keywords["program"] == (Keyword("schraubenpraemie", "Schraubenprämie"), Keyword("schraubenpraemie", "SP"))
    assert keywords["course"] == (Keyword("schraubenkurs", "Schraubenkurs"),)
    assert [keyword.phrase for keyword in keywords["term"]] == ["Schraubendreherei", "SDR", "Dreherei"]


def test_a_name_that_is_nothing_without_its_stop_words_is_left_out() -> None:
    names = export(content(funding(aliases=["Schrauben jetzt", "Jetzt", "Jetzt Schrauben ölen"]))).keywords["program"]
    assert [keyword.phrase for keyword in names] == ["Schraubenprämie", "Jetzt Schrauben ölen"]


def test_drafts_and_retired_entries_are_left_out() -> None:
    keywords = export(content(funding(status="draft"), course(status="retired"))).keywords
    assert (keywords["program"], keywords["course"]) == ((), ())


def test_the_real_vocabulary_survives_its_file(content: Content) -> None:
    vocabulary = export(content)
    assert Vocabulary.from_json(vocabulary.to_json()) == vocabulary
    assert len(vocabulary.places) > 300
    assert all(vocabulary.keywords.values())
