"""Rules with fictitious entries, and the sentence that everything is tried with on the real ones."""

from datetime import date
from typing import Any

import pytest

from knowledge.content_files import Content
from knowledge.matching import Match, Profile, Verdict, destination, match, verdict_of
from knowledge.reasons import render
from knowledge.regions import RegionTree
from knowledge.schema import Cluster, Course, Funding, Region
from tests.knowledge.knowledge_samples import REGIONS, World, cluster, course, funding, world

TODAY = date(2030, 6, 1)
COMPANY = Profile("funding", "schrauben", (45, 45), None, "uhren", ("kreis-hier",))
FITS, UNCLEAR, DOES_NOT_FIT = Verdict.FITS, Verdict.UNCLEAR, Verdict.DOES_NOT_FIT


def company(**changes: Any) -> Profile:
    return Profile(**{**COMPANY.__dict__, **changes})


def judge(entry: Funding | Course | Cluster, profile: Profile = COMPANY, today: date = TODAY) -> Match:
    return verdict_of(entry, profile, world(entry), today)


def codes(match: Match) -> set[str]:
    return {reason.code for reason in match.reasons}


def ids(matches: tuple[Match, ...]) -> list[str]:
    return [match.entry.id for match in matches]


class TestEveryKind:
    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_drafts_and_retired_entries_do_not_fit(self, make: Any) -> None:
        assert judge(make(status="draft")).reasons[0].code == "not_published"
        assert judge(make(status="retired")).verdict is DOES_NOT_FIT
        assert judge(make()).verdict is FITS

    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_what_begins_later_does_not_fit_yet(self, make: Any) -> None:
        entry = make(valid_from="2030-06-02")
        assert codes(judge(entry)) == {"not_yet_started"}
        assert judge(entry, today=date(2030, 6, 2)).verdict is FITS

    @pytest.mark.parametrize("make", [funding, course])
    def test_what_has_ended_does_not_fit_from_the_next_day(self, make: Any) -> None:
        entry = make(valid_until="2030-06-01")
        assert judge(entry).verdict is FITS
        assert codes(judge(entry, today=date(2030, 6, 2))) == {"ended"}
        assert codes(judge(make(availability="ended", notes=["Ohne Datum."]))) == {"ended_without_date"}

    @pytest.mark.parametrize("make", [funding, course])
    @pytest.mark.parametrize(
        ("fields", "verdict", "code"),
        [
            ({"availability": "call"}, FITS, "call_dependent"),
            ({"availability": "ending"}, FITS, "ending_soon"),
            ({"availability": "ending", "valid_until": "2030"}, FITS, "ending"),
            ({"availability": "unclear"}, UNCLEAR, "availability_unclear"),
        ],
    )
    def test_availability_decides(self, make: Any, fields: dict[str, Any], verdict: Verdict, code: str) -> None:
        found = judge(make(**fields))
        assert found.verdict is verdict
        assert code in codes(found)

    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_another_topic_does_not_fit(self, make: Any) -> None:
        assert codes(judge(make(), company(topic="federn"))) == {"topic_does_not_fit"}

    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_without_a_topic_general_offers_come_first(self, make: Any) -> None:
        special, general = make("a"), make("b", topics=["federn", "einstieg_reifegrad"])
        found = match(company(topic=None), world(special, general), TODAY)
        assert ids(found.funding + found.courses + found.clusters) == ["b", "a"]


