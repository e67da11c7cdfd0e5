"""The visitor's own copy by e-mail: only on wish, and only where there is an address."""

from rasa_sdk import Action

from bot.actions.asking import Asking

WANTED = "yes"


class ActionAskCopyWanted(Asking, Action):
    """Asks whether a copy shall go to the address that was given."""

    form, slot = "contact_form", "copy_wanted"
