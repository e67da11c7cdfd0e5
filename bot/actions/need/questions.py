"""The need form's questions: long at first, short when they come again, each with buttons."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, texts, wording
from bot.actions.answers import tell
from bot.actions.asking import Asking, Domain
from bot.actions.need import places
from bot.actions.need.turn import FORM, payload
from bot.actions.replies import Button, say
from knowledge import clock
from knowledge.schema import Faq
from knowledge.search import Decision
from knowledge.snapshot import snapshot

BACK = "back"
"""Kind of an open question that is asked as if for the first time."""


def buttons(slot: str) -> list[Button]:
    """Return the buttons of the question for a slot."""
    taxonomy = snapshot().taxonomy
    terms = {"goal": taxonomy.goals, "topic": taxonomy.topics, "sector": taxonomy.sectors}
    if slot in terms:
        return wording.term_buttons(terms[slot], slot)
    found: list[Button] = texts.section("need_buttons")[slot]
    return found


class NeedQuestion(Asking):
    """What makes an ``Action`` ask for a slot of the need form."""

    form = FORM

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Ask; what is asked back stands in ``open_question``. Each question counts once, however often it is asked."""
        if offers.is_form_to_wait(tracker):
            return []
        asked = tracker.get_slot("asked") or []
        question = tracker.get_slot("open_question") or {}
        if question.get("kind") not in (None, BACK):
            _ask_back(dispatcher, question)
        elif self.slot in asked and not question:
            say(dispatcher, f"ask_{self.slot}_again", buttons=buttons(self.slot))
        else:
            self.ask(dispatcher, tracker)
        settled = [SlotSet("open_question", None)] if question.get("kind") == BACK else []
        return [SlotSet("asked", list(dict.fromkeys([*asked, self.slot]))), *settled, *offers.withdrawn()]

    def ask(self, dispatcher: CollectingDispatcher, _: Tracker) -> list[EventType]:
        """Ask for the first time."""
        say(dispatcher, f"ask_{self.slot}", buttons=buttons(self.slot))
        return []


def _ask_back(dispatcher: CollectingDispatcher, question: dict[str, Any]) -> None:
    """Ask back what was ambiguous or cannot be."""
    kind, slot = question["kind"], question["slot"]
    own = {places.WHICH_PLACE: _candidates, places.OUTSIDE: _sites}.get(kind)
    say(
        dispatcher,
        f"ask_{kind}",
        name=question.get("name"),
        buttons=own(question) if own else [*texts.section("need_buttons").get(kind, []), *buttons(slot)],
    )


def _candidates(question: dict[str, Any]) -> list[Button]:
    regions = snapshot().regions
    offered = [
        {"title": region.name, "payload": payload("inform", place=region.id)}
        for region in map(regions.get, question["ids"])
        if region
    ]
    return [*offered, wording.button("other_place", "/dont_know")]


def _sites(question: dict[str, Any]) -> list[Button]:
    state = {"name": question["name"]}
    return [
        wording.button("has_site", payload("inform", outside_state=state | {"site": True})),
        wording.button("no_site", payload("inform", outside_state=state | {"site": False})),
    ]


class ActionAskGoal(NeedQuestion, Action):
    """Asks what the visitor wants to reach, with a button for each goal."""

    slot = "goal"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask; what the store surely knows about the situation is said first ("Wir wurden gehackt!")."""
        if tracker.latest_message["intent"]["name"] == "state_need":
            _answer_situation(dispatcher, tracker)
        return super().ask(dispatcher, tracker)


def _answer_situation(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Answer what is asked about often; a programme that has the same words in it is no answer to a diffuse need."""
    store = snapshot()
    result = store.search(tracker.latest_message.get("text") or "")
    if result.decision is Decision.ANSWER and isinstance(entry := result.hits[0].entry, Faq):
        tell(dispatcher, entry, store, clock.today(), with_next_steps=False)


class ActionAskTopic(NeedQuestion, Action):
    """Asks what the need is about, with a button for each topic that is offered."""

    slot = "topic"


class ActionAskCompanySize(NeedQuestion, Action):
    """Asks how many people work in the company."""

    slot = "company_size"


class ActionAskPlace(NeedQuestion, Action):
    """Asks where the company is, or which of several places of one name is meant."""

    slot = "place"


class ActionAskSector(NeedQuestion, Action):
    """Asks for the company's trade."""

    slot = "sector"


class ActionAskTurnover(NeedQuestion, Action):
    """Asks for last year's turnover."""

    slot = "turnover"


class ActionAskBalance(NeedQuestion, Action):
    """Asks for the balance sheet total of the last year."""

    slot = "balance"


class ActionAskAge(NeedQuestion, Action):
    """Asks how old the company is."""

    slot = "age"


class ActionAskStage(NeedQuestion, Action):
    """Asks how far the company is with its concern."""

    slot = "stage"


class ActionAskPurpose(NeedQuestion, Action):
    """Asks what the money is for."""

    slot = "purpose"


class ActionAskAudience(NeedQuestion, Action):
    """Asks whom the company wants to send to a course."""

    slot = "audience"
