"""Rules with fictitious entries, and the sentence that everything is tried with on the real ones."""

from datetime import date
from typing import Any

import pytest

from knowledge.matching import Match, Profile, Verdict, destination, match, verdict_of
from knowledge.reasons import render
from knowledge.regions import RegionTree
from knowledge.schema import Audience, Cluster, Course, Funding, Region
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
    def test_without_a_topic_general_offers_fit_and_the_others_are_open(self, make: Any) -> None:
        special, general = make("a"), make("b", topics=["federn", "einstieg_reifegrad"])
        beginners = make("c", topics=["einstieg_reifegrad"])
        found = match(company(topic=None), world(special, general, beginners), TODAY)
        assert ids(found.funding + found.courses + found.clusters) == ["c", "b", "a"]
        assert judge(special, company(topic=None)).missing == ("topic",)
        assert judge(general, company(topic=None)).verdict is FITS

    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_the_main_topic_comes_before_another(self, make: Any) -> None:
        second, main = make("a", topics=["federn", "schrauben"]), make("b")
        found = match(COMPANY, world(second, main), TODAY)
        assert ids(found.funding + found.courses + found.clusters) == ["b", "a"]

    @pytest.mark.parametrize("make", [funding, course, cluster])
    def test_a_general_offer_comes_before_others_that_also_know_a_general_topic(self, make: Any) -> None:
        special = make("a", topics=["federn", "digitalisierung"])
        general = make("b", topics=["einstieg_reifegrad", "digitalisierung"])
        found = match(company(topic="digitalisierung"), world(special, general), TODAY)
        assert ids(found.funding + found.courses + found.clusters) == ["b", "a"]

    @pytest.mark.parametrize("make", [funding, course])
    def test_offers_of_others_come_before_an_organisation_s_own_service(self, make: Any) -> None:
        own, others = make("a", owner="uhrencluster"), make("b", topics=["federn", "schrauben"])
        found = match(COMPANY, world(own, others), TODAY)
        assert ids(found.funding + found.courses) == ["b", "a"]

    def test_an_organisation_that_keeps_its_own_entry_loses_no_place(self) -> None:
        own, other = cluster("a", owner="uhrencluster"), cluster("b", topics=["federn", "schrauben"])
        assert ids(match(COMPANY, world(own, other), TODAY).clusters) == ["a", "b"]

    def test_when_nothing_suits_that_is_said(self) -> None:
        entries = funding(topics=["federn"]), course(topics=["federn"]), cluster(topics=["federn"])
        assert match(COMPANY, world(*entries), TODAY).is_empty
        assert not match(COMPANY, world(*entries, funding("b")), TODAY).is_empty


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

    def test_a_state_programme_needs_a_place_in_the_state(self) -> None:
        assert "seat_any" in codes(judge(funding()))
        assert judge(funding(), company(region_ids=())).missing == ("place",)
        assert judge(funding(), company(region_ids=("mond",))).verdict is UNCLEAR
        assert judge(funding(area="germany"), company(region_ids=())).verdict is FITS

    @pytest.mark.parametrize("seat", ["head_office", "site", "project"])
    def test_what_has_to_lie_in_the_state_is_told(self, seat: str) -> None:
        assert f"seat_{seat}" in codes(judge(funding(seat=seat)))

    @pytest.mark.parametrize(
        ("seat", "verdict", "code"),
        [
            ("head_office", DOES_NOT_FIT, "head_office_outside"),
            ("site", UNCLEAR, "outside_state"),
            ("project", UNCLEAR, "outside_state"),
            (None, UNCLEAR, "outside_state"),
        ],
    )
    def test_a_company_outside_may_still_have_a_site_or_a_project_in_the_state(
        self, seat: str | None, verdict: Verdict, code: str
    ) -> None:
        outside = company(region_ids=(), outside_state=True)
        found = judge(funding(seat=seat), outside)
        assert found.verdict is verdict
        assert code in codes(found)
        assert judge(funding(area="germany", seat=seat), outside).verdict is FITS

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

    def test_what_fits_comes_before_an_equal_that_is_unclear_and_no_more_than_three(self) -> None:
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


