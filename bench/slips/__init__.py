"""Slips that never were: a generator of photographed POS receipts, and what is measured on them."""
