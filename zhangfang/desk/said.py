"""What a message on its way in comes to: what goes on record, and what Rasa gets of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhangfang.language.masking import Masked

Mask = Callable[[str, str], Masked]
"""Takes card, ID and phone numbers out of a text; the other text is what was said before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a merchant.

    Attributes:
        text: what everybody reads of it.
        message: what Rasa gets: the same text, or an intent payload.
        choice: the id of the quick reply that was tapped.
        numbers: hidden numbers that are kept under seal.
        more: what else is kept of it: what it quotes, facts, a step.
    """

    text: str
    message: str
    choice: str | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, Any]:
        """What is put under seal."""
        return {"text": self.text, "choice": self.choice, **self.more}
