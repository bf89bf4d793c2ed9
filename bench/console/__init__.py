"""Many agents and merchants at once: how soon an agent sees what was said, and whether memory stays."""
