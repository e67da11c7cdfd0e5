"""Trains and tests Lotse's NLU pipeline beside two of Rasa's own, on corpora given by path and on Lotse's own data."""
