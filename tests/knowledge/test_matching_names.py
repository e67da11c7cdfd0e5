"""Programmes, courses and organisations by the names that visitors use."""

from datetime import date

import pytest

from knowledge.matching import Profile, Verdict
from knowledge.matching_names import named, why_not
from knowledge.reasons import render
from knowledge.schema import Cluster, Course, Funding
from tests.knowledge.knowledge_samples import World, cluster, course, faq, funding, world

TODAY = date(2026, 11, 25)


def ids(text: str, store: World) -> list[str]:
    return [entry.id for entry in named(text, store)]


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("Warum nicht der Innovationsgutschein?", "innovationsgutschein-bw"),
        ("Wieso bekomme ich keinen Innovationsgutschein Hightech?", "innovationsgutschein-hightech-bw"),
        ("warum kein hightech-gutschein", "innovationsgutschein-hightech-bw"),
        ("Und der Start-up-Gutschein?", "innovationsgutschein-start-up-bw"),
        ("wieso nicht ZIM", "zim"),
        ("Was ist mit KfW 511?", "kfw-erp-foerderkredit-digitalisierung"),
        ("warum nicht kfw511", "kfw-erp-foerderkredit-digitalisierung"),
        ("Warum nicht die Digitalisierungsprämie?", "digitalisierungspraemie-plus-zuschuss"),
        ("warum nicht die digi praemie", "digitalisierungspraemie-plus-zuschuss"),
        ("warum gibts go digital nicht mehr", "go-digital"),
        ("Was spricht gegen die BAFA-Beratung?", "bafa-unternehmensberatung"),
        ("warum nicht qcg", "qualifizierungschancengesetz"),
        ("und Spitze auf dem Land?", "spitze-auf-dem-land"),
        ("Warum nicht Invest BW?", "invest-bw-innovation"),
        ("warum passt die Lernfabrik in Göppingen nicht", "lernfabrik-goeppingen"),
        ("Warum nicht KI-Campus", "ki-campus"),
        ("Warum nicht zu MedicalMountains?", "medicalmountains"),
        ("warum nicht medical mountains", "medicalmountains"),
        ("Wieso nicht der Digital Hub Kurpfalz?", "hub-kurpfalz"),
        ("Was ist mit Leichtbau BW?", "leichtbau-bw"),
    ],
)
def test_it_finds_what_visitors_mean(real: World, text: str, entry_id: str) -> None:
    assert ids(text, real) == [entry_id]


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("warum nicht der inovationsgutschein", "innovationsgutschein-bw"),
        ("Warum nicht die Forschungszulge?", "forschungszulage"),
        ("wieso nicht die Digitalisirungsfinanzierung", "digitalisierungsfinanzierung-bw"),
        ("warum nicht Medicalmountians", "medicalmountains"),
        ("warum nicht das qualifizirungsgeld", "qualifizierungsgeld"),
    ],
)
def test_it_forgives_typing_errors(real: World, text: str, entry_id: str) -> None:
    assert ids(text, real) == [entry_id]


@pytest.mark.parametrize("text", ["", "Warum nicht?", "geht auch was anderes?", "Warum nicht der Goldregen?", "???"])
def test_it_finds_nothing_where_nothing_is_named(real: World, text: str) -> None:
    assert ids(text, real) == []


def test_every_real_entry_is_found_by_its_name_and_its_aliases(real: World) -> None:
    offers = [entry for entry in real.entries.values() if isinstance(entry, Funding | Course | Cluster)]
    for entry in offers:
        for name in (entry.name, *entry.aliases):
            assert entry.id in ids(f"Warum nicht {name}?", real)


def test_the_longest_name_hides_those_inside_it() -> None:
    store = world(funding("kurz", name="Prämie"), funding("lang", name="Prämie Plus"))
    assert ids("Warum nicht die Prämie Plus?", store) == ["lang"]
    assert ids("Warum nicht die Prämie?", store) == ["kurz"]


def test_several_names_are_all_found_the_longest_first() -> None:
    store = world(funding("a", name="Prämie"), course("b", name="Schraubenkurs"))
    assert ids("Warum weder Prämie noch Schraubenkurs?", store) == ["b", "a"]


def test_one_name_of_several_kinds_is_ordered_by_kind() -> None:
    store = world(cluster("a", name="Hub"), course("b", name="Hub"), funding("c", name="Hub"), faq())
    assert ids("Warum nicht der Hub?", store) == ["c", "b", "a"]


def test_a_name_is_known_without_its_brackets_and_what_follows_a_dash() -> None:
    entries = [funding("a", name="Zentrales Programm (ZP)"), funding("b", name="Hilfe – Darlehen")]
    assert ids("das Zentrale Programm", world(*entries)) == ["a"]
    assert ids("die Hilfe", world(*entries)) == ["b"]
    called_so = funding("c", name="Hilfe – Zuschuss", aliases=["Hilfe"])
    assert ids("die Hilfe", world(*entries, called_so)) == ["c"]


def test_a_short_name_is_not_guessed() -> None:
    assert ids("zum", world(funding(name="ZIM"))) == []


def test_why_not_judges_what_was_named(real: World) -> None:
    profile = Profile("funding", "forschung_innovation", (150, 150), (30e6, 30e6), region_ids=("kreis-tuttlingen",))
    (found,) = why_not("Warum nicht der Innovationsgutschein?", profile, real, TODAY)
    assert found.verdict is Verdict.DOES_NOT_FIT
    assert [render(reason) for reason in found.reasons] == [
        "Nur für Betriebe bis 100 Beschäftigte; Sie haben 150 genannt."
    ]


def test_why_not_tells_end_and_successor(real: World) -> None:
    profile = Profile("funding", "digitalisierung", (30, 30))
    (found,) = why_not("Warum nicht die Digitalisierungsprämie Plus?", profile, real, TODAY)
    assert [render(reason) for reason in found.reasons] == [
        "Das Angebot ist beendet (Ende: 30.06.2025).",
        "Stattdessen gibt es heute: Digitalisierungsfinanzierung der L-Bank.",
    ]
