"""German wording of details, sources and buttons; the words are in ``texts.yml``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.actions import texts
from bot.actions.replies import Button
from desk.details import place_name
from knowledge import clock, reasons
from knowledge.regions import RegionTree
from knowledge.schema import Confidence, Entry, Taxonomy, Term

DONT_KNOW = "dont_know"


def _label(terms: tuple[Term, ...], term_id: object) -> str | None:
    return next((term.label for term in terms if term.id == term_id), None)


def summary(slots: dict[str, Any], taxonomy: Taxonomy, regions: RegionTree) -> str:
    """Return a need in one line: goal, topic, sector, size and place, as far as they are known."""
    words = texts.section("summary")
    size, place = slots.get("company_size"), slots.get("place")
    parts = [
        _label(taxonomy.goals, slots.get("goal")),
        _label(taxonomy.topics, slots.get("topic")),
        _label(taxonomy.sectors, slots.get("sector")),
        words["company_size"].format(range=reasons.number_range(size["low"], size["high"]))
        if isinstance(size, dict)
        else None,
        place_name(place, regions) if isinstance(place, dict) else None,
    ]
    return str(words["separator"]).join(part for part in parts if part) or str(words["nothing"])


def source(entry: Entry) -> dict[str, Any]:
    """Return where an entry's facts come from, with their date and what is uncertain about them."""
    words = texts.section("source")
    if entry.as_of is None:
        dated = words["checked_on"].format(day=reasons.partial_date(entry.checked_on.isoformat()))
    else:
        template = words["as_of_estimated" if entry.as_of_estimated else "as_of"]
        dated = template.format(day=reasons.partial_date(entry.as_of))
    note = None if entry.confidence is Confidence.HIGH else words[f"note_{entry.confidence.value}"]
    return {"title": entry.source.title, "url": entry.source.url, "as_of": dated, "note": note}


def clock_time(at: datetime) -> str:
    """Write a time of day: "14:05 Uhr"."""
    return str(texts.section("time")["clock_time"]).format(local=at.astimezone(clock.ZONE))


def moment(at: datetime) -> str:
    """Write a day with its time: "25.11.2026, 14:05 Uhr"."""
    return str(texts.section("time")["moment"]).format(local=at.astimezone(clock.ZONE))


def listed(words: Iterable[str]) -> str:
    """Write some things one after the other."""
    return str(texts.section("time")["separator"]).join(words)


def button(name: str, payload: str) -> Button:
    """Return a button with the title of that name."""
    return {"title": texts.section("buttons")[name], "payload": payload}


def yes_or_no(name: str) -> list[Button]:
    """Return the two buttons that take up and decline the offer of that name."""
    titles = texts.section("offers")[name]
    return [{"title": titles["yes"], "payload": "/affirm"}, {"title": titles["no"], "payload": "/deny"}]


def term_buttons(terms: tuple[Term, ...], entity: str) -> list[Button]:
    """Return a button for each term that is offered, and one for not knowing."""
    offered = [
        {"title": term.label, "payload": f'/inform{{"{entity}": "{term.id}"}}'} for term in terms if term.offered
    ]
    return [*offered, button("dont_know", f"/{DONT_KNOW}")]
