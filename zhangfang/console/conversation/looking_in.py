"""An agent looks at a conversation; who looks on where another talks is on record with it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from zhangfang.console.conversation.conversation_views import ConversationShown
from zhangfang.console.conversation.past import Past
from zhangfang.console.conversation.standing import standing
from zhangfang.console.conversation.timeline import Timeline
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.staff.deeds import deed
from zhangfang.guides.model import Knowledge
from zhangfang.store import holds, log, sealing
from zhangfang.store.database import Database

WATCHED = "watched"
"""The kind of the event."""

ONE_VISIT = timedelta(hours=1)
"""Who comes back within it has been noted already."""


def look(
    database: Database, knowledge: Knowledge, conversation: str, who: SignedIn, now: datetime
) -> ConversationShown:
    """The whole conversation as it stands, in one reading of it."""
    timeline = Timeline(knowledge)
    with database.read() as connection:
        entries = timeline.read_on(connection, conversation)
        shown = standing(connection, knowledge, timeline.past, conversation, who, now)
    return shown.model_copy(update={"entries": entries})


def past_of(database: Database, knowledge: Knowledge, conversation: str) -> Past:
    """All that has happened in it."""
    timeline = Timeline(knowledge)
    with database.read() as connection:
        timeline.read_on(connection, conversation)
    return timeline.past


def note_watching(database: Database, conversation: str, who: SignedIn, now: datetime) -> bool:
    """Put on record that somebody looks on. Returns whether there was anything to record.

    That an agent looks before they take a conversation is no news: nobody talks there yet. A
    supervisor always looks on, save where they talk themselves.
    """
    with database.read() as connection:
        if not _is_news(connection, conversation, who, now):
            return False
    with database.write() as connection:
        erased = sealing.key_of(connection, conversation) is None
        if erased or not _is_news(connection, conversation, who, now):
            return False
        log.append(connection, conversation, [deed(who, WATCHED, now)])
    return True


def _is_news(connection: Connection, conversation: str, who: SignedIn, now: datetime) -> bool:
    held = holds.of(connection, conversation)
    talks = held is not None and who.id in (held.agent, held.offered_to)
    nobody_talks = held is None or held.agent is None
    if talks or (nobody_talks and who.role == "agent"):
        return False
    return not any(
        (entry.content or {}).get("agent", {}).get("id") == who.id
        and now - datetime.fromisoformat(entry.event.at) < ONE_VISIT
        for entry in log.of_kinds(connection, conversation, (WATCHED,))
    )