class TestCourseConditions:
    @pytest.mark.parametrize(
        ("audiences", "sent", "verdict", "code"),
        [
            ([], "apprentices", FITS, None),
            (["apprentices"], None, FITS, "audience_note"),
            (["apprentices"], "everyone", FITS, "audience_note"),
            (["apprentices"], "apprentices", FITS, "audience_note"),
            (["apprentices"], "skilled_workers", UNCLEAR, "audience_near"),
            (["apprentices"], "management", DOES_NOT_FIT, "audience_does_not_fit"),
            (["everyone"], "management", FITS, "audience_everyone"),
            (["everyone"], None, FITS, "audience_everyone"),
        ],
    )
    def test_the_audience_decides(
        self, audiences: list[str], sent: str | None, verdict: Verdict, code: str | None
    ) -> None:
        found = judge(course(audiences=audiences), company(audience=Audience(sent) if sent else None))
        assert found.verdict is verdict
        assert code is None or code in codes(found)

    def test_a_course_for_the_audience_comes_first(self) -> None:
        anyone, made_for = course("a"), course("b", audiences=["apprentices"])
        found = match(company(audience=Audience.APPRENTICES), world(anyone, made_for), TODAY).courses
        assert ids(found) == ["b", "a"]

    def test_a_course_may_be_for_small_companies_or_a_sector(self) -> None:
        assert "size_fits" in codes(judge(course(max_employees=49)))
        assert codes(judge(course(max_employees=44))) == {"size_too_large"}
        assert "sector_fits" in codes(judge(course(sectors=["uhren"])))
        assert codes(judge(course(sectors=["pfeifen"]))) == {"sector_does_not_fit"}

    def test_what_it_costs_is_told_and_free_ones_come_first(self) -> None:
        paid, free = course("a", cost="100 Euro"), course("b", free_of_charge=True, cost="kostenfrei")
        found = match(COMPANY, world(paid, free), TODAY).courses
        assert [(m.entry.id, codes(m) & {"cost_note", "free_of_charge"}) for m in found] == [
            ("b", {"free_of_charge"}),
            ("a", {"cost_note"}),
        ]

    def test_it_names_the_programmes_of_today_that_pay_for_it(self) -> None:
        ended = funding("alt", availability="ended", valid_until="2029", name="Altprämie")
        draft = funding("entwurf", status="draft", name="Entwurf")
        entry = course(fundable_by=["schraubenpraemie", "alt", "entwurf", "fehlt"])
        found = verdict_of(entry, COMPANY, world(entry, funding(), ended, draft), TODAY)
        reason = next(reason for reason in found.reasons if reason.code == "fundable")
        assert reason.values == {"programmes": ["Schraubenprämie"]}
        assert "fundable" not in codes(verdict_of(entry, COMPANY, world(entry, ended), TODAY))

    def test_a_company_outside_the_state_is_offered_what_is_online(self) -> None:
        outside = company(region_ids=(), outside_state=True)
        assert codes(judge(course(regions=["oberland"]), outside)) == {"region_does_not_fit"}
        assert judge(course(regions=["oberland"], online=True), outside).verdict is FITS


class TestClusters:
    def test_a_dissolved_organisation_does_not_fit_and_names_its_successors(self) -> None:
        assert codes(judge(cluster(activity="dissolved"))) == {"dissolved"}
        assert codes(judge(cluster(valid_until="2029"))) == {"dissolved"}
        old, new = cluster("alt", activity="dissolved", successors=["neu"]), cluster("neu", name="Neues Netz")
        found = verdict_of(old, COMPANY, world(old, new), TODAY)
        assert [reason.code for reason in found.reasons] == ["dissolved", "successor"]
        assert found.reasons[1].values == {"names": ["Neues Netz"]}

    def test_an_organisation_that_may_not_work_any_more_is_unclear(self) -> None:
        assert judge(cluster(activity="unclear")).verdict is UNCLEAR

    def test_poorly_founded_doubts_put_it_further_back(self) -> None:
        doubtful = judge(cluster(activity="unclear"))
        assert judge(cluster(activity="unclear", confidence="low")).points < doubtful.points

    def test_the_sector_makes_up_for_a_missing_topic(self) -> None:
        found = judge(cluster(topics=["federn"], sectors=["uhren"]))
        assert found.verdict is FITS
        assert codes(found) == {"sector_fits", "region_fits"}

    def test_for_the_whole_state_only_the_own_sector_makes_up_for_it(self) -> None:
        own = cluster(topics=["federn"], sectors=["uhren", "pfeifen"], statewide=True, regions=[])
        side = cluster(topics=["federn"], sectors=["pfeifen", "uhren"], statewide=True, regions=[])
        assert judge(own).verdict is FITS
        assert codes(judge(side)) == {"topic_does_not_fit"}

    def test_another_sector_does_not_fit_even_with_the_topic(self) -> None:
        assert judge(cluster(sectors=["pfeifen"])).verdict is DOES_NOT_FIT

    def test_a_regional_specialist_outweighs_a_statewide_network_of_topic_and_sector(self) -> None:
        regional = cluster("b", topics=["federn"], sectors=["uhren"])
        statewide = cluster("a", sectors=["uhren", "pfeifen"], statewide=True, regions=["unterland"])
        found = destination(COMPANY, world(statewide, regional), TODAY)
        assert found is not None
        assert found.entry.id == "b"

    @pytest.mark.parametrize(
        "fields",
        [
            {"sectors": ["pfeifen", "uhren"]},
            {"sectors": ["uhren", "pfeifen", "a", "b", "c"]},
        ],
    )
    def test_an_organisation_of_many_or_other_sectors_is_no_specialist(self, fields: Any) -> None:
        broad = cluster("a", topics=["federn"], **fields)
        topical = cluster("b", sectors=["uhren"], statewide=True, regions=[])
        assert ids(match(COMPANY, world(broad, topical), TODAY).clusters) == ["b", "a"]

    def test_the_seat_of_a_statewide_network_counts_less_than_a_region(self) -> None:
        regional, statewide = cluster("b"), cluster("a", statewide=True)
        assert ids(match(COMPANY, world(regional, statewide), TODAY).clusters) == ["b", "a"]

    def test_the_whole_state_is_second_best(self) -> None:
        near, far = cluster("b"), cluster("a", statewide=True, regions=["unterland"])
        found = match(COMPANY, world(near, far), TODAY).clusters
        assert ids(found) == ["b", "a"]
        assert "statewide" in codes(found[1])

    def test_an_organisation_of_another_region_does_not_fit(self) -> None:
        assert codes(judge(cluster(regions=["unterland"]))) == {"region_does_not_fit"}

    def test_a_company_outside_the_state_has_no_organisation_here(self) -> None:
        outside = company(region_ids=(), outside_state=True)
        assert codes(judge(cluster(), outside)) == {"region_does_not_fit"}
        assert codes(judge(cluster(statewide=True, regions=[]), outside)) == {"only_for_the_state"}

    def test_what_serves_neither_state_nor_region_is_no_contact_point(self) -> None:
        assert codes(judge(cluster(regions=[]))) == {"no_contact_point"}

    def test_emergency_help_needs_its_topic(self) -> None:
        contact = cluster(organisation_type="contact_point", sectors=["uhren"])
        assert judge(contact).verdict is FITS
        assert judge(contact, company(topic="federn")).verdict is DOES_NOT_FIT
        assert "topic_unknown" in codes(judge(contact, company(topic=None)))

    def test_umbrellas_and_directories_come_last_whatever_the_topic(self) -> None:
        umbrella = cluster("a-umbrella", organisation_type="umbrella", statewide=True)
        special = cluster("b-special", activity="unclear")
        assert ids(match(COMPANY, world(umbrella, special), TODAY).clusters) == ["b-special", "a-umbrella"]
        assert judge(umbrella, company(topic="federn")).verdict is FITS


