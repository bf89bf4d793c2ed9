"""Finds what was said in the record."""
