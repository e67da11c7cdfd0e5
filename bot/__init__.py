"""The dialogue: training data, custom actions, and what runs inside the Rasa process."""