class TestDestination:
    def test_it_is_the_best_cluster_with_its_reasons(self) -> None:
        special, umbrella = cluster("b"), cluster("a", organisation_type="directory", statewide=True)
        found = destination(COMPANY, world(special, umbrella), TODAY)
        assert found is not None
        assert found.entry.id == "b"
        assert codes(found) == {"topic_fits", "region_fits"}

    def test_without_clusters_there_is_none(self) -> None:
        assert destination(COMPANY, world(funding()), TODAY) is None

    def test_an_institute_or_a_mere_location_is_none_while_there_is_another(self) -> None:
        institute = cluster("a", organisation_type="research_transfer", sectors=["uhren"])
        place = cluster("b", organisation_type="location", sectors=["uhren"])
        network = cluster("c", topics=["federn", "schrauben"], statewide=True, regions=[])
        found = destination(COMPANY, world(institute, place, network), TODAY)
        assert found is not None
        assert found.entry.id == "c"

    def test_the_hub_for_everything_comes_before_other_hubs_and_umbrellas(self) -> None:
        hub = {"organisation_type": "digital_hub", "activity": "unclear"}
        entries = (
            cluster("a-sector-hub", topics=["digitalisierung"], sectors=["pfeifen"], **hub),
            cluster("b-topic-hub", topics=["federn", "digitalisierung"], **hub),
            cluster("c-hub", topics=["einstieg_reifegrad", "digitalisierung"], **hub),
            cluster("d-umbrella", topics=["digitalisierung"], organisation_type="umbrella"),
        )
        found = destination(company(topic="recht", sector=None), world(*entries), TODAY)
        assert found is not None
        assert found.entry.id == "c-hub"

    def test_the_hub_comes_before_an_organisation_of_which_more_is_open_than_speaks_for_it(self) -> None:
        hub = cluster("hub", topics=["einstieg_reifegrad"], organisation_type="digital_hub")
        weak = cluster("a", sectors=["pfeifen", "uhren"], activity="unclear", statewide=True, regions=[])
        found = destination(company(sector=None, topic="schrauben"), world(hub, weak), TODAY)
        assert found is not None
        assert (found.entry.id, judge(weak, company(sector=None)).points) == ("hub", 0)


class TestRealContent:
    TODAY = date(2026, 11, 22)
    SENTENCE = Profile("funding", "retrofit_migration", (45, 45), None, "maschinenbau", ("kreis-tuttlingen",))

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
