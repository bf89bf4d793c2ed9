"""Tells open consoles which conversations have changed.

What has changed is not carried here: whoever is woken reads it. So a slow console costs no memory,
and many changes of one conversation are told as one.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Ear:
    """One open stream: the conversations that have changed since it last looked."""

    def __init__(self) -> None:
        self._changed: set[str] = set()
        self._signed_out: set[str] = set()
        self._news = asyncio.Event()
        self.closed = False

    def hear(self, conversation: str) -> None:
        """This one has changed."""
        self._changed.add(conversation)
        self._news.set()

    def hear_of(self, agent: str) -> None:
        """This agent was signed out somewhere."""
        self._signed_out.add(agent)
        self._news.set()

    def signed_out(self) -> set[str]:
        """Agents who were signed out somewhere since this was asked last."""
        found, self._signed_out = self._signed_out, set()
        return found

    def close(self) -> None:
        """Nothing more will come."""
        self.closed = True
        self._news.set()

    async def changed(self) -> set[str]:
        """Wait for changes; empty when somebody was signed out, or the console closes."""
        await self._news.wait()
        self._news.clear()
        found, self._changed = self._changed, set()
        return found


class Looker(NamedTuple):
    """An agent who has a conversation open."""

    id: str
    name: str


class Live:
    """All open streams of this desk's consoles."""

    def __init__(self) -> None:
        self._ears: set[Ear] = set()
        self._looking: dict[str, list[Looker]] = {}
        self._closed = False

    def changed(self, conversation: str) -> None:
        """A conversation has changed: what was said, its case, who holds it."""
        for ear in self._ears:
            ear.hear(conversation)

    def signed_out(self, agent: str) -> None:
        """A session of this agent was ended: their streams look at once whether theirs goes on."""
        for ear in self._ears:
            ear.hear_of(agent)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for ear in self._ears:
            ear.close()

    @contextmanager
    def listening(self) -> Iterator[Ear]:
        """An ear for as long as the block lasts."""
        ear = Ear()
        if self._closed:
            ear.close()
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    @contextmanager
    def looking(self, conversation: str, looker: Looker) -> Iterator[None]:
        """An agent has the conversation open, on one more screen, for as long as the block lasts."""
        lookers = self._looking.setdefault(conversation, [])
        lookers.append(looker)
        self.changed(conversation)
        try:
            yield
        finally:
            lookers.remove(looker)
            if not lookers:
                self._looking.pop(conversation, None)
            self.changed(conversation)

    def lookers(self, conversation: str) -> list[Looker]:
        """Who has it open at this desk, each once, by name."""
        return sorted(set(self._looking.get(conversation, ())), key=lambda it: (it.name, it.id))
