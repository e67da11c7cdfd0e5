"""Plainly fictitious entries for the tests of rules, and a small world around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.regions import RegionTree
from knowledge.schema import AnyEntry, Cluster, Course, Faq, Funding, Glossary, Region, Taxonomy, Term

COMMON: Mapping[str, Any] = {
    "topics": ["schrauben"],
    "source": {"title": "Fantasiequelle", "url": "https://example.org/quelle"},
    "checked_on": "2030-01-01",
    "review_by": "2030-07-01",
    "confidence": "high",
}
ANSWER = "Dies ist eine erfundene Antwort. " + "Sie besteht aus Wörtern ohne jede Bedeutung. " * 6
TAXONOMY = Taxonomy(
    topics=(
        Term(id="schrauben", label="Schrauben ölen", keywords=["ölen", "Schraube"], offered=True),
        Term(id="federn", label="Federn spannen", keywords=["spannen"]),
        Term(id="einstieg_reifegrad", label="Überblick", keywords=["anfangen"]),
    ),
    sectors=(Term(id="uhren", label="Uhrenbau", keywords=["Uhr"]), Term(id="pfeifen", label="Pfeifenbau", keywords=[])),
    goals=(Term(id="funding", label="Förderung finden", keywords=["Zuschuss"], offered=True),),
)


def faq(entry_id: str = "faq-900", **fields: Any) -> Faq:
    texts = {
        "question": "Wie ölt man Schrauben?",
        "phrasings": ["Schraube quietscht", "Öl für Schrauben"],
        "answer": ANSWER,
    }
    return Faq.model_validate({**COMMON, "id": entry_id, **texts, **fields})


def glossary(entry_id: str = "schraubendreherei", **fields: Any) -> Glossary:
    texts = {"term": "Schraubendreherei", "definition": "Ein Ort, an dem Schrauben gedreht werden."}
    return Glossary.model_validate({**COMMON, "id": entry_id, **texts, **fields})


def funding(entry_id: str = "schraubenpraemie", **fields: Any) -> Funding:
    texts = {"name": "Schraubenprämie", "level": "state", "instrument": "Zuschuss", "summary": "Geld für Schrauben."}
    limits = {"availability": "open", "area": "baden_wuerttemberg"}
    return Funding.model_validate({**COMMON, "id": entry_id, **texts, **limits, **fields})


def course(entry_id: str = "schraubenkurs", **fields: Any) -> Course:
    texts = {"name": "Schraubenkurs", "provider": "Schraubenschule", "format": "Präsenz", "description": "Ein Kurs."}
    rest = {"online": False, "location": "Musterstadt", "availability": "open"}
    return Course.model_validate({**COMMON, "id": entry_id, **texts, **rest, **fields})


def cluster(entry_id: str = "schraubencluster", **fields: Any) -> Cluster:
    texts = {"name": "Schraubencluster", "description": "Bringt Schrauben zusammen.", "focus": ["Schrauben"]}
    rest = {
        "organisation_type": "cluster",
        "activity": "active",
        "sectors": [],
        "statewide": False,
        "regions": ["oberland"],
    }
    return Cluster.model_validate({**COMMON, "id": entry_id, **texts, **rest, **fields})


def region(entry_id: str, level: str, parent: str | None = None, **fields: Any) -> Region:
    name = entry_id.replace("-", " ").title()
    return Region.model_validate({**COMMON, "id": entry_id, "level": level, "parent": parent, "name": name, **fields})


REGIONS = (
    region("bezirk-nord", "regierungsbezirk"),
    region("oberland", "region", "bezirk-nord"),
    region(
        "kreis-hier", "kreis", "oberland", places=[{"name": "Hierstadt", "short_names": ["Hier"], "ask_back": True}]
    ),
    region("kreis-nebenan", "kreis", "oberland"),
    region("unterland", "region", "bezirk-nord"),
    region("kreis-dort", "kreis", "unterland"),
)


@dataclass(frozen=True)
class World:
    """What matching needs, without a database."""

    entries: Mapping[str, AnyEntry]
    regions: RegionTree = field(default_factory=lambda: RegionTree(REGIONS))
    taxonomy: Taxonomy = TAXONOMY


def world(*entries: AnyEntry) -> World:
    return World({entry.id: entry for entry in entries})
