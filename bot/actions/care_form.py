"""The care form: how its answers are read, and which request they are about."""

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import care, texts
from bot.actions.answers import answer_if_sure
from bot.actions.asking import Answer, Domain
from bot.actions.care import ASKED_FIRST, HALTED, REFUSED, Care
from bot.actions.care_asking import EXTENTS, FORM, confirming
from bot.actions.profile import UNKNOWN
from bot.actions.provenance import FALLBACK
from bot.actions.replies import say
from bot.actions.request.consenting import SURE
from german.analysis import tokenise
from german.reference_codes import normalise
from knowledge.search import Decision
from storage import database
from storage.database import StoreUnavailableError

LONGEST_INFORMATION = 2000
FEW_WORDS = 4
"""An addition that looks like "no" or "stop" and has more words than this is one all the same, unless that is sure."""

NOT_KNOWING = frozenset({"dont_know", "skip", "deny"})
ENDING = frozenset({"cancel", "start_over", "goodbye"})
ABOUT_LOTSE = frozenset({"ask_privacy", "bot_challenge", "ask_capabilities", "ask_operator", "ask_source"})
QUESTIONS = frozenset({"ask_question", "ask_definition"})


class ValidateCareForm(FormValidationAction):
    """Reads what is wanted and with which request, looks the request up, and has nothing done on a guess."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form."""
        return f"validate_{FORM}"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Return the slots to fill; what is asked for last only if the request still allows it."""
        wanted, state = tracker.get_slot("care"), tracker.get_slot("care_state")
        if state == HALTED:
            return ["care"]
        always = ["care", "reference_code"]
        if wanted is None or Care(wanted) not in ASKED_FIRST:
            return always
        slot, statuses = ASKED_FIRST[Care(wanted)]
        return [*always, slot] if state in statuses else always

    def extract_care(self, _: CollectingDispatcher, tracker: Tracker, __: Domain) -> Answer:
        """Take what is wanted; it may change until something is to be added, then words are the addition."""
        intent, known = _intent(tracker), tracker.get_slot("care")
        # A code alone is understood as the question how its request stands: as an answer it changes nothing.
        answers = known and intent == Care.STATUS and _entity(tracker, "reference_code")
        writes = _is_asked(tracker, "care_information") and not _is_pressed(tracker)
        if intent not in set(Care) or answers or writes:
            return {}
        return {"care": intent}

    def extract_reference_code(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take a code that is named, else the one that this conversation made."""
        if _is_asked(tracker, "care_information") and not _is_pressed(tracker):
            return {}
        text = _text(tracker)
        if code := _entity(tracker, "reference_code") or normalise(text):
            return {"reference_code": code}
        if _is_asked(tracker, "reference_code") and _has_no_code(tracker):
            return {"reference_code": UNKNOWN}
        if tracker.get_slot("requested_slot") or tracker.get_slot("reference_code"):
            return {}
        try:
            codes = care.codes_of_conversation(tracker)
        except StoreUnavailableError:
            return _unavailable(dispatcher, tracker)
        return {"reference_code": codes[0]} if len(codes) == 1 else {}

    def extract_care_information(self, _: CollectingDispatcher, tracker: Tracker, __: Domain) -> Answer:
        """Take any words; few that refuse or stop are no addition, and neither is a question about Lotse."""
        intent, brief = _intent(tracker), len(tokenise(_text(tracker))) <= FEW_WORDS
        if not _is_asked(tracker, "care_information") or (_is_pressed(tracker) and intent not in NOT_KNOWING):
            return {}
        if intent in NOT_KNOWING and brief:
            return {"care_information": REFUSED}
        if intent in ENDING | ABOUT_LOTSE and (brief or _is_sure(tracker)):
            return {}
        return {"care_information": {"text": _text(tracker)}}

    def extract_care_confirmation(self, _: CollectingDispatcher, tracker: Tracker, __: Domain) -> Answer:
        """Take the question's own buttons, or a yes or no in words; with a code they are about another request."""
        if not _is_asked(tracker, "care_confirmation") or _entity(tracker, "reference_code"):
            return {}
        if pressed := _entity(tracker, "care_confirmation"):
            return {"care_confirmation": pressed}
        return {"care_confirmation": answer} if (answer := _yes_or_no(tracker)) else {}

    def validate_care(self, value: Any, *_: Any) -> Answer:
        """Take what was understood."""
        return {"care": value}

    def validate_reference_code(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Look the request up; a wrong code is asked for again, until guessing has to wait."""
        if value == UNKNOWN:
            return {"reference_code": UNKNOWN, "care_state": None}
        try:
            with database.transaction() as session:
                found = care.found(session, value, tracker)
        except StoreUnavailableError:
            return _unavailable(dispatcher, tracker)
        if found.request:
            return {"reference_code": found.request.reference_code, "care_state": found.request.status}
        care.tell_not_found(dispatcher, found)
        return {"reference_code": None, "care_state": HALTED if found.wait_until else None}

    def validate_care_information(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Take any text of a bearable length; a question that the store surely answers is no addition."""
        if value == REFUSED:
            return {"care_information": REFUSED}
        text = value["text"].strip()
        if not any(character.isalnum() for character in text):
            say(dispatcher, "information_is_empty")
            return {"care_information": None}
        if len(text) > LONGEST_INFORMATION:
            say(dispatcher, "information_is_too_long", longest=LONGEST_INFORMATION)
            return {"care_information": None}
        if _intent(tracker) in QUESTIONS and answer_if_sure(dispatcher, tracker).decision is Decision.ANSWER:
            return {"care_information": None}
        return {"care_information": {"text": text}}

    def validate_care_confirmation(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Take a no, or what confirms this very deed with this very request."""
        extents, code = EXTENTS[Care(tracker.get_slot("care"))], tracker.get_slot("reference_code")
        confirmed = {confirming(extent, code): extent for extent in extents} | {"yes": extents[0], "no": REFUSED}
        if value not in confirmed:
            say(dispatcher, "confirmation_is_unclear")
        return {"care_confirmation": confirmed.get(value)}


def _unavailable(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answer:
    care.tell_unavailable(dispatcher, tracker)
    return {"reference_code": None, "care_state": HALTED}


def _intent(tracker: Tracker) -> str:
    return str(tracker.latest_message["intent"]["name"])


def _text(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("text") or "")


def _entity(tracker: Tracker, name: str) -> Any:
    return next(tracker.get_latest_entity_values(name), None)


def _is_asked(tracker: Tracker, slot: str) -> bool:
    return bool(tracker.get_slot("requested_slot") == slot)


def _is_pressed(tracker: Tracker) -> bool:
    return _text(tracker).startswith("/")


def _is_sure(tracker: Tracker) -> bool:
    return bool(tracker.latest_message["intent"]["confidence"] >= SURE)


def _has_no_code(tracker: Tracker) -> bool:
    """Whether somebody who is asked for a code says that there is none ("Kennzeichen habe ich verlegt")."""
    words = {token.folded for token in tokenise(_text(tracker))}
    lost = not words.isdisjoint(texts.section("care")["words_of_loss"])
    return _intent(tracker) in NOT_KNOWING or (lost and _intent(tracker) in {FALLBACK, *Care})


def _yes_or_no(tracker: Tracker) -> str | None:
    """Return "yes" or "no" if that was surely said. A no counts anywhere; in "Ja, löschen" the yes comes first."""
    words, intent = [token.folded for token in tokenise(_text(tracker))], _intent(tracker)
    known = texts.section("care")
    if not set(known["words_of_no"]).isdisjoint(words) or intent == "deny":
        return "no"
    if _is_pressed(tracker) or not _is_sure(tracker):
        return None
    named = intent == tracker.get_slot("care") and words[:1] and words[0] in known["words_of_yes"]
    return "yes" if intent == "affirm" or named else None
