"""What runs inside Rasa's process: graph components, the input channel, Rasa's environment."""
