"""How the desk reaches Rasa: one request a turn, everything needed inside it.

Rasa keeps nothing between turns: each has a sender id of its own, and the conversation travels
in the metadata, where `action_session_start` finds it.
"""

from typing import Any, Dict, Optional

from rasa.core.channels.rest import RestInput
from sanic.request import Request

INTENT_PREFIX = "/"
FULL_WIDTH_PREFIX = "／"


class DeskInput(RestInput):
    """RestInput that carries the conversation, and never takes a merchant's text for a payload."""

    @classmethod
    def name(cls) -> str:
        """The path under /webhooks/."""
        return "zhangfang"

    def get_metadata(self, request: Request) -> Optional[Dict[str, Any]]:
        """The conversation, the time, unused case numbers."""
        metadata: Optional[Dict[str, Any]] = request.json.get("metadata")
        return metadata

    def _extract_message(self, req: Request) -> Optional[str]:
        text: Optional[str] = req.json.get("message")
        kind = (req.json.get("metadata") or {}).get("kind")
        return text if text is None or kind == "choice" else as_plain_text(text)


def as_plain_text(text: str) -> str:
    """A text that Rasa does not take for an intent payload, even if it begins like one."""
    start = text.lstrip()
    return FULL_WIDTH_PREFIX + start[1:] if start.startswith(INTENT_PREFIX) else text
