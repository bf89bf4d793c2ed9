"""A stock Rasa bot: its own tracker, rules and form; trained from the project's data/nlu."""
