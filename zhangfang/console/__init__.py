"""The agents' side: who is signed in, the queue, conversations held by a person, their console's API."""
