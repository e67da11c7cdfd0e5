"""Companies for the measurement: everything known, nothing changed that was told."""

from dataclasses import fields, replace
from random import Random

import pytest

from bench.matching.companies import Store, companies, completed, told
from knowledge.matching import Profile
from knowledge.regions import RegionTree
from knowledge.schema import Stage
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, funding

STORE = Store({"schraubenpraemie": funding()}, RegionTree(REGIONS), TAXONOMY)
NOT_ASKED = {"used", "outside_state"}


@pytest.mark.parametrize("seed", range(5))
def test_of_a_completed_company_everything_is_known(seed: int) -> None:
    company = completed(Profile(), STORE, Random(seed))
    assert all(getattr(company, field.name) for field in fields(Profile) if field.name not in NOT_ASKED)


def test_what_was_told_stays_and_what_was_left_open_is_settled() -> None:
    profile = Profile(topic="federn", stage=Stage.ANALYSE, employees=(20, 60), region_ids=("kreis-hier", "kreis-dort"))
    company = completed(profile, STORE, Random(1))
    assert (company.topic, company.stage) == ("federn", Stage.ANALYSE)
    assert company.employees == (20, 20)
    assert company.region_ids == ("kreis-hier",)


def test_the_same_companies_are_drawn_every_time() -> None:
    profiles = [Profile(), Profile(topic="federn")]
    assert companies(profiles, STORE) == companies(profiles, STORE)


def test_only_the_facts_are_told() -> None:
    company = Profile(goal="funding", topic="federn", employees=(20, 20), region_ids=("kreis-hier",))
    assert told(company, ["goal", "company_size"]) == replace(Profile(), goal="funding", employees=(20, 20))
