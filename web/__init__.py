"""The only process that faces visitors: their API and the chat page."""
