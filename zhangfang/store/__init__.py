"""Where conversations, the log, turns and cases are kept. No rule of a case is decided here."""
