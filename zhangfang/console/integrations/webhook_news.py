"""Takes from the log what webhooks are to be told, in the transaction that remembers how far it read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert

from zhangfang.console.integrations.webhook_topics import KINDS, News, body, news
from zhangfang.evidence.event import Event
from zhangfang.store import deliveries, log, tree, webhooks
from zhangfang.store.database import Database
from zhangfang.store.follow_tables import cursors
from zhangfang.store.following import follow
from zhangfang.store.recorder import recorder_of
from zhangfang.store.webhooks import Webhook

FOLLOWER = "webhooks-1"


def take_news(database: Database) -> int:
    """Put what the next entries of the log tell into the list of deliveries.

    Returns how many entries there were. While nobody is told anything the log is not read.
    """
    with database.read() as connection:
        if not webhooks.active(connection):
            return 0
    return follow(database, FOLLOWER, _take)


def begin_here(connection: Connection) -> None:
    """Pass over what is in the log already: nobody was told of it, and the first to be told is new."""
    connection.execute(delete(cursors).where(cursors.c.name == FOLLOWER))
    here = tree.size(connection)
    connection.execute(insert(cursors).values(name=FOLLOWER, next_index=here))


def _take(connection: Connection, found: Sequence[Event]) -> None:
    told = webhooks.active(connection)
    concerned: defaultdict[str, set[int]] = defaultdict(set)
    for event in found if told else ():
        if event.kind in KINDS and any(event.log_index >= it.since_index for it in told):
            concerned[event.conversation].add(event.seq)
    happened = [
        it
        for conversation, seqs in concerned.items()
        for it in news(log.entries(connection, conversation), seqs)
    ]
    for it in sorted(happened, key=lambda one: one.entry.event.log_index):
        _tell(connection, told, it)


def _tell(connection: Connection, told: Iterable[Webhook], it: News) -> None:
    event = it.entry.event
    for webhook in told:
        if it.topic in webhook.topics and event.log_index >= webhook.since_index:
            delivery = deliveries.new_id()
            deliveries.add(
                connection,
                recorder_of(connection).clock(),
                id=delivery,
                webhook=webhook.id,
                log_index=event.log_index,
                conversation=event.conversation,
                topic=it.topic,
                at=event.at,
                body=body(delivery, it),
            )
