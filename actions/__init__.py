"""rasa-sdk custom actions: each reads the tracker, calls zhangfang, returns events and replies."""
