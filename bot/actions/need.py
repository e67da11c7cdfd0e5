"""The need form: what it asks, and how answers are read."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActionExecutionRejected, AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, wording
from bot.actions.answers import answer_if_sure
from bot.actions.asking import Answer, Asking, Domain
from bot.actions.profile import DETAILS, UNKNOWN
from bot.actions.replies import say
from german.places import PlaceMention
from knowledge.regions import RegionTree
from knowledge.snapshot import snapshot

ASKED_FOR_GOAL = {
    "funding": ["goal", "topic", "company_size", "place"],
    "training": ["goal", "topic", "place"],
    "advice": ["goal", "topic", "place"],
    "partner": ["goal", "topic", "place"],
    "information": ["goal", "topic"],
}
"""What changes the result, in the order of asking."""
ASKED_OTHERWISE = ["goal", "topic", "company_size", "place"]

LARGEST_COMPANY = 1_000_000
LONGEST_PLACE_NAME = 60


class ActionAskGoal(Asking, Action):
    """Asks what the visitor wants to reach, with a button for each goal."""

    form, slot = "need_form", "goal"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask; what the store surely knows about the situation is said first ("Wir wurden gehackt!")."""
        message = tracker.latest_message
        if message["intent"]["name"] == "state_need":
            answer_if_sure(dispatcher, tracker)
        say(dispatcher, "ask_goal", buttons=wording.term_buttons(snapshot().taxonomy.goals, "goal"))
        return []


class ActionAskTopic(Asking, Action):
    """Asks what the need is about, with a button for each topic that is offered."""

    form, slot = "need_form", "topic"

    def ask(self, dispatcher: CollectingDispatcher, _: Tracker) -> list[EventType]:
        """Ask."""
        buttons = wording.term_buttons(snapshot().taxonomy.topics, "topic")
        say(dispatcher, "ask_topic", buttons=buttons)
        return []


class ActionAskCompanySize(Asking, Action):
    """Asks how many people work in the company."""

    form, slot = "need_form", "company_size"


class ActionAskPlace(Asking, Action):
    """Asks where the company is, or which of several places of one name is meant."""

    form, slot = "need_form", "place"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask openly, or with a button for each candidate."""
        candidates = tracker.get_slot("place_candidates")
        if not candidates:
            return super().ask(dispatcher, tracker)
        regions = snapshot().regions
        buttons = [
            {"title": region.name, "payload": f'/inform{{"place": "{region.id}"}}'}
            for region in map(regions.get, candidates["ids"])
            if region
        ]
        none_of_them = wording.button("other_place", "/dont_know")
        say(dispatcher, "ask_which_place", name=candidates["name"], buttons=[*buttons, none_of_them])
        return []


def _is_settled(place: dict[str, Any], regions: RegionTree) -> bool:
    """Whether it is clear enough which place is meant: several in one Region lead to the same result."""
    if len(place["ids"]) < 2:
        return not place.get("ask_back")
    return len({region.id for region in map(regions.region_of, place["ids"]) if region}) == 1


def _place(mention: PlaceMention) -> dict[str, Any]:
    """Return a mention as the engine's entity has it."""
    return {"name": mention.name, "ids": list(mention.region_ids), "ask_back": mention.ask_back}


def _tells_another_detail(tracker: Tracker, slot: str) -> bool:
    """Whether the message answers something else than the question for this slot."""
    found = {entity["entity"] for entity in tracker.latest_message["entities"]}
    return bool(found & set(DETAILS) - {slot})


def _settled(place: Any) -> Answer:
    """Return the slots of a place about which nothing is left to ask."""
    return {"place": place, "place_candidates": None}


class ValidateNeedForm(FormValidationAction):
    """Decides what is still worth asking, and reads the answers."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form."""
        return "validate_need_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> list[EventType]:
        """Check the answer; leave to the rules what is none."""
        if offers.overrules_form(tracker):
            unanswered = tracker.get_slot("requested_slot")
            return [SlotSet(unanswered, None), ActionExecutionRejected("need_form")]
        events: list[EventType] = await super().run(dispatcher, tracker, domain)
        return events

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Return the slots whose value changes the result for this goal."""
        return ASKED_FOR_GOAL.get(tracker.get_slot("goal") or "", ASKED_OTHERWISE)

    def validate_goal(self, value: Any, *_: Any) -> Answer:
        """Take a known goal."""
        goals = {term.id for term in snapshot().taxonomy.goals} | {UNKNOWN}
        return {"goal": value if value in goals else None}

    def validate_topic(self, value: Any, _: CollectingDispatcher, tracker: Tracker, __: Domain) -> Answer:
        """Take a topic that a need can have; other words stay in the description, and any topic may fit."""
        if value == UNKNOWN or value in {term.id for term in snapshot().taxonomy.topics if term.concern}:
            return {"topic": value}
        return {"topic": None if _tells_another_detail(tracker, "topic") else UNKNOWN}

    def validate_company_size(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Take a number or range of people that a company can have."""
        if value == UNKNOWN:
            return {"company_size": UNKNOWN}
        if not isinstance(value, dict):
            if not _tells_another_detail(tracker, "company_size"):
                say(dispatcher, "size_unclear")
            return {"company_size": None}
        low, high = value["low"], value["high"]
        if (high is not None and high < 1) or (low is not None and low >= LARGEST_COMPANY):
            say(dispatcher, "size_contradictory")
            return {"company_size": None}
        return {"company_size": value}

    def validate_place(self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take a place, ask back when its name stands for several, go on without when nobody knows it."""
        if value == UNKNOWN:
            return _settled(UNKNOWN)
        regions = snapshot().regions
        if isinstance(value, str) and (region := regions.get(value)):
            return _settled({"name": region.name, "ids": [region.id]})
        if isinstance(value, str):
            if _tells_another_detail(tracker, "place"):
                return {"place": None}
            return self._place_in_words(value, dispatcher)
        return self._known_place(value)

    def _place_in_words(self, text: str, dispatcher: CollectingDispatcher) -> Answer:
        """Read an answer that named no place by itself: "Singen" is one only because a place was asked for."""
        if len(text) > LONGEST_PLACE_NAME or any(character.isdigit() for character in text):
            say(dispatcher, "place_unclear")
            return {"place": None}
        if mentions := snapshot().gazetteer.find(f"in {text.capitalize()}"):
            return self._known_place(_place(mentions[0]))
        say(dispatcher, "place_unknown")
        return _settled({"name": text, "ids": []})

    def _known_place(self, place: dict[str, Any]) -> Answer:
        if not _is_settled(place, snapshot().regions):
            return {"place": None, "place_candidates": place}
        return _settled({"name": place["name"], "ids": place["ids"]})


CONCERN = (
    "goal",
    "topic",
    "place_candidates",
    "request_offered",
    "shown",
    "escalation",
    "consent",
    "contact",
    "contact_name",
)


def forget_concern() -> list[EventType]:
    """Return the events that end a concern. What is known of the company stays for the next one."""
    return [SlotSet(name, None) for name in CONCERN]


class ActionForgetNeed(Action):
    """Ends a concern, keeps the company's profile."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_need"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Forget the concern."""
        return forget_concern()


class ActionForgetAll(Action):
    """Starts over: forgets concern and company."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_all"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Reset every slot to its initial value."""
        return [AllSlotsReset()]
