"""The stream of one conversation on an agent's screen: what happens there, as it happens.

Nothing is carried here but that something has changed: whoever is woken reads on from where they
are. So nothing is lost or told twice, and a slow screen costs no memory.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from anyio.to_thread import run_sync
from fastapi.sse import ServerSentEvent

from zhangfang.console.console import Console
from zhangfang.console.conversation.conversation_views import ConversationShown
from zhangfang.console.conversation.standing import standing
from zhangfang.console.conversation.timeline import Timeline, entries_again
from zhangfang.console.live import Ear, Looker
from zhangfang.console.staff.access import SignedIn, may_see
from zhangfang.console.views import TimelineEntry
from zhangfang.desk.stream import Typist
from zhangfang.store import log
from zhangfang.store.recalls import RECALLED

CHECKED_EVERY = 25.0
"""Seconds after which the session is looked at again, if nothing happens."""

Typists = dict[Typist, str]
Others = list[dict[str, str]]
StillIn = Callable[[], Awaitable[bool]]


class News(NamedTuple):
    """What there is to tell; `shown` None: the conversation is not this agent's to see any more."""

    entries: list[TimelineEntry]
    again: list[TimelineEntry]
    shown: ConversationShown | None


class Reading:
    """One screen's reading of a conversation, from its beginning on."""

    def __init__(self, console: Console, conversation: str, who: SignedIn) -> None:
        self._desk = console.desk
        self._conversation = conversation
        self._who = who
        self._timeline = Timeline(console.desk.knowledge)

    def read_on(self, now: datetime) -> News:
        """What has come since, and how it stands."""
        desk = self._desk
        with desk.database.read() as connection:
            if not may_see(connection, self._who, self._conversation):
                return News([], [], None)
            last, seen = self._timeline.last, dict(self._timeline.past.read)
            entries = self._timeline.read_on(connection, self._conversation)
            altered = [seq for seq in self._altered(entries, last) if seq <= last]
            altered += [seen[seq].event.seq for seq in altered if seq in seen]
            return News(
                entries,
                entries_again(connection, desk.knowledge, self._conversation, altered),
                standing(
                    connection,
                    desk.knowledge,
                    self._timeline.past,
                    self._conversation,
                    self._who,
                    now,
                ),
            )

    def _altered(self, entries: list[TimelineEntry], last: int) -> list[int]:
        """The seqs of what says something else now, of what was told before."""
        marks = [it for it in entries if it.kind in (RECALLED, log.REDACTED)]
        return [it.about for it in marks if it.about is not None and it.about <= last]


async def follow(
    console: Console,
    conversation: str,
    who: SignedIn,
    after: int,
    clock: Callable[[], datetime],
    still_in: StillIn,
) -> AsyncGenerator[ServerSentEvent]:
    """What follows `after`, how it stands, then what happens.

    It ends when the session is over or the desk closes, and with `gone` when the conversation is
    not this agent's to see any more.
    """
    loop = asyncio.get_running_loop()
    reading = Reading(console, conversation, who)
    told: ConversationShown | None = None
    typing: Typists = {}
    here: Others = []
    check = loop.time() + CHECKED_EVERY
    me = Looker(who.id, who.name)
    with console.live.listening() as ear, console.live.looking(conversation, me):
        while not ear.closed:
            news = await run_sync(reading.read_on, clock())
            if news.shown is None:
                yield ServerSentEvent(event="gone", data={"conversation": conversation})
                return
            for entry in news.again:
                yield ServerSentEvent(event="entry", raw_data=entry.model_dump_json())
            for entry in news.entries:
                if entry.seq > after:
                    yield _entry(entry)
            if news.shown != told:
                told = news.shown
                yield ServerSentEvent(event="standing", raw_data=told.model_dump_json())
            now = console.desk.stream.typing_in(conversation)
            others = _others(console, conversation, who)
            for event in (*_typing(typing, now, who.name), *_here(here, others)):
                yield event
            typing, here = now, others
            while not (ear.closed or await _woken(ear, conversation, who.id, check)):
                if not await still_in():
                    return
                check = loop.time() + CHECKED_EVERY


def _others(console: Console, conversation: str, who: SignedIn) -> Others:
    lookers = console.live.lookers(conversation)
    return [{"id": it.id, "name": it.name} for it in lookers if it.id != who.id]


def _here(before: Others, now: Others) -> list[ServerSentEvent]:
    return [ServerSentEvent(event="here", data=now)] if now != before else []


async def _woken(ear: Ear, conversation: str, agent: str, until: float) -> bool:
    """Whether the conversation has changed; False once it is time to look at the session again.

    That is so at once when a session of this agent was ended.
    """
    loop = asyncio.get_running_loop()
    while not ear.closed and loop.time() < until:
        try:
            changed = await asyncio.wait_for(ear.changed(), until - loop.time())
        except TimeoutError:
            return False
        if agent in ear.signed_out():
            ear.hear(conversation)  # what has changed besides is read after that look
            return False
        if conversation in changed:
            return True
    return False


def _entry(entry: TimelineEntry) -> ServerSentEvent:
    return ServerSentEvent(event="entry", id=str(entry.seq), raw_data=entry.model_dump_json())


def _typing(before: Typists, now: Typists, own: str) -> list[ServerSentEvent]:
    """Who has begun or ended to type; one's own typing is no news."""
    ended = [(who, name, False) for who, name in before.items() if who not in now]
    begun = [(who, name, True) for who, name in now.items() if who not in before]
    return [
        ServerSentEvent(event="typing", data={"who": name or who, "on": on})
        for who, name, on in (*ended, *begun)
        if name != own
    ]
