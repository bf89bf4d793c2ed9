"""Names that the classifier tells apart: intents, and topics within what is out of scope."""

from typing import Optional

OUT_OF_SCOPE = "out_of_scope"
FAMILIES = (
    "overcharged",
    "not_arrived",
    "wrong_refund",
    "no_receipt_charged",
    "migration_charge",
)
"""In the bot's order: it is what a ranking without two families is filled up with."""


def labelled(intent: str, topic: Optional[str]) -> str:
    """The classifier's label: an intent, with its topic behind a slash if it has one."""
    return f"{intent}/{topic}" if topic else intent
