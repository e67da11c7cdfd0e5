"""What holds for every company, on every day, in whatever order the entries come."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.matching import Match, Matches, Offer, Profile, Verdict, destination, match, verdict_of
from knowledge.matching_details import DETAILS
from knowledge.matching_outlook import Outlook
from knowledge.matching_questions import most_telling, worth_asking
from knowledge.reasons import render
from knowledge.schema import AnyEntry, Audience, Cluster, ClusterActivity, Course, Funding, Purpose, Stage, Status
from tests.knowledge.knowledge_samples import World

DAY = date(2026, 11, 25)
PLACE = {"region_ids", "outside_state"}
SUMS = {"turnover_eur", "balance_eur"}
DEPENDS_ON: dict[str, set[str]] = {
    "not_published": set(),
    "not_yet_started": set(),
    "not_recommendable": set(),
    "ended": set(),
    "ended_without_date": set(),
    "successor": set(),
    "dissolved": set(),
    "no_contact_point": set(),
    "topic_unknown": {"topic"},
    # The sector makes up for it, and so does a purpose that is open to every topic.
    "topic_does_not_fit": {"topic", "sector", "goal", "stage", "purpose"},
    "sector_does_not_fit": {"sector"},
    "size_too_large": {"employees"},
    "turnover_too_high": SUMS,
    "balance_too_high": SUMS,
    "both_sums_too_high": SUMS,
    "min_age_fails": {"age_years"},
    "max_age_fails": {"age_years"},
    "purpose_does_not_fit": {"purpose"},
    "audience_does_not_fit": {"audience"},
    "region_does_not_fit": PLACE,
    "head_office_outside": PLACE,
    "only_for_the_state": PLACE,
}
"""Which details a reason against an entry rests on."""

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


TOPICS = (
    "digitalisierung", "einstieg_reifegrad", "fachkraefte_arbeit", "forschung_innovation", "geschaeftsmodelle",
    "it_sicherheit", "ki_daten", "recht", "retrofit_migration", "weiterbildung",
)  # fmt: skip


def ranges(highest: int) -> st.SearchStrategy[tuple[float | None, float | None] | None]:
    both = st.tuples(st.integers(0, highest), st.integers(0, highest)).map(lambda pair: (min(pair), max(pair)))
    one = st.integers(0, highest)
    return st.one_of(
        st.none(), one.map(lambda v: (v, v)), both, one.map(lambda v: (v, None)), one.map(lambda v: (None, v))
    )


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "goal": st.sampled_from([None, "funding", "training", "advice", "partner", "information"]),
    "topic": st.sampled_from([None, *TOPICS, "unbekannt"]),
    "employees": ranges(4_000),
    "turnover_eur": ranges(700_000_000),
    "balance_eur": ranges(100_000_000),
    "age_years": ranges(40),
    "sector": st.sampled_from([None, "maschinenbau", "medizintechnik", "automotive", "ikt", "holz", "unbekannt"]),
    "region_ids": st.sampled_from(
        [
            (),
            ("kreis-tuttlingen",),
            ("kreis-stuttgart",),
            ("rhein-neckar",),
            ("kreis-goeppingen", "kreis-zollernalbkreis"),
        ]
    ),
    "stage": st.sampled_from([None, *Stage]),
    "purpose": st.sampled_from([None, *Purpose]),
    "audience": st.sampled_from([None, *Audience]),
    "used": st.sampled_from([(), ("zim",), ("innovationsgutschein-bw", "zim")]),
    "outside_state": st.booleans(),
}
UNKNOWN: dict[str, Any] = dict.fromkeys(VALUES) | {"region_ids": (), "used": (), "outside_state": False}
profiles = st.builds(Profile, **VALUES)
days = st.integers(-1_000, 2_000).map(lambda number: DAY + timedelta(days=number))


def shown(matches: Matches) -> tuple[Match, ...]:
    return (*matches.funding, *matches.courses, *matches.clusters)


def offers(world: World) -> list[Offer]:
    return [entry for entry in world.entries.values() if isinstance(entry, Funding | Course | Cluster)]


def holds(entry: AnyEntry, day: date) -> bool:
    dissolved = isinstance(entry, Cluster) and entry.activity is ClusterActivity.DISSOLVED
    return entry.status is Status.PUBLISHED and entry.is_valid_on(day) and not dissolved


@quick
@given(profile=profiles, day=days, seed=st.integers(0, 1_000))
def test_never_an_ended_or_unpublished_entry_and_at_most_three(
    real: World, profile: Profile, day: date, seed: int
) -> None:
    chance = random.Random(seed)
    statuses = [*Status, Status.PUBLISHED]
    entries = {
        entry_id: entry.model_copy(update={"status": chance.choice(statuses)}) if entry.kind != "region" else entry
        for entry_id, entry in real.entries.items()
    }
    found = match(profile, World(entries, real.regions, real.taxonomy), day)
    assert all(len(kind) <= 3 for kind in (found.funding, found.courses, found.clusters))
    assert all(holds(one.entry, day) for one in shown(found))
    assert all(one.entry.recommendable for one in found.funding if isinstance(one.entry, Funding))


@quick
@given(profile=profiles, seed=st.integers(0, 1_000))
def test_the_order_of_the_entries_does_not_matter(real: World, profile: Profile, seed: int) -> None:
    ids = list(real.entries)
    random.Random(seed).shuffle(ids)
    shuffled = World({entry_id: real.entries[entry_id] for entry_id in ids}, real.regions, real.taxonomy)
    assert match(profile, shuffled, DAY) == match(profile, real, DAY)
    assert destination(profile, shuffled, DAY) == destination(profile, real, DAY)


@quick
@given(profile=profiles, day=days)
def test_what_is_shown_is_what_the_entry_is_judged_by_itself(real: World, profile: Profile, day: date) -> None:
    found = shown(match(profile, real, day))
    assert all(one == verdict_of(one.entry, profile, real, day) for one in found)
    assert not any(one.verdict is Verdict.DOES_NOT_FIT for one in found)


@quick
@given(profile=profiles, day=days)
def test_fits_needs_no_missing_detail_and_every_reason_can_be_written(real: World, profile: Profile, day: date) -> None:
    for entry in offers(real):
        judged = verdict_of(entry, profile, real, day)
        assert judged.reasons
        assert not (judged.missing and judged.verdict is not Verdict.UNCLEAR)
        assert set(judged.missing) <= set(DETAILS)
        sentences = [render(reason) for reason in judged.reasons]
        assert not any("{" in sentence or "None" in sentence for sentence in sentences)


@pytest.mark.parametrize("detail", sorted(set(VALUES) - {"used"}))
@quick
@given(data=st.data())
def test_a_detail_never_heals_what_another_rule_excludes(real: World, detail: str, data: st.DataObject) -> None:
    told = data.draw(profiles)
    untold = replace(told, **{detail: UNKNOWN[detail]})
    for entry in offers(real):
        before = verdict_of(entry, untold, real, DAY)
        if before.verdict is not Verdict.DOES_NOT_FIT:
            continue
        if any(detail not in DEPENDS_ON[reason.code] for reason in before.reasons):
            assert verdict_of(entry, told, real, DAY).verdict is Verdict.DOES_NOT_FIT


@pytest.mark.parametrize("detail", DETAILS)
@settings(quick, max_examples=20)
@given(profile=profiles, data=st.data())
def test_what_would_be_shown_is_what_is_shown_when_it_is_told(
    real: World, detail: str, profile: Profile, data: st.DataObject
) -> None:
    field = DETAILS[detail].field
    answer = data.draw(VALUES[field])
    told = replace(profile, **{field: answer})
    found, target = match(told, real, DAY), destination(told, real, DAY)
    foreseen = Outlook(profile, real, DAY, (Funding, Course, Cluster)).told(field, answer)
    assert foreseen.kinds == (found.funding, found.courses, found.clusters)
    assert foreseen.target == (target and target.entry.id)


@settings(quick, max_examples=10)
@given(profile=profiles)
def test_the_next_question_is_about_something_unknown(real: World, profile: Profile) -> None:
    askable = ("topic", "company_size", "place", "sector", "turnover", "age", "stage")
    for ask in (most_telling, worth_asking):
        asked = ask(profile, real, DAY, askable)
        assert asked is None or not DETAILS[asked].is_known(profile)
        assert asked == ask(profile, real, DAY, askable)
