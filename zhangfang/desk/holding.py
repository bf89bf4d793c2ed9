"""A conversation goes from the bot to a person, and on to another; giving_back.py has the way back.

Every function is one transition: it reads who has the conversation, changes that, and puts it on
record with what the merchant hears of it. It takes a connection in a writing transaction, and of
all desks one writes at a time: so two agents never both hold one conversation, and of two that reach
for it at once the second finds it taken. Whoever calls tells the open streams after the commit.
"""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.hold_record import Agent, NotHolderError, hold_of, name_of, record_deed
from zhangfang.desk.office import office_now
from zhangfang.desk.owed import owed_after_refusal, owed_since
from zhangfang.desk.queueing import give_places
from zhangfang.evidence.event import Actor
from zhangfang.guides.handing import filled
from zhangfang.store import agents, holds, log
from zhangfang.store.holds import USUAL, Held
from zhangfang.store.moments import sortable, stamp

TAKEN = "taken"
OFFERED, REFUSED = "transfer_offered", "transfer_refused"
"""Kinds of events."""

Whence = Literal["queue", "bot", "agent", "assigned"]


class HeldByOtherError(Exception):
    """Somebody else has it; `by` is their name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class NoSuchAgentError(Exception):
    """There is no such account, or it was closed, or it is the holder's own."""


def claim(
    connection: Connection, sources: Sources, conversation: str, agent: Agent, now: datetime
) -> Held:
    """Take what waits, what the bot talks in, or what was offered; one's own already, it stays so.

    Raises:
        HeldByOtherError: somebody was faster.
        ErasedError: it is gone.
    """
    before = hold_of(connection, conversation)
    if before is None or before.state == "waiting":
        whence: Whence = "queue" if before else "bot"
        return _take(connection, sources, conversation, agent, now, before, whence)
    if before.agent == agent.id:
        return before
    if before.offered_to == agent.id:
        return _take(connection, sources, conversation, agent, now, before, "agent")
    raise HeldByOtherError(name_of(connection, before.agent))


def assign(
    connection: Connection,
    sources: Sources,
    conversation: str,
    to: str,
    by: Agent,
    now: datetime,
) -> Held:
    """Give it to an agent, whoever has it; who has it already keeps it.

    Raises:
        NoSuchAgentError: it cannot be given to that one.
        ErasedError: it is gone.
    """
    before = hold_of(connection, conversation)
    agent = _active(connection, to)
    if before and before.agent == agent.id and before.state == "held":
        return before
    return _take(connection, sources, conversation, agent, now, before, "assigned", by=by)


def offer(
    connection: Connection, conversation: str, agent: Agent, to: str, word: str, now: datetime
) -> Held:
    """Offer it to a colleague; until they accept, the holder keeps it.

    From now on the merchant waits: one that is never answered comes back like any silence.

    Raises:
        NotHolderError: the agent does not hold it.
        NoSuchAgentError: it cannot be given to that one.
        ErasedError: it is gone.
    """
    before = _own(connection, conversation, agent)
    colleague = _active(connection, to)
    if colleague.id == agent.id:
        raise NoSuchAgentError
    if before.offered_to == colleague.id and before.word == word:
        return before
    after = replace(
        before,
        state="offered",
        offered_to=colleague.id,
        word=word,
        silent_since=before.silent_since or sortable(now),
    )
    holds.put(connection, after)
    content = {"agent": agent._asdict(), "to": colleague._asdict(), "word": word}
    record_deed(connection, conversation, OFFERED, "agent", now, {}, content)
    return after


def accept(
    connection: Connection, sources: Sources, conversation: str, agent: Agent, now: datetime
) -> Held:
    """Take what was offered. If the offer is off and nobody has it any more, it is claimed.

    Raises:
        HeldByOtherError: it was not offered to this agent, or no longer is.
        ErasedError: it is gone.
    """
    return claim(connection, sources, conversation, agent, now)


def refuse(
    connection: Connection, conversation: str, agent: Agent, word: str, now: datetime
) -> Held | None:
    """Leave what was offered with its holder; or take one's own offer back. Twice is once.

    Raises:
        HeldByOtherError: it is between two others.
        ErasedError: it is gone.
    """
    before = hold_of(connection, conversation)
    if before is None or before.state != "offered":
        return before
    if agent.id not in (before.agent, before.offered_to):
        raise HeldByOtherError(name_of(connection, before.agent))
    return leave_with_holder(connection, before, agent, "agent", word, now)


def _take(
    connection: Connection,
    sources: Sources,
    conversation: str,
    agent: Agent,
    now: datetime,
    before: Held | None,
    whence: Whence,
    by: Agent | None = None,
) -> Held:
    """The last word is that the person is there; then the bot is silent.

    Whoever waited for an answer waits for that person's from now on.
    """
    handing = sources.knowledge.handing
    was_held = before is not None and before.agent is not None
    if not (before and before.agent == agent.id):
        words = handing.passed_on if was_held else handing.taken
        log.append(connection, conversation, [_notice(filled(words, agent=agent.name), now)])
    after = Held(
        conversation=conversation,
        state="held",
        reason=before.reason if before else None,
        rank=before.rank if before else USUAL,
        since=sortable(now),
        agent=agent.id,
        offered_to=None,
        word="",
        told_position=None,
        silent_since=owed_since(connection, conversation, before, now),
    )
    holds.put(connection, after)
    content = {"agent": agent._asdict()} | ({"by": by._asdict()} if by else {})
    record_deed(connection, conversation, TAKEN, "agent", now, {"from": whence}, content)
    give_places(connection, office_now(connection, handing, now))
    return after


def leave_with_holder(
    connection: Connection, before: Held, agent: Agent, actor: Actor, word: str, now: datetime
) -> Held:
    """What was offered stays with its holder; `agent` refused it, or took the offer back."""
    silent = owed_after_refusal(connection, before, by=agent.id, now=now)
    after = replace(before, state="held", offered_to=None, word="", silent_since=silent)
    holds.put(connection, after)
    content = {"agent": agent._asdict(), "word": word}
    record_deed(connection, before.conversation, REFUSED, actor, now, {}, content)
    return after


def _own(connection: Connection, conversation: str, agent: Agent) -> Held:
    before = hold_of(connection, conversation)
    if before is None or before.agent != agent.id:
        raise NotHolderError
    return before


def _active(connection: Connection, agent: str) -> Agent:
    found = agents.of(connection, agent)
    if found is None or not found.active:
        raise NoSuchAgentError
    return Agent(found.id, found.name)


def _notice(text: str, now: datetime) -> log.Draft:
    """What the desk says of who talks: neither the bot nor the agent says it."""
    return log.Draft(
        kind=log.MESSAGE,
        actor="system",
        origin="bot_said",
        at=stamp(now),
        body={"in_reply_to": None},
        content={"text": text, "choices": [], "papers": []},
    )
