"""The assistant's card: what was read in a message, why, and what could be said next."""
