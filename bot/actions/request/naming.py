"""Name and company, told in one answer; both are optional."""

import re
from typing import Any

from rasa_sdk import Action, Tracker

from bot.actions import texts
from bot.actions.asking import Answer, Asking
from bot.actions.care import Care
from bot.actions.profile import UNKNOWN
from bot.actions.request import reaching
from desk.contacts import one_line
from german.analysis import tokenise
from german.person_names import find_person_names

SKIP = ("/dont_know", "/skip")
LEGAL_FORM = re.compile(
    r"(?<!\w)(?:g?gmbh|mbh|ag|kg|kgaa|ohg|ug|se|gbr|e\.?\s?k\.?|e\.?\s?v\.?|eg|inc|ltd|llc|co\.?\s?kg)(?!\w)",
    re.IGNORECASE,
)
FIRMA = re.compile(r"^(?:firma|fa\.?)\s+", re.IGNORECASE)
PARTS = re.compile(r"\s*[,;/|\n()]+\s*|\s+[-–]\s+")
OF = re.compile(r"\s+(?:von|bei)\s+(?:der\s+|dem\s+)?", re.IGNORECASE)
CUE = re.compile(r"^(?:ich\s+bin|ich\s+hei(?:ß|ss)e|mein\s+name\s+ist|hier\s+ist|name:)\s+", re.IGNORECASE)
MOST_PARTS = 2
INTERRUPTING = frozenset({"cancel", "start_over", "goodbye", "ask_privacy", "bot_challenge", "ask_capabilities"})
"""Intents that interrupt the question for a name."""
SOMETIMES_INTERRUPTING = frozenset({*Care, "correct", "go_back", "talk_to_human"})
"""Intents that do so where the words are a sentence: names look like anything to the classifier ("Löscher")."""


def is_no_name(tracker: Tracker) -> bool:
    """Whether an answer wants something else."""
    message, intent = tracker.latest_message, tracker.latest_message["intent"]["name"]
    words = {token.folded for token in tokenise(str(message.get("text") or ""))}
    lists = texts.section("contact")
    names_code = any(entity["entity"] == "reference_code" for entity in message["entities"])
    is_sentence = names_code or not words.isdisjoint(lists["sentence_words"])
    if not words.isdisjoint(lists["naming_words"]):
        return False
    return intent in INTERRUPTING or (is_sentence and intent in SOMETIMES_INTERRUPTING)


class ActionAskContactName(Asking, Action):
    """Asks for name and company."""

    form, slot = "contact_form", "contact_name"


def _is_surely_company(text: str) -> bool:
    return bool(LEGAL_FORM.search(text) or FIRMA.search(text))


def _is_like_company(text: str) -> bool:
    endings: list[str] = texts.section("contact")["company_endings"]
    return _is_surely_company(text) or any(token.folded.endswith(tuple(endings)) for token in tokenise(text))


def _told(name: str | None, company: str | None) -> dict[str, str]:
    """Return what is left of both as one line each."""
    found = {"name": one_line(name), "company": one_line(FIRMA.sub("", company or ""))}
    return {key: value for key, value in found.items() if value}


def _in_two(text: str) -> list[str]:
    parts = [part for part in PARTS.split(text) if part.strip()]
    if len(parts) > 1:
        return parts
    person, *rest = OF.split(text, maxsplit=1)
    # "von" belongs to many names; only a company behind it makes it the company's.
    return [person, *rest] if rest and _is_surely_company(rest[0]) else parts


def split(text: str) -> dict[str, str]:
    """Tell name and company apart; what cannot be told apart is the name."""
    text = CUE.sub("", text.strip())
    parts = _in_two(text)
    if len(parts) == 1:
        return _told(None, text) if _is_surely_company(text) and not any(find_person_names(text)) else _told(text, None)
    for is_company in (_is_surely_company, _is_like_company):
        companies = [part for part in parts if is_company(part)]
        if len(parts) == MOST_PARTS and len(companies) == 1:
            (person,) = (part for part in parts if part not in companies)
            return _told(person, companies[0])
    return _told(text, None)


def _declines(text: str) -> bool:
    """Whether an answer says no name: the button, or words that no name has."""
    words = {token.folded for token in tokenise(text)}
    return text in SKIP or not words or not words.isdisjoint(texts.section("contact")["declining_words"])


def _without_contacts(text: str, entities: list[dict[str, Any]]) -> str:
    for found in sorted(entities, key=lambda one: -int(one.get("start", 0))):
        if found["entity"] in reaching.READERS:
            text = text[: found["start"]] + text[found["end"] :]
    return text.strip(" ,;/")


def read(value: Any, tracker: Tracker) -> Answer:
    """Take any name, and an address or number that is said along with it."""
    entities = tracker.latest_message.get("entities", [])
    more = reaching.among(entities)
    text = _without_contacts(str(value), entities) if more else str(value).strip()
    known: reaching.Reachable = tracker.get_slot("contact") or {}
    contact = {"contact": known | more} if more else {}
    if more and not text:
        return contact | {"contact_name": None}
    return contact | {"contact_name": UNKNOWN if _declines(text) else split(text) or UNKNOWN}
