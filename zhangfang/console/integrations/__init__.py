"""Other systems: they are told by webhooks, and ask with keys."""
