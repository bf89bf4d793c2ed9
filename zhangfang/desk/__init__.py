"""The web service: takes messages, has them answered by Rasa, and tells everybody who listens."""
