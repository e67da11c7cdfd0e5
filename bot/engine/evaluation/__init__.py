"""Measures what a trained model understands of sentences that it has never seen."""
