"""Replies that are no answers from the store: politeness, questions about Lotse, anger; within forms and outside."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance
from bot.actions.answers import OUT_OF_SCOPE, answer, answer_question, decline
from bot.actions.asking import Domain
from bot.actions.care import Care
from bot.actions.escalation.anger import ANGRY, calm
from bot.actions.follow_ups import asks_price, refers_back
from bot.actions.offers import Offer
from bot.actions.reactions import repeat_offer
from bot.actions.replies import say
from bot.actions.request.draft import ADDITION
from bot.actions.request.summary import addition

ANSWERABLE = frozenset({"ask_question", "ask_definition", "why_not", "nlu_fallback"})
"""Intents that the store may have an answer to."""
THANK = "thank"
SHORTER_AGAIN = frozenset({"greet", "small_talk"})
"""Intents with another reply from the second time on."""
SHORTER_IN_FORM = frozenset({"greet", "thank", "bot_challenge", "small_talk", "rephrase", "talk_to_human"})
"""Intents with another reply within a form: it offers nothing that leads away."""


def _intent(tracker: Tracker) -> str:
    return str(tracker.latest_message["intent"]["name"])


def _reply_outside(intent: str, tracker: Tracker) -> str:
    is_again = provenance.intents(tracker.events).count(intent) > 1
    return f"utter_{intent}_again" if is_again and intent in SHORTER_AGAIN else f"utter_{intent}"


class ActionReply(Action):
    """Gives the domain's reply of the intent's name, another one from the second time on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Reply. Thanks leave an offer to pass the request on open; without one, "nein" then says goodbye."""
        intent = _intent(tracker)
        if intent == THANK and tracker.get_slot(offers.REQUEST):
            dispatcher.utter_message(response="utter_thank_in_form")
            return repeat_offer(dispatcher, tracker)
        if intent == THANK and any(tracker.get_slot(name) for name in offers.ELSEWHERE):
            dispatcher.utter_message(response="utter_thank_in_form")
            return []
        dispatcher.utter_message(response=_reply_outside(intent, tracker))
        return offers.made(Offer.MORE) if intent == THANK else []


class ActionAside(Action):
    """Replies to what is said while a form asks; the form then goes on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_aside"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer, calm down or put off what needs it; else give the domain's reply of the intent's name."""
        intent = _intent(tracker)
        if intent in ANSWERABLE:
            return answer_question(dispatcher, tracker, in_form=True)
        if intent == OUT_OF_SCOPE:
            return decline(dispatcher, tracker, in_form=True)
        if intent in ANGRY:
            return calm(dispatcher, tracker)
        if intent in set(Care):
            say(dispatcher, "later")
            return []
        dispatcher.utter_message(response=f"utter_{intent}{'_in_form' if intent in SHORTER_IN_FORM else ''}")
        # "Rufen Sie mich bitte nach 14 Uhr an": told to the summary it goes along.
        is_added = intent == provenance.WISH and tracker.get_slot(offers.SUMMARY)
        return [SlotSet(ADDITION, added)] if is_added and (added := addition(tracker)) else []


class ActionAnswerOperator(Action):
    """Says who is behind Lotse and that it costs nothing, unless "Was kostet das?" is about something else."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer_operator"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer about what was spoken of, ask back, or answer about Lotse."""
        text = str(tracker.latest_message.get("text") or "")
        if refers_back(text) and asks_price(text):
            return answer(dispatcher, tracker, in_form=False)
        dispatcher.utter_message(response="utter_ask_operator")
        return []


class ActionUnexpected(Action):
    """Says that a message does not fit here, and forgets it: no rule knows the situation."""

    def name(self) -> str:
        """Return the name that config.yml gives to the policy."""
        return "action_unexpected"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say so, and go back to where the message came in."""
        say(dispatcher, "unexpected")
        return [UserUtteranceReverted()]
