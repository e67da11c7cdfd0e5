"""The outbox: what has to be told to whom is written with what makes it true, and delivered afterwards."""
