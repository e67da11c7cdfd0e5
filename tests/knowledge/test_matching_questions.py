"""Which detail to ask next."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.matching import Profile
from knowledge.matching_details import DETAILS
from knowledge.matching_questions import UnknownDetailError, most_telling, worth_asking
from knowledge.schema import Stage
from tests.knowledge.knowledge_samples import World, cluster, course, funding, world

TODAY = date(2030, 6, 1)
ASKABLE = ("topic", "company_size", "place", "sector", "turnover", "age", "stage")
EVERYTHING: dict[str, Any] = {
    "goal": "funding",
    "topic": "schrauben",
    "employees": (45, 45),
    "turnover_eur": (1e6, 1e6),
    "balance_eur": (1e6, 1e6),
    "age_years": (20, 20),
    "sector": "uhren",
    "region_ids": ("kreis-hier",),
    "stage": Stage.IMPLEMENT,
}


def asked(store: World, askable: tuple[str, ...] = ASKABLE, **known: Any) -> str | None:
    return most_telling(Profile(**known), store, TODAY, askable)


def known_but(*fields: str) -> dict[str, Any]:
    return {name: value for name, value in EVERYTHING.items() if name not in fields}


@pytest.mark.parametrize(
    ("entry", "field", "detail"),
    [
        (funding(max_employees=100), "employees", "company_size"),
        (funding(max_turnover_eur=20_000_000), "turnover_eur", "turnover"),
        (funding(max_balance_eur=20_000_000), "balance_eur", "balance"),
        (funding(min_age_years=5), "age_years", "age"),
        (funding(), "region_ids", "place"),
        (funding(sectors=["uhren"]), "sector", "sector"),
        (funding(), "topic", "topic"),
    ],
)
def test_it_asks_what_a_rule_needs(entry: Any, field: str, detail: str) -> None:
    assert asked(world(entry), (*ASKABLE, "balance"), **known_but(field)) == detail


def test_it_asks_for_the_stage_when_that_reorders_what_is_shown() -> None:
    entries = [funding(name, stages=[stage]) for name, stage in zip("abcd", [*Stage, Stage.INFORM], strict=True)]
    assert asked(world(*entries), **known_but("stage")) == "stage"


def test_it_asks_nothing_that_changes_nothing() -> None:
    assert asked(world(funding(area="germany")), **known_but("employees", "sector", "age_years")) is None
    assert asked(world(), **known_but("topic")) is None


def test_it_asks_nothing_that_is_known() -> None:
    store = world(funding(max_employees=100, sectors=["uhren"]))
    assert asked(store, **EVERYTHING) is None
    assert asked(store, **known_but("employees") | {"employees": (20, 300)}) is None
    assert asked(world(funding()), **known_but("region_ids") | {"outside_state": True}) is None


def test_an_empty_range_is_not_known() -> None:
    assert (
        asked(world(funding(max_employees=100)), **known_but("employees") | {"employees": (None, None)})
        == "company_size"
    )


def test_it_asks_only_what_may_be_asked() -> None:
    store = world(funding(max_employees=100, sectors=["uhren"]))
    assert asked(store, ("sector",), **known_but("employees", "sector")) == "sector"
    assert asked(store, (), **known_but("employees", "sector")) is None


def test_equals_are_asked_in_the_order_of_the_question() -> None:
    store = world(funding(min_age_years=1, max_turnover_eur=1_000_000_000))
    both = known_but("age_years", "turnover_eur") | {"employees": (1500, 1500)}
    assert asked(store, ("age", "turnover"), **both) == "age"
    assert asked(store, ("turnover", "age"), **both) == "turnover"


def test_the_goal_decides_which_results_count() -> None:
    store = world(funding(max_employees=100), course(regions=["oberland"]))
    unknown = known_but("employees", "region_ids", "goal")
    assert asked(store, ("company_size", "place"), goal="training", **unknown) == "place"
    assert asked(store, ("company_size",), goal="training", **unknown) is None
    assert asked(store, ("company_size",), **unknown) == "company_size"


def test_who_gets_the_request_counts_for_every_goal() -> None:
    store = world(cluster("a"), cluster("b", regions=["unterland"]))
    assert asked(store, ("place",), **known_but("region_ids")) == "place"


@pytest.mark.parametrize("ask", [most_telling, worth_asking])
def test_another_detail_is_an_error(ask: Any) -> None:
    with pytest.raises(UnknownDetailError, match="weather is no detail; there are topic, company_size"):
        ask(Profile(), world(), TODAY, ("place", "weather"))


class TestWorthAsking:
    """What is asked must be worth the effort of an answer."""

    def asked(self, store: World, askable: tuple[str, ...], **known: Any) -> str | None:
        return worth_asking(Profile(**known), store, TODAY, askable)

    def test_what_hardly_changes_anything_is_not_asked(self) -> None:
        store = world(funding(min_age_years=5))
        assert asked(store, ("age",), **known_but("age_years")) == "age"
        assert self.asked(store, ("age",), **known_but("age_years")) is None

    def test_what_decides_everything_shown_is_asked_whatever_the_effort(self) -> None:
        store = world(*(funding(name, min_age_years=5) for name in "abc"))
        assert self.asked(store, ("age",), **known_but("age_years")) == "age"

    def test_what_takes_no_effort_is_asked_when_it_decides_one_entry(self) -> None:
        store = world(funding())
        assert self.asked(store, ("place",), **known_but("region_ids")) == "place"

    def test_of_what_is_worth_the_same_for_its_effort_the_easier_is_asked(self) -> None:
        """The age decides three entries and takes three times the effort of the place, which decides one."""
        programmes = [funding(name, area="germany", min_age_years=1) for name in "abc"]
        store = world(*programmes, course(regions=["oberland", "unterland"]))
        unknown = known_but("goal", "age_years", "region_ids")
        assert self.asked(store, ("age",), **unknown) == "age"
        assert self.asked(store, ("age", "place"), **unknown) == "place"

    def test_of_equals_the_one_that_takes_less_effort_is_asked(self) -> None:
        """Turnover and place are open for three entries each."""
        store = world(*(funding(name, max_turnover_eur=2_000_000) for name in "abc"))
        both = known_but("turnover_eur", "region_ids")
        assert asked(store, ("turnover", "place"), **both) == "turnover"
        assert self.asked(store, ("turnover", "place"), **both) == "place"

    def test_it_asks_nothing_that_is_known_or_may_not_be_asked(self) -> None:
        store = world(*(funding(name, min_age_years=5) for name in "abc"))
        assert self.asked(store, ("age", "place"), **EVERYTHING) is None
        assert self.asked(store, ("place",), **known_but("age_years")) is None


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = [funding("a", max_employees=100), funding("b", sectors=["uhren"]), funding("c", min_age_years=5)]
    unknown = known_but("employees", "sector", "age_years")
    assert asked(world(*entries), **unknown) == asked(world(*reversed(entries)), **unknown)


class TestRealContent:
    DAY = date(2026, 11, 25)

    def test_who_says_nothing_is_asked_for_the_topic(self, real: World) -> None:
        assert most_telling(Profile(goal="funding"), real, self.DAY, ASKABLE) == "topic"

    def test_a_research_project_is_asked_for_the_size(self, real: World) -> None:
        profile = Profile(goal="funding", topic="forschung_innovation", region_ids=("kreis-calw",))
        assert most_telling(profile, real, self.DAY, ASKABLE) == "company_size"

    def test_who_seeks_advice_is_asked_for_sector_or_place(self, real: World) -> None:
        profile = Profile(goal="advice", topic="digitalisierung")
        assert most_telling(profile, real, self.DAY, ASKABLE) in {"sector", "place"}

    def test_who_seeks_a_course_is_not_asked_for_the_turnover(self, real: World) -> None:
        profile = Profile(goal="training", topic="ki_daten")
        assert most_telling(profile, real, self.DAY, ("turnover", "age")) is None

    @pytest.mark.parametrize(
        ("goal", "first_questions"),
        [
            ("funding", ["topic", "place", "company_size"]),
            ("advice", ["topic", "place", "sector"]),
            ("training", ["topic", "place", "audience"]),
        ],
    )
    def test_who_says_little_is_asked_easy_things_first(
        self, real: World, goal: str, first_questions: list[str]
    ) -> None:
        answers: dict[str, Any] = {"topic": "digitalisierung", "region_ids": ("kreis-calw",), "employees": (60, 60)}
        answers |= dict.fromkeys(("sector", "audience"))
        profile, order = Profile(goal=goal), list[str]()
        while len(order) < len(first_questions):
            name = worth_asking(profile, real, self.DAY, [one for one in DETAILS if one not in order])
            assert name
            order.append(name)
            field = DETAILS[name].field
            profile = replace(profile, **{field: answers[field]})
        assert order == first_questions

    def test_a_purpose_that_the_concern_tells_is_less_worth_asking(self, real: World) -> None:
        company: Any = {"goal": "funding", "employees": (60, 60), "region_ids": ("kreis-calw",)}
        asked = {
            topic: worth_asking(Profile(topic=topic, **company), real, self.DAY, ("purpose",))
            for topic in ("ki_daten", "forschung_innovation")
        }
        assert asked == {"ki_daten": "purpose", "forschung_innovation": None}

    def test_who_has_told_enough_is_asked_nothing_more(self, real: World) -> None:
        profile = Profile(goal="funding", topic="einstieg_reifegrad", employees=(45, 45), region_ids=("kreis-calw",))
        assert worth_asking(profile, real, self.DAY, ASKABLE) is None
        assert most_telling(profile, real, self.DAY, ASKABLE) is not None

    def test_every_detail_has_answers_to_try(self, real: World) -> None:
        profiles = Profile(), Profile(employees=(1, 1)), Profile(employees=(500, None))
        assert all(list(detail.answers(real, profile)) for detail in DETAILS.values() for profile in profiles)

    def test_a_small_company_is_not_taken_for_a_giant(self, real: World) -> None:
        tried = DETAILS["turnover"].answers(real, Profile(employees=(10, 49)))
        assert max(high for _, high in tried) <= 49_000_000
