"""The summary that the visitor confirms or corrects before consent is asked for."""

import textwrap
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import texts, wording
from bot.actions.asking import Domain
from bot.actions.need.questions import BACK
from bot.actions.profile import DETAILS, known
from bot.actions.provenance import NEED_INTENTS
from bot.actions.replies import Button, say
from bot.actions.request.draft import ADDITION, DESCRIPTION, listed
from desk.details import Names, label, written
from knowledge.snapshot import snapshot

LONGEST_QUOTE = 100
"""Characters of the visitor's own words that are repeated; all of them are passed on."""
IN_OWN_WORDS = frozenset({DESCRIPTION, ADDITION})
LEAST_WORDS = 4
"""Words of a message to the summary that says something; fewer are more likely a misunderstanding."""
TELLING = frozenset({"inform", "correct", "nlu_fallback", *NEED_INTENTS})
"""Intents of what may be an addition."""
ALWAYS_OFFERED = frozenset({"goal", "topic", "company_size", "place"})
"""Details that can be changed even where nothing is known of them."""
ENTITY = "detail"
"""Says in a button which detail shall be changed."""


def _lines(details: dict[str, Any]) -> str:
    """Write the details one below the other."""
    words, store = texts.section("summary"), snapshot()
    names = Names(store.taxonomy, store.regions)
    told = {name: written(name, value, names) for name, value in details.items()}
    for name in IN_OWN_WORDS & told.keys():
        quote = textwrap.shorten(told[name], LONGEST_QUOTE, placeholder=" …")
        told[name] = str(words["quote"]).format(text=quote)
    lines = [str(words["line"]).format(label=label(name), value=value) for name, value in told.items()]
    return "\n".join(lines) or str(words["nothing"])


def show(
    dispatcher: CollectingDispatcher, tracker: Tracker, shown: dict[str, Any], details: dict[str, Any] | None = None
) -> list[EventType]:
    """Show the summary and remember what it lists; nothing new is asked about again without the list."""
    details = details or listed(tracker)
    if shown.get("listed") == details:
        say(dispatcher, "summary_again")
    else:
        say(dispatcher, "request_summary", details=_lines(details))
    return [SlotSet("shown", shown | {"listed": details}), SlotSet("summary_asked", True)]


def addition(tracker: Tracker) -> str | None:
    """Return what the latest message adds in words that no detail takes, behind what was added before."""
    message = tracker.latest_message
    text = str(message.get("text") or "").strip()
    says_something = message["intent"]["name"] in TELLING and len(text.split()) >= LEAST_WORDS
    is_listed = text in listed(tracker).values()
    if text.startswith("/") or is_listed or not says_something:
        return None
    return "\n".join(filter(None, [tracker.get_slot(ADDITION), text]))


def _change_buttons(slots: dict[str, Any]) -> list[Button]:
    offered = [name for name in DETAILS if name in ALWAYS_OFFERED or name in known(slots)]
    offered += [ADDITION] if slots.get(ADDITION) else []
    return [{"title": label(name), "payload": f'/correct{{"{ENTITY}": "{name}"}}'} for name in offered]


def ask_what_to_change(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Ask which detail is wrong."""
    others = [wording.button("as_it_is", "/affirm"), wording.button("pass_nothing_on", "/cancel")]
    say(dispatcher, "ask_what_to_change", buttons=[*_change_buttons(tracker.current_slot_values()), *others])
    # Whoever changes something has to agree anew: it may go to somebody else then.
    return [SlotSet("summary_asked", True), SlotSet("consent", None)]


class ActionShowSummary(Action):
    """Shows what would be passed on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_show_summary"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Show it; "ja" answers this question from here on."""
        return [*show(dispatcher, tracker, tracker.get_slot("shown") or {}), SlotSet("request_offered", None)]


class ActionConfirmSummary(Action):
    """Remembers that the visitor agreed to the summary as it was shown."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_confirm_summary"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Remember it."""
        return [SlotSet("summary_confirmed", (tracker.get_slot("shown") or {}).get("listed"))]


class ActionAskWhatToChange(Action):
    """Asks which detail of the summary is wrong."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_what_to_change"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Ask."""
        return ask_what_to_change(dispatcher, tracker)


class ActionChangeDetail(Action):
    """Has the need form ask for one detail again."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_change_detail"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Forget the detail and open its question; an addition is left out, and an unknown one changes nothing."""
        detail = next(tracker.get_latest_entity_values(ENTITY), None)
        if detail == ADDITION:
            return [SlotSet(ADDITION, None)]
        if detail not in DETAILS:
            return []
        return [SlotSet(detail, None), SlotSet("open_question", {"slot": detail, "kind": BACK})]


class ActionTakeCorrection(Action):
    """Takes a correction that is said while the contact form asks; the need form then checks it."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_correction"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Take the details that were said; consent has to be given anew."""
        said = {one["entity"]: one["value"] for one in reversed(tracker.latest_message["entities"])}
        taken = [SlotSet(name, said[name]) for name in DETAILS if name in said]
        return [*taken, SlotSet("consent", None)]
