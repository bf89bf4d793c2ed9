"""A conversation as agents read it: its record, its case, and whose hands it is in."""
