"""Who waits for a person, who has whom, and the lists on open consoles."""
