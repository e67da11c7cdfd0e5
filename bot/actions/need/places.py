"""The place of a company: read in words, asked back where its name stands for several, or outside the state."""

from typing import Any

from bot.actions.asking import Answer
from bot.actions.need import choices
from bot.actions.need.turn import Turn
from bot.actions.profile import UNKNOWN
from german.places import PlaceMention
from knowledge.regions import RegionTree
from knowledge.snapshot import snapshot

LONGEST_PLACE_NAME = 60
WHICH_PLACE = "which_place"
OUTSIDE = "outside_state"
SITE = "site"


def settled(place: Any) -> Answer:
    """Return the slots of a place about which nothing is left to ask."""
    return {"place": place, "open_question": None}


def outside(name: str) -> Answer:
    """Return the slots of a company without a site in Baden-Württemberg."""
    return settled({"name": name, "ids": [], "outside_state": True})


def ask_for_site(name: str) -> Answer:
    """Return what asks whether a company of another state has a site in Baden-Württemberg."""
    return {"place": None, "open_question": {"slot": "place", "kind": OUTSIDE, "name": name}}


def checked(place: Any) -> Answer:
    """Return the slots of a place as the engine or a button told it; None asks for it."""
    if place in (None, UNKNOWN):
        return {"place": place}
    regions = snapshot().regions
    if isinstance(place, str):
        region = regions.get(place)
        return settled({"name": region.name, "ids": [region.id]}) if region else {"place": None}
    if place.get("outside_state"):
        return {"place": place}
    if not _is_settled(place, regions):
        question = {"slot": "place", "kind": WHICH_PLACE, "name": place["name"], "ids": place["ids"]}
        return {"place": None, "open_question": question}
    return {"place": {"name": place["name"], "ids": place["ids"]}}


def _is_settled(place: dict[str, Any], regions: RegionTree) -> bool:
    """Whether it is clear enough which place is meant: several in one Region lead to the same result."""
    if len(place["ids"]) < 2:
        return not place.get("ask_back")
    return len({region.id for region in map(regions.region_of, place["ids"]) if region}) == 1


def _as_entity(mention: PlaceMention) -> dict[str, Any]:
    return {"name": mention.name, "ids": list(mention.region_ids), "ask_back": mention.ask_back}


def in_words(text: str) -> Answer | str:
    """Read an answer that named no place by itself: "Singen" is one only because a place was asked for.

    Returns:
        The slots, or the name of the reply that says why no place was read. A place that nobody knows is taken as it
        was said, so that it is not asked for again.
    """
    if len(text) > LONGEST_PLACE_NAME or any(character.isdigit() for character in text):
        return "place_unclear"
    if mentions := snapshot().gazetteer.find(f"in {text.capitalize()}"):
        return checked(_as_entity(mentions[0]))
    return settled({"name": text, "ids": []})


def is_nowhere(place: Any) -> bool:
    """Whether a place was told that the store does not know."""
    return isinstance(place, dict) and not place["ids"] and not place.get("outside_state")


def chosen(turn: Turn, question: dict[str, Any]) -> dict[str, Any] | None:
    """Return the candidate that an answer in words means: "der erste", "das bei Tuttlingen", "Zollernalb"."""
    regions = snapshot().regions
    candidates = [region for region in map(regions.get, question["ids"]) if region]
    named = {area for mention in snapshot().gazetteer.find(turn.text) for area in mention.region_ids}
    for near in (_is_inside, _same_region):
        close = [region for region in candidates if any(near(regions, region.id, area) for area in named)]
        if len(close) == 1:
            return {"name": question["name"], "ids": [close[0].id]}
    position = choices.position(turn.folded, len(candidates))
    if position is None:
        position = choices.by_title(turn.text, [region.name for region in candidates])
    return None if position is None else {"name": question["name"], "ids": [candidates[position].id]}


def _is_inside(regions: RegionTree, candidate: str, area: str) -> bool:
    return regions.is_within(candidate, area) or regions.is_within(area, candidate)


def _same_region(regions: RegionTree, candidate: str, area: str) -> bool:
    region = regions.region_of(candidate)
    return region is not None and region == regions.region_of(area)
