"""Rules for funding with fictitious programmes: sums, age, purpose, stage, kind of help, combining."""

from datetime import date
from typing import Any

import pytest

from knowledge.matching import Match, Profile, Verdict, match, verdict_of
from knowledge.rules.purpose import DERIVED, wanted
from knowledge.schema import Funding, Purpose, Stage
from tests.knowledge.knowledge_samples import funding, world

TODAY = date(2030, 6, 1)
COMPANY = Profile("funding", "schrauben", (45, 45), None, "uhren", ("kreis-hier",))
FITS, UNCLEAR, DOES_NOT_FIT = Verdict.FITS, Verdict.UNCLEAR, Verdict.DOES_NOT_FIT
MILLION = 1_000_000


def company(**changes: Any) -> Profile:
    return Profile(**{**COMPANY.__dict__, **changes})


def judge(entry: Funding, profile: Profile = COMPANY) -> Match:
    return verdict_of(entry, profile, world(entry), TODAY)


def codes(match: Match) -> set[str]:
    return {reason.code for reason in match.reasons}


def order(profile: Profile, *entries: Funding) -> list[str]:
    return [found.entry.id for found in match(profile, world(*entries), TODAY).funding]


def millions(value: float | None) -> tuple[float, float] | None:
    return None if value is None else (value * MILLION, value * MILLION)


class TestSums:
    @pytest.mark.parametrize(
        ("turnover", "balance", "verdict", "code", "missing"),
        [
            (20, None, FITS, "turnover_fits", ()),
            (21, 10, FITS, "balance_fits", ()),
            (10, 21, FITS, "turnover_fits", ()),
            (21, 11, DOES_NOT_FIT, "both_sums_too_high", ()),
            (21, None, UNCLEAR, "turnover_high_balance_open", ("balance",)),
            (None, 11, UNCLEAR, "balance_high_turnover_open", ("turnover",)),
            (None, 10, FITS, "balance_fits", ()),
            (None, None, UNCLEAR, "both_sums_open", ("turnover",)),
        ],
    )
    def test_turnover_or_balance_sheet_is_enough(
        self, turnover: float | None, balance: float | None, verdict: Verdict, code: str, missing: tuple[str, ...]
    ) -> None:
        entry = funding(max_turnover_eur=20 * MILLION, max_balance_eur=10 * MILLION)
        found = judge(entry, company(turnover_eur=millions(turnover), balance_eur=millions(balance)))
        assert (found.verdict, found.missing) == (verdict, missing)
        assert code in codes(found)

    @pytest.mark.parametrize("name", ["turnover", "balance"])
    @pytest.mark.parametrize(
        ("known", "verdict", "ending"),
        [
            ((1, 20), FITS, "fits"),
            ((21, None), DOES_NOT_FIT, "too_high"),
            ((1, 21), UNCLEAR, "open"),
            (None, UNCLEAR, "open"),
        ],
    )
    def test_one_sum_alone_decides_where_only_it_is_named(
        self, name: str, known: Any, verdict: Verdict, ending: str
    ) -> None:
        limit: dict[str, Any] = {f"max_{name}_eur": 20}
        found = judge(funding(**limit), company(**{f"{name}_eur": known}))
        assert found.verdict is verdict
        assert f"{name}_{ending}" in codes(found)
        assert found.missing == ((name,) if verdict is UNCLEAR else ())

    def test_a_sum_of_which_nothing_is_known_costs_no_place(self) -> None:
        limited, free = funding("a", max_turnover_eur=MILLION), funding("b")
        assert order(COMPANY, limited, free) == ["a", "b"]
        assert order(company(turnover_eur=(1, 2 * MILLION)), limited, free) == ["b", "a"]

    def test_people_count_in_addition(self) -> None:
        entry = funding(max_employees=44, max_turnover_eur=20 * MILLION, max_balance_eur=10 * MILLION)
        assert codes(judge(entry, company(turnover_eur=millions(1)))) == {"size_too_large"}


class TestSme:
    @pytest.mark.parametrize(
        ("changes", "verdict", "code"),
        [
            ({"employees": (249, 249)}, FITS, "sme_fits"),
            ({"employees": (250, 250)}, UNCLEAR, "sme_exceeded"),
            ({"employees": None}, UNCLEAR, "sme_open"),
            ({"turnover_eur": millions(51)}, FITS, "sme_fits"),
            ({"turnover_eur": millions(51), "balance_eur": millions(43)}, FITS, "sme_fits"),
            ({"turnover_eur": millions(51), "balance_eur": millions(44)}, UNCLEAR, "sme_exceeded"),
        ],
    )
    def test_a_larger_company_is_told_to_ask(self, changes: Any, verdict: Verdict, code: str) -> None:
        found = judge(funding(for_sme=True), company(**changes))
        assert found.verdict is verdict
        assert code in codes(found)

    def test_a_limit_of_its_own_replaces_the_definition(self) -> None:
        assert "sme_fits" not in codes(judge(funding(for_sme=True, max_employees=100)))


