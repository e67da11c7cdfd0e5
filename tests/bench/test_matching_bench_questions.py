"""The dialogue of the measurement."""

from datetime import date
from random import Random

from bench.matching.companies import Store, companies
from bench.matching.questions import NOTHING, asked, questions
from knowledge.matching import Profile
from knowledge.regions import RegionTree
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, funding

TODAY = date(2030, 6, 1)
PROGRAMMES = [funding(name, max_employees=100, area="germany", topics=["einstieg_reifegrad"]) for name in "abc"]
STORE = Store({entry.id: entry for entry in PROGRAMMES}, RegionTree(REGIONS), TAXONOMY)
COMPANY = Profile(goal="funding", topic="einstieg_reifegrad", employees=(20, 20))


class AnswersAll(Random):
    def random(self) -> float:
        return 1.0


class AnswersNothing(Random):
    def random(self) -> float:
        return 0.0


def test_the_goal_is_asked_first_and_what_is_told_is_not_asked() -> None:
    assert questions(COMPANY, ["topic"], STORE, TODAY, AnswersAll()) == ["goal", "company_size"]
    assert questions(COMPANY, ["goal", "topic", "company_size"], STORE, TODAY, AnswersAll()) == []


def test_a_question_that_stays_open_is_not_asked_again() -> None:
    assert questions(COMPANY, ["goal", "topic"], STORE, TODAY, AnswersNothing()) == ["company_size"]


def test_it_counts_questions_and_their_names() -> None:
    found = asked(companies([COMPANY] * 4, STORE), NOTHING, STORE, TODAY)
    assert len(found.counts) == 4
    assert found.names["goal"] == 4
    assert sum(found.counts) == sum(found.names.values())
    assert found.median <= found.p95 <= max(found.counts)
