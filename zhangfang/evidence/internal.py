"""What colleagues write among themselves: on record, and shown in no pack (docs/evidence-format.md, 4)."""

INTERNAL = frozenset(
    {"note", "suggestion_judged", "reading_corrected", "transfer_offered", "transfer_refused"}
)
"""The kinds of events whose content is for the house alone. A verifier accepts that it is missing."""