class TestAge:
    @pytest.mark.parametrize(
        ("age", "old", "young"),
        [
            ((5, 5), "min_age_fits", "max_age_fits"),
            ((6, None), "min_age_fits", "max_age_fails"),
            ((0, 4), "min_age_fails", "max_age_fits"),
            ((3, 8), "min_age_open", "max_age_open"),
            (None, "min_age_open", "max_age_open"),
        ],
    )
    def test_years_are_held_against_both_limits(self, age: Any, old: str, young: str) -> None:
        assert old in codes(judge(funding(min_age_years=5), company(age_years=age)))
        assert young in codes(judge(funding(max_age_years=5), company(age_years=age)))

    def test_an_open_age_is_asked(self) -> None:
        assert judge(funding(min_age_years=5)).missing == ("age",)

    def test_what_is_made_for_young_companies_comes_first_for_them(self) -> None:
        assert order(company(age_years=(2, 2)), funding("a"), funding("b", max_age_years=5)) == ["b", "a"]


class TestPurpose:
    @pytest.mark.parametrize(
        ("goal", "stage", "topic", "purpose"),
        [
            ("training", Stage.IMPLEMENT, "retrofit_migration", Purpose.TRAINING),
            ("partner", None, "forschung_innovation", Purpose.NETWORKING),
            ("funding", None, "weiterbildung", Purpose.TRAINING),
            ("funding", Stage.INFORM, "forschung_innovation", Purpose.RESEARCH),
            ("advice", None, "digitalisierung", Purpose.ADVICE),
            ("information", None, None, Purpose.ADVICE),
            ("funding", Stage.ANALYSE, "digitalisierung", Purpose.ADVICE),
            (None, None, "recht", Purpose.ADVICE),
            ("funding", Stage.IMPLEMENT, "it_sicherheit", Purpose.INVESTMENT),
            (None, None, "retrofit_migration", Purpose.INVESTMENT),
            ("funding", None, "ki_daten", None),
            ("funding", Stage.IMPLEMENT, "fachkraefte_arbeit", None),
            ("funding", None, None, None),
            (None, None, None, None),
        ],
    )
    def test_it_follows_from_goal_stage_and_topic(
        self, goal: str | None, stage: Stage | None, topic: str | None, purpose: Purpose | None
    ) -> None:
        assert wanted(Profile(goal=goal, topic=topic, stage=stage)) is purpose

    def test_what_was_said_counts(self) -> None:
        assert wanted(Profile(goal="training", purpose=Purpose.INVESTMENT)) is Purpose.INVESTMENT

    def test_every_line_of_the_derivation_says_when_it_applies(self) -> None:
        assert all(row.goals or row.stages or row.topics for row in DERIVED)

    @pytest.mark.parametrize(
        ("purposes", "verdict", "code"),
        [
            (["investment"], FITS, "purpose_fits"),
            (["training", "investment"], FITS, "purpose_fits"),
            (["training"], DOES_NOT_FIT, "purpose_does_not_fit"),
            (["research", "networking"], DOES_NOT_FIT, "purpose_does_not_fit"),
            ([], FITS, None),
        ],
    )
    def test_a_training_voucher_buys_no_machine(self, purposes: list[str], verdict: Verdict, code: str | None) -> None:
        found = judge(funding(purposes=purposes), company(purpose=Purpose.INVESTMENT))
        assert found.verdict is verdict
        assert code is None or code in codes(found)

    def test_a_purpose_that_may_serve_is_told_so(self) -> None:
        found = judge(funding(purposes=["research"]), company(purpose=Purpose.ADVICE))
        assert found.verdict is FITS
        assert "purpose_near" in codes(found)

    def test_a_derived_purpose_orders_and_excludes_nothing(self) -> None:
        training, machines = funding("a", purposes=["training"]), funding("b", purposes=["investment"])
        both = {"topics": ["retrofit_migration"]}
        entries = [training.model_copy(update=both), machines.model_copy(update=both)]
        assert order(company(topic="retrofit_migration"), *entries) == ["b", "a"]
        assert "purpose_fits" not in codes(judge(entries[0], company(topic="retrofit_migration")))

    def test_the_first_purpose_counts_more(self) -> None:
        second = funding("a", purposes=["research", "advice"])
        first = funding("b", purposes=["advice", "research"])
        assert order(company(purpose=Purpose.ADVICE), second, first) == ["b", "a"]

    @pytest.mark.parametrize(
        ("topic", "purpose"), [("weiterbildung", "training"), ("forschung_innovation", "research")]
    )
    def test_a_topic_that_is_a_purpose_is_open_to_every_topic(self, topic: str, purpose: str) -> None:
        entry = funding(topics=[topic], purposes=[purpose])
        for wanted_topic in ("schrauben", None):
            found = judge(entry, company(topic=wanted_topic, purpose=Purpose(purpose)))
            assert found.verdict is FITS
            assert "any_topic" in codes(found)
        assert "topic_fits" in codes(judge(entry, company(topic=topic, purpose=Purpose(purpose))))
        assert codes(judge(entry)) == {"topic_does_not_fit"}

    def test_a_side_purpose_is_not_open_to_every_topic(self) -> None:
        entry = funding(topics=["weiterbildung"], purposes=["research", "training"])
        assert codes(judge(entry, company(purpose=Purpose.TRAINING))) == {"topic_does_not_fit"}


