"""What the desk says by itself when a day has come, once for each day.

All that a follow-up leads to is one transaction that begins by reading the conversation anew. So a
desk that dies before its end has said nothing, one that dies after it has said it, and of two desks
the second finds nothing left to say.
"""

import logging
import traceback
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from zhangfang.cases.follow_up import follow_up
from zhangfang.cases.turn import Reply
from zhangfang.cases.view import View
from zhangfang.desk.bubble import Bubble, worded
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.keep import keep
from zhangfang.desk.owed import owe_follow_up
from zhangfang.desk.rasa import Answer
from zhangfang.desk.responses import Responses
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations, holds, turns
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

logger = logging.getLogger(__name__)


class Sources(NamedTuple):
    """What a follow-up is made from."""

    database: Database
    knowledge: Knowledge
    responses: Responses


class Told(NamedTuple):
    """A conversation in which something was said, and how its case stands now."""

    conversation: str
    case: View


def run_due(sources: Sources, now: datetime, *, own_times: bool = False) -> Iterator[Told]:
    """Follow up every conversation whose moment has come, each as it is asked for.

    One that fails is passed over and stays due.

    Args:
        sources: what it takes.
        now: local time.
        own_times: leave alone the conversations whose messages set a time of their own, as tests
            do: they are followed up by their requests.
    """
    with sources.database.read() as connection:
        due = conversations.due(connection, now)
        if own_times:
            due = [each for each in due if not turns.time_was_set(connection, each)]
    for conversation in due:
        try:
            done = follow_up_on(sources, conversation, now)
        except Exception as error:  # noqa: BLE001 - one conversation's trouble is not another's
            where = "".join(traceback.format_tb(error.__traceback__)[-2:])
            logger.error("follow-up of %s: %s\n%s", conversation, type(error).__name__, where)  # noqa: TRY400
        else:
            if done:
                yield done


def follow_up_on(sources: Sources, conversation: str, now: datetime) -> Told | None:
    """Say what is due in this conversation; None if nothing is.

    While a message waits for its answer nothing is said: the answer may settle it. Nor while a
    person talks with the merchant: then it is theirs to ask, and said when they have given the
    conversation back.
    """
    with sources.database.write() as connection:
        if turns.next_pending(connection, conversation):
            return None
        before = conversations.state(connection, conversation)
        found = follow_up(sources.knowledge, before, now)
        if holds.is_held(connection, conversation):
            if found is not None:
                owe_follow_up(connection, conversation, before, now)
            return None
        if found is None:
            conversations.save_state(connection, conversation, before)  # its moment is another one
            return None
        answer = Answer(
            changes=found.changes,
            bubbles=[bubble_of(sources.responses, reply) for reply in found.replies],
        )
        after, _ = keep(connection, conversation, answer, stamp(now), in_reply_to=None)
        view = case_shown(connection, sources.knowledge, conversation, now, after)
    return Told(conversation, view)


def bubble_of(responses: Responses, reply: Reply) -> Bubble:
    """What the engine says outside Rasa, in the words of domain.yml."""
    parts = (worded(responses, reply.response, reply.values),) if reply.response else ()
    text = parts[0].text if parts else reply.text or ""
    return Bubble(text=text, parts=parts, options=list(reply.options), shows=reply.shows)
