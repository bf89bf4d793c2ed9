"""Reads a Chinese merchant's words. Pure functions, no framework, Python 3.10 and later."""
