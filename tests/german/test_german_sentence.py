"""One visitor's first message, read by everything at once."""

from german.analysis import Analyser
from german.keywords import Keyword, KeywordMatcher
from german.numbers import find_headcounts, find_numbers, find_turnovers
from german.places import Gazetteer, PlaceName
from german.redact import redact

SENTENCE = (
    "Wir sind ein Maschinenbauer mit 45 Leuten in Tuttlingen und wollen alte Drehmaschinen ans Netz bringen,"
    " gibt es da Geld?"
)
SECTORS = (
    Keyword("maschinenbau", "Maschinenbauer"),
    Keyword("maschinenbau", "Maschinenbau"),
    Keyword("metall", "Dreherei"),
)
TOPICS = (
    Keyword("retrofit_migration", "alte Maschine"),
    Keyword("retrofit_migration", "Maschine ans Netz"),
    Keyword("it_sicherheit", "Firewall"),
)
GOALS = (Keyword("funding", "Geld"), Keyword("training", "Kurs"))
ANALYSER = Analyser(keyword.phrase for keyword in SECTORS + TOPICS + GOALS)


def test_the_headcount_is_read_and_nothing_else_is_a_number() -> None:
    assert [(mention.text, mention.low, mention.high) for mention in find_headcounts(SENTENCE)] == [("45", 45, 45)]
    assert len(find_numbers(SENTENCE)) == 1
    assert find_turnovers(SENTENCE) == []


def test_the_place_is_found() -> None:
    gazetteer = Gazetteer([PlaceName("Tuttlingen", "schwarzwald-baar-heuberg"), PlaceName("Ettlingen", "karlsruhe")])
    assert [(mention.text, mention.region_ids) for mention in gazetteer.find(SENTENCE)] == [
        ("Tuttlingen", ("schwarzwald-baar-heuberg",))
    ]


def test_sector_topic_and_goal_are_found() -> None:
    mentions = [
        (mention.text, mention.concept, mention.phrase)
        for keywords in (SECTORS, TOPICS, GOALS)
        for mention in KeywordMatcher(keywords, ANALYSER).find(SENTENCE)
    ]
    assert mentions == [
        ("Maschinenbauer", "maschinenbau", "Maschinenbauer"),
        ("alte Drehmaschinen ans Netz", "retrofit_migration", "Maschine ans Netz"),
        ("Geld", "funding", "Geld"),
    ]


def test_each_phrase_of_the_topic_is_found_on_its_own() -> None:
    texts = [KeywordMatcher([keyword], ANALYSER).find(SENTENCE)[0].text for keyword in TOPICS[:2]]
    assert texts == ["alte Drehmaschinen", "Drehmaschinen ans Netz"]


def test_nothing_in_it_is_personal() -> None:
    assert redact(SENTENCE) == SENTENCE
