"""What holds for every text: no exception, idempotence, offsets into the text as it was given."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from german.analysis import Analyser, tokenise
from german.contact_details import find_contact_details
from german.entry_names import NameFinder
from german.keywords import Keyword, KeywordMatcher
from german.normalise import clean, fold, normalise
from german.numbers import find_headcounts, find_numbers, find_turnovers
from german.places import Gazetteer, PlaceName
from german.redact import redact
from german.reference_codes import find_codes
from german.vocabulary import Vocabulary, VocabularyError


class Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def text(self) -> str: ...


ANALYSER = Analyser(["Maschine", "Netz", "Digitalisierung", "Förderung", "fördern"])
GAZETTEER = Gazetteer(
    PlaceName(name, "x") for name in ("Tuttlingen", "Singen", "St. Georgen", "Rot am See", "Überlingen")
)
MATCHER = KeywordMatcher(
    [Keyword("a", "Maschine ans Netz"), Keyword("a", "Digitalisierung"), Keyword("b", "Förderung")], ANALYSER
)
NAMES = NameFinder(
    {"term": [Keyword("a", "Digitalisierung der Maschinen"), Keyword("b", "St. Georgen 4.0"), Keyword("c", "KI")]}
)
FINDERS: list[Callable[[str], Sequence[Span]]] = [
    tokenise,
    ANALYSER.analyse,
    find_numbers,
    find_headcounts,
    find_turnovers,
    GAZETTEER.find,
    MATCHER.find,
    NAMES.find,
    find_codes,
]
_FRAGMENTS = (
    "45 1.200 1,5 4.0 2024 78532 0171 07461/12 12. 3, - – – / : + % € § ( ) \n \t \u200b \u0308 \xad ein eine "
    "zwei fünf hundert Dutzend Mio. Millionen k T€ Euro rund gut knapp bis zu zwischen und oder mehr als über "
    "unter wir sind ich bin allein zu acht Leute Leuten MA Mitarbeiter*innen Mann -köpfig Umsatz setzen um "
    "Prozent seit Baujahr Uhr Mai in bei aus Kreis Nähe von Tuttlingen Tutlingen singen St. Georgen Rot am See "
    "Überlingen alte Drehmaschinen Maschinennetz ans Netz Digitalisirung Förderung a@b.de @ .de https://x.de?a= "
    "www. DE89 3704 0044 DE123456789 Tel.: Herr Frau Dr. Mein Name ist ich heiße Max Müller Name: Grüße MfG "
    "[Name] [Telefon] [ ] LT-7K3M-9QXC-Z lt 7K3M 9QXC"
)
FRAGMENTS = _FRAGMENTS.split(" ")
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" 0123456789.,-/:'+%€\n\u0308\u200baäeinsuzß@[]()"),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).flatmap(
        lambda words: st.sampled_from([" ", "", "-", "\n"]).map(lambda joint: joint.join(words))
    ),
)
BAIT = [
    "a" * 10_000,
    "maschinen" * 1_111,
    "digitalisierungs" * 625,
    "Tuttlingen" * 1_000,
    "1" * 10_000,
    "1." * 5_000,
    "1 000 " * 1_666,
    "1-" * 5_000,
    "1/" * 5_000,
    "0 " * 5_000,
    "0-.-" * 2_500,
    "-" * 10_000,
    "." * 10_000,
    " " * 10_000,
    "\n" * 10_000,
    "(" * 10_000,
    "[Name]" * 1_666,
    "\u0308" * 10_000,
    "a\u0308" * 5_000,
    "\u200b" * 10_000,
    "a\u200b" * 5_000,
    "a*" * 5_000,
    "a*innen" * 1_428,
    "@" * 10_000,
    "a@" * 5_000,
    "a.a@" * 2_500,
    "a@a." * 2_500,
    "www." * 2_500,
    "http://" * 1_428,
    "DE89 " * 2_000,
    "AB12" * 2_500,
    "Tel " * 2_500,
    "Herr " * 2_000,
    "Herr Dr. " * 1_111,
    "mein name ist " * 714,
    "rund " * 2_000,
    "bis zu " * 1_428,
    "ein paar " * 1_111,
    "hundert" * 1_428,
    "und" * 3_333,
    "Umsatz " * 1_428,
    "im Jahr " * 1_250,
    "wir sind " * 1_111,
    "in " * 3_333,
    "St. " * 2_500,
    "Rot am " * 1_428,
    "Maschine " * 1_111,
    "5 sehr " * 1_428,
    "zwischen 1 und " * 666,
    "Digitalisierung der " * 500,
    "St-" * 3_333,
    "k-i-" * 2_500,
]


@pytest.mark.parametrize("find", FINDERS)
def test_offsets_point_into_any_text(find: Callable[[str], Sequence[Span]]) -> None:
    @settings(deadline=None, max_examples=150)
    @given(TEXTS)
    def check(text: str) -> None:
        mentions = find(text)
        assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
        assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)

    check()


@pytest.mark.parametrize("unify", [clean, normalise, fold, redact])
def test_doing_it_twice_is_doing_it_once(unify: Callable[[str], str]) -> None:
    @settings(deadline=None, max_examples=200)
    @given(TEXTS)
    def check(text: str) -> None:
        assert unify(unify(text)) == unify(text)

    check()


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_contact_details_and_numbers_do_not_overlap(text: str) -> None:
    details = find_contact_details(text)
    assert all(left.end <= right.start for left, right in pairwise(details))
    mentions = find_numbers(text)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    assert all(mention.low is None or mention.high is None or mention.low <= mention.high for mention in mentions)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_the_best_concept_is_one_that_was_found(text: str) -> None:
    best = MATCHER.best(text)
    concepts = {mention.concept for mention in MATCHER.find(text)}
    assert best in concepts if concepts else best is None


@settings(deadline=None)
@given(st.text())
def test_a_vocabulary_is_read_or_refused(text: str) -> None:
    try:
        vocabulary = Vocabulary.from_json(text)
    except VocabularyError:
        return
    assert Vocabulary.from_json(vocabulary.to_json()) == vocabulary


@pytest.mark.parametrize("bait", BAIT, ids=lambda bait: repr(bait[:10]))
def test_long_runs_are_read_by_every_function(bait: str) -> None:
    text = f"x {bait} 5 Leute in Tuttlingen"
    for find in FINDERS:
        assert all(text[mention.start : mention.end] == mention.text for mention in find(text))
    assert redact(redact(bait)) == redact(bait)
    assert fold(fold(bait)) == fold(bait)
    assert MATCHER.best(bait) in {None, "a"}
