"""How the desk reaches Rasa: one request a turn, everything needed inside it.

Rasa keeps nothing between turns: each has a sender id of its own, and the conversation travels
in the metadata, where `action_session_start` finds it.
"""

from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

INTENT_PREFIX = "/"
FULL_WIDTH_PREFIX = "／"


class DeskInput(RestInput):
    """RestInput that carries the conversation, and never takes a merchant's text for a payload."""

    @classmethod
    def name(cls) -> str:
        """The path under /webhooks/."""
        return "zhangfang"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The calls: a turn (`webhook`), reading alone (`read`), searching knowledge (`search`)."""
        from nlu import reading_alone  # it loads the encoder: not for who only wants a plain text

        calls = super().blueprint(on_new_message)

        @calls.route("/read", methods=["POST"])  # type: ignore[untyped-decorator]
        async def read(request: Request) -> HTTPResponse:
            text = self._extract_message(request) or ""
            found = await reading_alone.read(
                request.app.ctx.agent, text, self.get_metadata(request)
            )
            return response.json(found)

        @calls.route("/search", methods=["POST"])  # type: ignore[untyped-decorator]
        async def search(request: Request) -> HTTPResponse:
            text = as_plain_text(request.json.get("query") or "")
            return response.json(await reading_alone.search(request.app.ctx.agent, text))

        return calls

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