class TestFunding:
    @pytest.mark.parametrize(
        ("employees", "verdict", "code"),
        [
            ((45, 45), FITS, "size_fits"),
            ((100, 100), FITS, "size_fits"),
            ((101, 101), DOES_NOT_FIT, "size_too_large"),
            ((150, None), DOES_NOT_FIT, "size_too_large"),
            ((80, 120), UNCLEAR, "size_overlaps"),
            ((None, 100), FITS, "size_fits"),
            ((None, 120), UNCLEAR, "size_overlaps"),
            ((100, None), UNCLEAR, "size_overlaps"),
            ((None, None), UNCLEAR, "size_unknown"),
            (None, UNCLEAR, "size_unknown"),
        ],
    )
    def test_the_size_is_held_against_the_limit(self, employees: Any, verdict: Verdict, code: str) -> None:
        found = judge(funding(max_employees=100), company(employees=employees))
        assert found.verdict is verdict
        assert code in codes(found)
        assert found.missing == (("company_size",) if verdict is UNCLEAR else ())

    def test_without_a_limit_the_size_does_not_matter(self) -> None:
        assert judge(funding(), company(employees=None)).verdict is FITS

    def test_turnover_is_a_note_until_it_is_known_to_be_too_high(self) -> None:
        entry = funding(max_turnover_eur=1_000_000)
        assert "turnover_note" in codes(judge(entry))
        assert judge(entry, company(turnover_eur=1_000_000)).verdict is FITS
        assert judge(entry, company(turnover_eur=1_000_001)).verdict is UNCLEAR

    def test_a_state_programme_needs_a_place_in_the_state(self) -> None:
        assert "state_fits" in codes(judge(funding()))
        assert judge(funding(), company(region_ids=())).missing == ("place",)
        assert judge(funding(), company(region_ids=("mond",))).verdict is UNCLEAR
        assert judge(funding(area="germany"), company(region_ids=())).verdict is FITS

    def test_the_rural_area_is_left_to_the_agency(self) -> None:
        found = judge(funding(area="rural_baden_wuerttemberg"))
        assert (found.verdict, found.missing) == (UNCLEAR, ())

    @pytest.mark.parametrize(
        ("sectors", "sector", "verdict", "missing"),
        [
            ([], None, FITS, ()),
            (["uhren"], "uhren", FITS, ()),
            (["pfeifen"], "uhren", DOES_NOT_FIT, ()),
            (["pfeifen"], None, UNCLEAR, ("sector",)),
        ],
    )
    def test_the_sector_decides(self, sectors: list[str], sector: str | None, verdict: Verdict, missing: Any) -> None:
        found = judge(funding(sectors=sectors), company(sector=sector))
        assert (found.verdict, found.missing) == (verdict, missing)

    def test_one_broken_rule_outweighs_open_questions_and_only_it_is_named(self) -> None:
        found = judge(funding(max_employees=10, sectors=["uhren"]), company(sector=None))
        assert found.verdict is DOES_NOT_FIT
        assert codes(found) == {"size_too_large"}

    def test_what_fits_comes_before_what_is_unclear_and_no_more_than_three(self) -> None:
        entries = (
            funding("a-unclear", availability="unclear"),
            funding("c-call", availability="call"),
            funding("b-second-topic", topics=["federn", "schrauben"]),
            funding("e-federal", level="federal"),
            funding("d-state"),
            funding("f-ended", availability="ended", valid_until="2020"),
        )
        assert ids(match(COMPANY, world(*entries), TODAY).funding) == ["d-state", "e-federal", "c-call"]

    def test_equals_are_ordered_by_id_whatever_the_store_s_order(self) -> None:
        one, two = funding("a"), funding("b")
        assert ids(match(COMPANY, world(one, two), TODAY).funding) == ["a", "b"]
        assert ids(match(COMPANY, world(two, one), TODAY).funding) == ["a", "b"]


class TestCourses:
    @pytest.mark.parametrize(
        ("fields", "areas", "verdict", "code"),
        [
            ({}, (), FITS, "course_statewide"),
            ({"online": True}, (), FITS, "online"),
            ({"regions": ["oberland"]}, ("kreis-hier",), FITS, "region_fits"),
            ({"regions": ["kreis-hier"]}, ("oberland",), FITS, "region_fits"),
            ({"regions": ["oberland"]}, ("kreis-dort",), DOES_NOT_FIT, "region_does_not_fit"),
            ({"regions": ["oberland"]}, (), UNCLEAR, "place_unknown"),
            ({"regions": ["oberland"]}, ("kreis-hier", "kreis-dort"), UNCLEAR, "place_ambiguous"),
            ({"regions": ["oberland"]}, ("kreis-hier", "kreis-nebenan"), FITS, "region_fits"),
            ({"regions": ["oberland"], "online": True}, ("kreis-dort",), FITS, "online"),
            ({"regions": ["oberland"], "online": True}, ("kreis-hier",), FITS, "region_fits"),
        ],
    )
    def test_the_place_decides(self, fields: Any, areas: tuple[str, ...], verdict: Verdict, code: str) -> None:
        found = judge(course(**fields), company(region_ids=areas))
        assert found.verdict is verdict
        assert code in codes(found)
        assert found.missing == (("place",) if verdict is UNCLEAR else ())

    def test_near_comes_before_online_before_anywhere(self) -> None:
        entries = course("a"), course("b", online=True), course("c", regions=["oberland"])
        assert ids(match(COMPANY, world(*entries), TODAY).courses) == ["c", "b", "a"]


class TestClusters:
    def test_a_dissolved_organisation_does_not_fit(self) -> None:
        assert codes(judge(cluster(activity="dissolved"))) == {"dissolved"}
        assert codes(judge(cluster(valid_until="2029"))) == {"dissolved"}

    def test_an_organisation_that_may_not_work_any_more_is_unclear(self) -> None:
        assert judge(cluster(activity="unclear")).verdict is UNCLEAR

    def test_the_sector_makes_up_for_a_missing_topic(self) -> None:
        found = judge(cluster(topics=["federn"], sectors=["uhren"]))
        assert found.verdict is FITS
        assert codes(found) == {"sector_fits", "region_fits"}

    def test_another_sector_does_not_fit_even_with_the_topic(self) -> None:
        assert judge(cluster(sectors=["pfeifen"])).verdict is DOES_NOT_FIT

    def test_the_whole_state_is_second_best(self) -> None:
        near, far = cluster("b"), cluster("a", statewide=True, regions=["unterland"])
        found = match(COMPANY, world(near, far), TODAY).clusters
        assert ids(found) == ["b", "a"]
        assert "statewide" in codes(found[1])

    def test_an_organisation_of_another_region_does_not_fit(self) -> None:
        assert codes(judge(cluster(regions=["unterland"]))) == {"region_does_not_fit"}

    def test_emergency_help_needs_its_topic(self) -> None:
        contact = cluster(organisation_type="contact_point", sectors=["uhren"])
        assert judge(contact).verdict is FITS
        assert judge(contact, company(topic="federn")).verdict is DOES_NOT_FIT
        assert codes(judge(contact, company(topic=None))) == {"topic_unknown"}

    def test_umbrellas_and_directories_come_last_whatever_the_topic(self) -> None:
        umbrella = cluster("a-umbrella", organisation_type="umbrella", statewide=True)
        special = cluster("b-special", activity="unclear")
        assert ids(match(COMPANY, world(umbrella, special), TODAY).clusters) == ["b-special", "a-umbrella"]
        assert judge(umbrella, company(topic="federn")).verdict is FITS

    def test_the_destination_is_the_best_cluster_with_its_reasons(self) -> None:
        special, umbrella = cluster("b"), cluster("a", organisation_type="directory", statewide=True)
        found = destination(COMPANY, world(special, umbrella), TODAY)
        assert found is not None
        assert found.entry.id == "b"
        assert codes(found) == {"topic_fits", "region_fits"}

    def test_without_clusters_there_is_no_destination(self) -> None:
        assert destination(COMPANY, world(funding()), TODAY) is None


class TestRealContent:
    TODAY = date(2026, 11, 22)
    SENTENCE = Profile("funding", "retrofit_migration", (45, 45), None, "maschinenbau", ("kreis-tuttlingen",))

    @pytest.fixture
    def real(self, content: Content) -> World:
        regions = [entry for entry in content.entries.values() if isinstance(entry, Region)]
        return World(content.entries, RegionTree(regions), content.taxonomy)

    def test_the_test_sentence_finds_funding_that_has_not_ended(self, real: World) -> None:
        found = match(self.SENTENCE, real, self.TODAY).funding
        assert len(found) >= 2
        assert all(match.entry.is_valid_on(self.TODAY) for match in found)
        assert all(len([render(reason) for reason in match.reasons]) >= 2 for match in found)

    def test_the_test_sentence_goes_to_an_organisation_in_the_region_or_of_the_state(self, real: World) -> None:
        found = destination(self.SENTENCE, real, self.TODAY)
        assert found is not None
        assert isinstance(found.entry, Cluster)
        assert found.entry.statewide or "schwarzwald-baar-heuberg" in found.entry.regions

    def test_every_real_reason_can_be_written(self, real: World) -> None:
        offers = [entry for entry in real.entries.values() if isinstance(entry, Funding | Course | Cluster)]
        for profile in (Profile(), self.SENTENCE):
            sentences = [
                render(reason) for entry in offers for reason in verdict_of(entry, profile, real, self.TODAY).reasons
            ]
            assert not any("{" in sentence or "None" in sentence for sentence in sentences)

    def test_every_topic_has_a_destination_in_every_kreis(self, real: World) -> None:
        kreise = [entry.id for entry in real.entries.values() if isinstance(entry, Region) and entry.level == "kreis"]
        profiles = [Profile(topic=term.id, region_ids=(kreis,)) for term in real.taxonomy.topics for kreis in kreise]
        assert all(destination(profile, real, self.TODAY) for profile in profiles)


def test_the_sample_regions_form_a_tree() -> None:
    assert all(region.parent is None or region.parent in RegionTree(REGIONS) for region in REGIONS)
