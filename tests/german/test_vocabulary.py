import json

import pytest

from german.keywords import Keyword
from german.places import PlaceName
from german.vocabulary import Vocabulary, VocabularyError

VOCABULARY = Vocabulary(
    places=(PlaceName("Tübingen", "neckar-alb"), PlaceName("Aach", "hochrhein-bodensee", ask_back=True)),
    keywords={"topic": (Keyword("ki_daten", "künstliche Intelligenz"),), "goal": ()},
)


def test_it_survives_the_way_through_json() -> None:
    assert Vocabulary.from_json(VOCABULARY.to_json()) == VOCABULARY


def test_equal_vocabularies_give_equal_text() -> None:
    other = Vocabulary(VOCABULARY.places, dict(reversed(VOCABULARY.keywords.items())))
    assert other.to_json() == VOCABULARY.to_json()
    assert "Tübingen" in other.to_json()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "the vocabulary: expected an object with keywords, places"),
        ("{}", "expected exactly keywords, places, found nothing"),
        ('{"places": [], "keywords": {}, "extra": 1}', "found extra, keywords, places"),
        ('{"places": [], "keywords": []}', "keywords: expected an object"),
        ('{"places": {}, "keywords": {}}', "places: expected a list"),
        ('{"places": [], "keywords": {"topic": 3}}', "keywords.topic: expected a list"),
        ('{"places": [1], "keywords": {}}', r"places\[0\]: expected an object"),
        ('{"places": [{"name": "Aach"}], "keywords": {}}', r"places\[0\]: expected exactly ask_back, name, region_id"),
        (
            '{"places": [{"name": "Aach", "region_id": "x", "ask_back": "no"}], "keywords": {}}',
            r"places\[0\].ask_back: expected true or false",
        ),
        (
            '{"places": [], "keywords": {"topic": [{"concept": "x", "phrase": "y"}, {"concept": 5, "phrase": "y"}]}}',
            r"keywords.topic\[1\].concept: expected a text",
        ),
    ],
)
def test_it_says_what_is_wrong(content: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        Vocabulary.from_json(content)


def test_the_text_is_json_with_one_object_per_entry() -> None:
    content = json.loads(VOCABULARY.to_json())
    assert content["places"][0] == {"name": "Tübingen", "region_id": "neckar-alb", "ask_back": False}
    assert content["keywords"]["topic"] == [{"concept": "ki_daten", "phrase": "künstliche Intelligenz"}]
