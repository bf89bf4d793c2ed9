"""Who works here: accounts, signing in, sessions, and what each may open."""
