"""Since when a merchant waits for a word of whoever holds the conversation.

After so long without one the bot is back (console/queue/come_back.py); so nobody waits for ever
because an agent was given a conversation and has not looked, or has gone home.
"""

from datetime import datetime

from sqlalchemy import Connection

from zhangfang.cases.case import Conversation
from zhangfang.cases.follow_up import next_due
from zhangfang.cases.safety import ONLY_A_PERSON
from zhangfang.evidence.event import Event
from zhangfang.guides.dangers import smells_of
from zhangfang.guides.model import Danger, Knowledge
from zhangfang.store import conversations, holds, log, turns
from zhangfang.store.holds import Held
from zhangfang.store.moments import sortable, stamp


def owed_since(
    connection: Connection, conversation: str, before: Held | None, now: datetime
) -> str | None:
    """From when on an agent who takes a conversation owes a word; None: the merchant is next.

    Whoever has waited, in the queue, for a holder, or for the bot's answer, has been told that a
    person is there: they wait for that one from now on.
    """
    if before is None:
        waits = turns.next_pending(connection, conversation) is not None
    else:
        waits = before.state == "waiting" or before.silent_since is not None
    return sortable(now) if waits else None


def owed_after_refusal(
    connection: Connection, before: Held, *, by: str, now: datetime
) -> str | None:
    """Since when the holder owes a word whose offer was refused, or taken back.

    A merchant who has said something waits since then. Otherwise a holder who was refused has to
    say how it goes on; who takes the offer back is there.
    """
    if holds.is_unanswered(connection, before.conversation):
        return before.silent_since
    return None if by == before.agent else sortable(now)


def rests(connection: Connection, conversation: str, at: str) -> bool:
    """Have what was said at this moment wait for no answer. Whether it was the first that did."""
    held = holds.of(connection, conversation)
    since = held.silent_since if held else None
    if since is None or stamp(datetime.fromisoformat(since)) != at:
        return False
    holds.spoke(connection, conversation)
    return True


def owed_after_recall(connection: Connection, conversation: str, recalled: Event) -> None:
    """What was taken back is not waited on: if it was the first that was, the next one is now."""
    if not rests(connection, conversation, recalled.at):
        return
    following = log.of_kinds(connection, conversation, (log.MESSAGE, log.FILE), recalled.seq)
    said = [it for it in following if it.event.actor == "merchant" and not it.recalled]
    if said:
        holds.heard(connection, conversation, datetime.fromisoformat(said[0].event.at))


def owe_follow_up(
    connection: Connection, conversation: str, state: Conversation, now: datetime
) -> None:
    """A day has come that the bot would speak of: the holder owes a word, unless they spoke since."""
    came = next_due(state)
    spoke = log.last_message_of(connection, conversation, "agent")
    if came is None or came > now:
        return
    if spoke is None or datetime.fromisoformat(spoke.event.at) < came:
        holds.heard(connection, conversation, now)


def unanswered_danger(
    connection: Connection, knowledge: Knowledge, conversation: str
) -> Danger | None:
    """The danger to body and life that a person was called for, or that nobody has answered to.

    What the merchant wrote while the bot was silent was read by nobody but the holder.
    """
    spoke = log.last_message_of(connection, conversation, "bot")
    since = spoke.event.seq if spoke else 0
    said = [
        danger
        for entry in log.messages_of(connection, conversation, "merchant")
        if entry.event.seq > since and not entry.recalled
        for danger in smells_of(knowledge.dangers, str((entry.content or {}).get("text", "")))
    ]
    named = conversations.state(connection, conversation).human_reason
    called = [danger for danger in knowledge.dangers if danger.id == named]
    return next((it for it in (*said, *called) if it.kind in ONLY_A_PERSON), None)