class TestStage:
    def test_it_orders_and_never_excludes(self) -> None:
        other, same, every = funding("a", stages=["implement"]), funding("b", stages=["inform"]), funding("c")
        profile = company(stage=Stage.INFORM)
        assert order(profile, other, same, every) == ["b", "c", "a"]
        assert "stage_fits" in codes(judge(same, profile))
        assert "stage_differs" in codes(judge(other, profile))
        assert not codes(judge(other)) & {"stage_fits", "stage_differs"}


class TestKindOfHelp:
    @pytest.mark.parametrize("kind", ["loan", "guarantee", "tax_relief", "service"])
    def test_what_is_no_grant_is_told_as_what_it_is(self, kind: str) -> None:
        found = judge(funding(help=kind, instrument="Rat"))
        assert f"help_{kind}" in codes(found)
        assert next(reason for reason in found.reasons if reason.code == "level_state").values == {"instrument": "Rat"}

    @pytest.mark.parametrize("kind", ["grant", None])
    def test_a_grant_needs_no_more_words(self, kind: str | None) -> None:
        assert not any(code.startswith("help_") for code in codes(judge(funding(help=kind))))

    def test_money_comes_before_people_unless_the_company_informs_itself(self) -> None:
        service, money = funding("a", help="service"), funding("b", help="grant", level="eu")
        assert order(COMPANY, service, money) == ["b", "a"]
        assert order(company(stage=Stage.INFORM), service, money) == ["a", "b"]
        assert order(company(goal="information"), service, money) == ["a", "b"]

    def test_a_guarantee_stands_behind_the_loan(self) -> None:
        assert order(COMPANY, funding("a", help="guarantee"), funding("b", help="loan", level="eu")) == ["b", "a"]

    def test_rules_and_funds_are_explained_and_never_recommended(self) -> None:
        rule = funding(recommendable=False)
        assert codes(judge(rule)) == {"not_recommendable"}
        assert order(COMPANY, rule) == []


class TestCombining:
    def test_what_is_used_already_is_told_and_comes_later(self) -> None:
        used = company(used=("a",))
        assert order(used, funding("a"), funding("b")) == ["b", "a"]
        assert "already_used" in codes(judge(funding("a"), used))

    @pytest.mark.parametrize("names_the_other", ["a", "b"])
    def test_two_that_cannot_pay_for_the_same_costs_are_told_whichever_names_the_other(
        self, names_the_other: str
    ) -> None:
        other = {"a": "b", "b": "a"}[names_the_other]
        entries = {name: funding(name) for name in ("a", "b")}
        entries[names_the_other] = funding(names_the_other, not_combinable_with=[other])
        found = verdict_of(entries["b"], company(used=("a", "fehlt")), world(*entries.values()), TODAY)
        assert found.verdict is UNCLEAR
        assert "not_combinable" in codes(found)

    def test_a_note_on_combining_is_told_to_who_uses_another(self) -> None:
        entry = funding("b", combination_note="Mit Krediten ja.")
        assert "combination_note" in codes(judge(entry, company(used=("a",))))
        assert "combination_note" not in codes(judge(entry))


class TestEnd:
    def test_an_ended_programme_names_its_successor_if_that_holds_today(self) -> None:
        old = funding("a", availability="ended", valid_until="2029", successor="b")
        assert codes(verdict_of(old, COMPANY, world(old, funding("b")), TODAY)) == {"ended", "successor"}
        gone = funding("b", availability="ended", valid_until="2029")
        assert codes(verdict_of(old, COMPANY, world(old, gone), TODAY)) == {"ended"}

    def test_a_programme_that_holds_names_none(self) -> None:
        entry = funding("a", successor="b", availability="ending", valid_until="2030")
        assert "successor" not in codes(verdict_of(entry, COMPANY, world(entry, funding("b")), TODAY))

    def test_a_smallest_volume_is_a_note(self) -> None:
        found = judge(funding(min_volume_eur=25_000))
        assert found.verdict is FITS
        assert "volume_note" in codes(found)
