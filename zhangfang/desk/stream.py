"""Tells whoever listens to a conversation what has happened in it.

Messages are not carried here: a listener that is woken reads them from the log after the last one
it has. So nothing is lost or told twice, and a slow listener costs no memory.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from fastapi.sse import ServerSentEvent

from zhangfang.cases.view import View
from zhangfang.desk.views import Message

MessagesAfter = Callable[[int], Awaitable[list[Message]]]
CaseNow = Callable[[], Awaitable[View]]
Typist = Literal["bot", "agent", "merchant"]

TYPING_LASTS = 10.0
"""Seconds after which a person who has not been heard of types no more. The bot says when it ends."""


class Listener:
    """One open stream: the latest case and typing that it has not been told yet."""

    def __init__(self, typing: dict[Typist, bool]) -> None:
        self.case: View | None = None
        self.typing = typing
        self.news = asyncio.Event()

    def take(self) -> tuple[View | None, dict[Typist, bool]]:
        """What is to be told, once."""
        self.news.clear()
        told = self.case, self.typing
        self.case, self.typing = None, {}
        return told


class Typing:
    """Somebody who types: by which name, and what will end it."""

    def __init__(self, name: str, ends: asyncio.TimerHandle | None) -> None:
        self.name = name
        self._ends = ends

    def over(self) -> None:
        """It has ended, or begins anew."""
        if self._ends:
            self._ends.cancel()


class Stream:
    """The listeners of all conversations, in this process."""

    def __init__(self, typing_lasts: float = TYPING_LASTS) -> None:
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._typing: dict[str, dict[Typist, Typing]] = {}
        self._typing_lasts = typing_lasts
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

    def typing(self, conversation: str, *, on: bool, who: Typist = "bot", name: str = "") -> None:
        """The bot thinks, or a person types; or no more.

        Args:
            conversation: where.
            on: whether they do.
            who: of people it ends by itself, unless it is said again.
            name: of an agent.
        """
        typing = self._typing.setdefault(conversation, {})
        before = typing.pop(who, None)
        if before:
            before.over()
        if on:
            typing[who] = Typing(name, self._end_of(conversation, who))
        if not typing:
            del self._typing[conversation]
        if on == (before is not None):
            return
        if who != "merchant":
            for listener in self._of(conversation):
                listener.typing[who] = on
                listener.news.set()
        self._tell(conversation)

    def typing_in(self, conversation: str) -> dict[Typist, str]:
        """Who types now, each with the name that goes with it."""
        return {who: it.name for who, it in self._typing.get(conversation, {}).items()}

    def _end_of(self, conversation: str, who: Typist) -> asyncio.TimerHandle | None:
        if who == "bot":
            return None
        loop = asyncio.get_running_loop()
        return loop.call_later(
            self._typing_lasts, lambda: self.typing(conversation, on=False, who=who)
        )

    def is_heard(self, conversation: str) -> bool:
        """Whether somebody has the conversation open at this desk."""
        return conversation in self._listeners

    def changed(self, conversation: str) -> None:
        """Something has changed of which its merchant's page is not told."""
        self._tell(conversation)

    def close(self) -> None:
        """End every stream; clients come back with Last-Event-ID."""
        self._closed = True
        for typing in self._typing.values():
            for one in typing.values():
                one.over()
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
                for who, on in typing.items():
                    yield ServerSentEvent(event="typing", data={"on": on, "who": who})
                await listener.news.wait()

    @contextmanager
    def _listening(self, conversation: str) -> Iterator[Listener]:
        typists = self.typing_in(conversation).keys() - {"merchant"}
        listener = Listener(dict.fromkeys(typists, True))
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
