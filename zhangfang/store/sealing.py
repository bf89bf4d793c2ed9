"""What was said, under lock: the conversations' keys, and the openings that they seal.

Without its conversation's key, or without its row, a value is gone for good; the leaf keeps its
commitment.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from zhangfang.evidence.commitment import SALT_BYTES, Opening
from zhangfang.evidence.seal import (
    KEY_BYTES,
    NONCE_BYTES,
    pack_opening,
    seal,
    sealed_for,
    unpack_opening,
    unseal,
)
from zhangfang.store.recorder import recorder_of
from zhangfang.store.tables import conversation_keys, events, sealed

Openings = Mapping[str, Opening]
"""The openings of one event, by name."""


LAST = 2**31 - 1
"""No conversation gets as far as this seq."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands."""

    log_index: int
    seq: int


def make_key(connection: Connection, conversation: str) -> None:
    """Give the conversation its key."""
    master = recorder_of(connection).master_key
    wrapped = seal(master, secrets.token_bytes(KEY_BYTES), conversation, _nonce())
    connection.execute(insert(conversation_keys).values(conversation=conversation, wrapped=wrapped))


def key_of(connection: Connection, conversation: str) -> bytes | None:
    """The conversation's key; None if it was erased."""
    wrapped = connection.scalars(
        select(conversation_keys.c.wrapped).where(conversation_keys.c.conversation == conversation)
    ).one_or_none()
    if wrapped is None:
        return None
    return unseal(recorder_of(connection).master_key, wrapped, conversation)


def opening(value: object) -> Opening:
    """An opening of this value, with a salt of its own."""
    return Opening(secrets.token_bytes(SALT_BYTES), value)


def put(
    connection: Connection, conversation: str, openings: Iterable[tuple[Place, Openings]]
) -> None:
    """Seal these openings.

    Raises:
        LookupError: the conversation was erased.
    """
    rows = [(place, name, it) for place, named in openings for name, it in named.items()]
    if not rows:
        return
    key = key_of(connection, conversation)
    if key is None:
        raise LookupError(f"conversation {conversation} was erased: nothing can be said in it")
    connection.execute(
        insert(sealed),
        [
            {
                "log_index": place.log_index,
                "name": name,
                "box": seal(
                    key, pack_opening(it), sealed_for(conversation, place.seq, name), _nonce()
                ),
            }
            for place, name, it in rows
        ],
    )


def openings(
    connection: Connection,
    conversation: str,
    first: int,
    last: int = LAST,
    names: Collection[str] = (),
    but: Collection[str] = (),
) -> dict[int, dict[str, Opening]]:
    """What is still under seal of the events from seq `first` to `last`, by seq and name.

    Args:
        connection: to read by.
        conversation: whose.
        first: seq of the first event.
        last: seq of the last one.
        names: only these values; all if empty.
        but: not these.

    Raises:
        UnsealError: a value was altered, or put in another's place.
    """
    key = key_of(connection, conversation)
    if key is None:
        return {}
    query = (
        select(events.c.seq, sealed.c.name, sealed.c.box)
        .join(events, events.c.log_index == sealed.c.log_index)
        .where(events.c.conversation == conversation, events.c.seq.between(first, last))
    )
    if names:
        query = query.where(sealed.c.name.in_(names))
    if but:
        query = query.where(sealed.c.name.not_in(but))
    found: defaultdict[int, dict[str, Opening]] = defaultdict(dict)
    for seq, name, box in connection.execute(query):
        found[seq][name] = unpack_opening(unseal(key, box, sealed_for(conversation, seq, name)))
    return found


def destroy(connection: Connection, log_index: int, name: str) -> None:
    """Make one value unreadable for ever."""
    connection.execute(delete(sealed).where(sealed.c.log_index == log_index, sealed.c.name == name))


def _nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)
