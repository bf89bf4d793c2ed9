"""Rasa as the desk sees it: answers, refuses, hangs, breaks off or dies, as a test wants it."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import uvicorn

from zhangfang.cases.case import Conversation
from zhangfang.cases.engine import respond
from zhangfang.cases.reading import Reading
from zhangfang.guides.model import Knowledge

Request = dict[str, Any]
Behaviour = Callable[[Request], Awaitable[Any]]

END = {"custom": {"changes": [], "end": True}}

READ, SEARCH = "/webhooks/zhangfang/read", "/webhooks/zhangfang/search"
NOTHING_READ = {
    "intent": {"name": "out_of_scope", "confidence": 0.4},
    "ranking": [],
    "entities": [],
}


class FakeRasa:
    """Knows no language: a tapped choice runs the real engine, a text is echoed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.requests: list[Request] = []
        self.asked = asyncio.Event()
        self.behaviour: Behaviour = self.answer
        self.readings: dict[str, dict[str, Any]] = {}
        """What is read in a text; nothing in any other."""
        self.nearest: list[dict[str, Any]] = []
        self.found: list[tuple[str, float]] = []
        self.read_requests: list[Request] = []
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def texts(self) -> list[str]:
        """What was said in each attempt."""
        return [request["metadata"]["text"] for request in self.requests]

    async def start(self) -> None:
        """Listen; after a stop, on the same port."""
        self._listening = listen(self._port)
        self._port = self._listening.getsockname()[1]
        config = uvicorn.Config(self, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))

    async def stop(self) -> None:
        """Gone at once: connections under way break, new ones are refused."""
        for server in self._server.servers:
            server.close()
        for connection in list(self._server.server_state.connections):
            connection.transport.abort()
        self._serving.cancel()
        await asyncio.gather(self._serving, return_exceptions=True)
        self._listening.close()

    async def answer(self, request: Request) -> Any:
        message, metadata = request["message"], request["metadata"]
        if metadata["kind"] == "text":
            read = {"changes": [], "end": True, "reading": self.reading(message)}
            return [
                {"recipient_id": request["sender"], "text": f"收到：{message}"},
                {"custom": read},
            ]
        intent, brace, entities = message.removeprefix("/").partition("{")
        turn = respond(
            self.knowledge,
            Conversation.model_validate(metadata["conversation"]),
            Reading(
                intent=intent,
                answers=json.loads(brace + entities) if brace else {},
                facts=metadata["facts"],
                in_form=bool(metadata["facts"]),
                offered=metadata["offered"],
            ),
            datetime.fromisoformat(metadata["now"]),
            iter(metadata["numbers"]),
        )
        bubbles = [
            {
                "text": reply.text or f"{reply.response} {reply.values}",
                "buttons": [{"title": o.label, "payload": o.payload} for o in reply.options],
            }
            for reply in turn.replies
        ]
        changes = [change.model_dump(mode="json") for change in turn.changes]
        shown = [
            {
                "bubble": place,
                **reply.shows.model_dump(mode="json"),
                "response": reply.response,
                "values": reply.values,
            }
            for place, reply in enumerate(turn.replies)
        ]
        custom = {"changes": changes, "shown": shown, "end": True}
        custom["reading"] = {"intent": {"name": intent, "confidence": 1.0}, "ranking": []}
        custom["reading"]["entities"] = []
        return [*bubbles, {"custom": custom}]

    def reading(self, text: str) -> dict[str, Any]:
        """What NLU would make of a text."""
        return self.readings.get(text, NOTHING_READ)

    async def read(self, request: Request) -> Any:
        """Reading alone: nothing is answered."""
        self.read_requests.append(request)
        return {**self.reading(request["message"]), "nearest": self.nearest}

    async def search(self, _request: Request) -> Any:
        """What of knowledge/ comes nearest."""
        return self.found

    async def hang(self, _request: Request) -> Any:
        await asyncio.Event().wait()

    async def break_off(self, request: Request) -> Any:
        """The action server died in the middle: texts, but no end."""
        return [{"text": "收到了一半"}, {"custom": {"changes": [], "end": False}}]

    async def answer_nothing(self, request: Request) -> Any:
        return []

    async def fail(self, request: Request) -> Any:
        return 500

    async def die(self, request: Request) -> Any:
        raise ConnectionAbortedError

    async def talk_nonsense(self, request: Request) -> Any:
        return [{"custom": {"changes": [{"kind": "case_eaten"}], "end": True}}]

    async def close_no_case(self, request: Request) -> Any:
        """A well-formed change that does not fit the conversation."""
        ended = {"kind": "case_ended", "status": "closed"}
        return [{"text": "好的"}, {"custom": {"changes": [ended], "end": True}}]

    async def _answered(self, path: str, request: Request) -> Any:
        beside = {READ: self.read, SEARCH: self.search}
        if path in beside and self.behaviour == self.answer:
            return await beside[path](request)
        self.requests.append(request)
        self.asked.set()
        return await self.behaviour(request)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        if scope["method"] == "GET":
            return await _send(send, 200, b'{"status":"ok"}')
        request = json.loads(body)
        answer = await self._answered(scope["path"], request)
        if isinstance(answer, int):
            return await _send(send, answer, b"")
        await _send(send, 200, json.dumps(answer).encode())


async def _send(send: Any, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def listen(port: int = 0) -> socket.socket:
    """A listening socket: whoever connects waits until a server takes it over."""
    # asyncio turns Nagle's delay off only for a socket that says it is TCP
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening
