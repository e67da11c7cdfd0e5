"""What runs inside the Rasa process. Imports only ``german`` and Rasa: the database layer is not installed there."""
