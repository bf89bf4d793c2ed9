"""Tells whoever listens to a conversation what has happened in it.

Messages are not carried here: a listener that is woken reads them from the log after the last one
it has. So nothing is lost or told twice, and a slow listener costs no memory.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from fastapi.sse import ServerSentEvent

from zhangfang.cases.view import View
from zhangfang.desk.views import Message

MessagesAfter = Callable[[int], Awaitable[list[Message]]]
CaseNow = Callable[[], Awaitable[View]]


class Listener:
    """One open stream: the latest case and typing that it has not been told yet."""

    def __init__(self, *, typing: bool | None) -> None:
        self.case: View | None = None
        self.typing = typing
        self.news = asyncio.Event()

    def take(self) -> tuple[View | None, bool | None]:
        """What is to be told, once."""
        self.news.clear()
        told = self.case, self.typing
        self.case = self.typing = None
        return told


class Stream:
    """The listeners of all conversations, in this process."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._typing: set[str] = set()
        self._watchers: set[Callable[[str], None]] = set()
        self._closed = False

    def watch(self, watcher: Callable[[str], None]) -> Callable[[], None]:
        """Have this called with each conversation in which something happens.

        Returns what ends it. The call must be short, and may not raise.
        """
        self._watchers.add(watcher)
        return lambda: self._watchers.discard(watcher)

    def messages(self, conversation: str) -> None:
        """The conversation has new messages in the log."""
        for listener in self._of(conversation):
            listener.news.set()
        self._tell(conversation)

    def case(self, conversation: str, view: View) -> None:
        """The case stands so now."""
        for listener in self._of(conversation):
            listener.case = view
            listener.news.set()
        self._tell(conversation)

    def typing(self, conversation: str, *, on: bool) -> None:
        """The bot has begun, or ended, to think."""
        if on == (conversation in self._typing):
            return
        (self._typing.add if on else self._typing.discard)(conversation)
        for listener in self._of(conversation):
            listener.typing = on
            listener.news.set()

    def close(self) -> None:
        """End every stream; clients come back with Last-Event-ID."""
        self._closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.news.set()

    async def follow(
        self, conversation: str, after: int, case_now: CaseNow, messages_after: MessagesAfter
    ) -> AsyncGenerator[ServerSentEvent]:
        """The messages after `after`, how the case stands, then what happens.

        It ends when the desk closes or the client goes.
        """
        with self._listening(conversation) as listener:
            first = await case_now()
            listener.case = listener.case or first
            while not self._closed:
                case, typing = listener.take()  # before reading: what led to it is in the log then
                for message in await messages_after(after):
                    after = message.seq
                    yield _message(message)
                if case is not None:
                    yield ServerSentEvent(event="case", data=case)
                if typing is not None:
                    yield ServerSentEvent(event="typing", data={"on": typing})
                await listener.news.wait()

    @contextmanager
    def _listening(self, conversation: str) -> Iterator[Listener]:
        listener = Listener(typing=True if conversation in self._typing else None)
        self._listeners[conversation].add(listener)
        try:
            yield listener
        finally:
            self._listeners[conversation].discard(listener)
            if not self._listeners[conversation]:
                del self._listeners[conversation]

    def _tell(self, conversation: str) -> None:
        for watcher in self._watchers:
            watcher(conversation)

    def _of(self, conversation: str) -> set[Listener]:
        return self._listeners.get(conversation, set())


def _message(message: Message) -> ServerSentEvent:
    return ServerSentEvent(event="message", id=str(message.seq), raw_data=message.model_dump_json())
