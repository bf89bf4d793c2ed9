"""rasa-sdk custom actions: each reads the tracker, calls zhangfang, returns events and replies."""

from actions.content import knowledge

knowledge()
"""Read before the server answers: no merchant waits for it, and a fault in it is seen at the start."""
