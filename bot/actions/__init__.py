"""Rasa's custom actions: they look up, call ``knowledge`` or ``desk``, and answer with events."""
