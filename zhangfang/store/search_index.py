"""Finds entries of the log by terms. The index knows no text: of each term it has a keyed hash.

Whoever has the database's files without the master key reads nothing in it, and nothing that is
looked for can be a command of SQLite's FTS5 or of PostgreSQL's text search. What an entry says is
read from the record when it is shown.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, delete, func, insert, select, text

from zhangfang.store.moments import stamp
from zhangfang.store.recorder import recorder_of
from zhangfang.store.search_tables import search_debts

HASH_BYTES = 5
MOST_TIMES = 3
"""How often at most one term of an entry counts."""

SHARE = 500
"""Pages of the index that are written anew at once."""

NOTHING_LEFT = 2
"""A merge with nothing to do changes fewer rows than this (FTS5's page says so)."""

Wanted = Sequence[Iterable[Iterable[str]]]
"""All of these must be found; each is where all terms of one of its ways are."""

_OWN = {
    "sqlite": {
        "add": "INSERT INTO search_index (rowid, terms) VALUES (:place, :terms)",
        "place": "rowid",
        "found": "search_index JOIN events ON events.log_index = search_index.rowid",
        "matches": "search_index MATCH :wanted",
        "rank": "bm25(search_index)",
        "days": "MAX(0, julianday(:now) - julianday(events.at))",
    },
    "postgresql": {
        "add": (
            "INSERT INTO search_index (log_index, terms)"
            " VALUES (:place, array_to_tsvector(string_to_array(:terms, ' ')))"
        ),
        "place": "log_index",
        "found": "search_index JOIN events USING (log_index)",
        "matches": "search_index.terms @@ CAST(:wanted AS tsquery)",
        "rank": "-ts_rank(search_index.terms, CAST(:wanted AS tsquery), 2)",
        "days": (
            "GREATEST(0, EXTRACT(EPOCH FROM CAST(:now AS timestamptz)"
            " - CAST(events.at AS timestamptz)) / 86400)"
        ),
    },
}

_REMOVE = "DELETE FROM search_index WHERE {place} = :place"

_FORGET = """
    DELETE FROM search_index
    WHERE {place} IN (SELECT log_index FROM events WHERE conversation = :conversation)
"""

_FIND = """
    SELECT events.conversation, events.seq FROM {found}
      LEFT JOIN holds ON holds.conversation = events.conversation
    WHERE {matches}
      AND (:all OR holds.agent IS NULL OR holds.agent = :who OR holds.offered_to = :who)
    ORDER BY {rank} * (1 + 1 / (1 + {days} / 30.0)), events.log_index DESC
    LIMIT :limit OFFSET :offset
"""
"""What a month has passed over counts half as much more as it did."""


class Spot(NamedTuple):
    """An entry that was found."""

    conversation: str
    seq: int


class Seer(NamedTuple):
    """Who looks: one agent, who is not shown what a colleague holds, or somebody who sees all."""

    agent: str
    sees_all: bool


def put(connection: Connection, entries: Mapping[int, Mapping[str, int]]) -> None:
    """Have entries found by these terms, and by no others; by none, and they are found no more.

    Args:
        connection: in a writing transaction.
        entries: by log_index, how often each says each term.
    """
    if not entries:
        return
    key = _key(recorder_of(connection).master_key)
    places = [{"place": log_index} for log_index in entries]
    connection.execute(_statement(connection, _REMOVE), places)
    added = [
        {"place": log_index, "terms": _hashes(key, terms)}
        for log_index, terms in entries.items()
        if terms
    ]
    if added:
        connection.execute(_statement(connection, "{add}"), added)


def forget(connection: Connection, conversation: str) -> None:
    """Have nothing of an erased conversation found. Its traces are still to be wiped (below)."""
    connection.execute(_statement(connection, _FORGET), {"conversation": conversation})
    if not _is_postgresql(connection):
        connection.execute(delete(search_debts).where(search_debts.c.conversation == conversation))
        connection.execute(insert(search_debts).values(conversation=conversation))


def find(
    connection: Connection,
    wanted: Wanted,
    seer: Seer,
    now: datetime,
    limit: int,
    offset: int = 0,
) -> list[Spot]:
    """The entries with all that is wanted, the best first: rare terms, short texts, of late.

    Args:
        connection: to read by.
        wanted: terms.
        seer: whose eyes it is for.
        now: from when on an entry's age counts.
        limit: how many at most.
        offset: how many of the best are passed over.
    """
    key = _key(recorder_of(connection).master_key)
    values = {
        "wanted": _expression(connection, key, wanted),
        "all": seer.sees_all,
        "who": seer.agent,
        "now": stamp(now),
        "limit": limit,
        "offset": offset,
    }
    rows = connection.execute(_statement(connection, _FIND), values)
    return [Spot(row.conversation, row.seq) for row in rows]


def is_to_be_wiped(connection: Connection) -> bool:
    """Whether terms of erased conversations may still lie in the files of SQLite's index."""
    return connection.scalars(select(func.count()).select_from(search_debts)).one() > 0


def wipe_share(connection: Connection, *, first: bool) -> bool:
    """Write a share of SQLite's index anew, without what was removed. Returns whether it is done.

    FTS5 keeps the terms of a removed row until it merges them away (sqlite.org/fts5.html, 6.8,
    "merge"): a share at a time, so that nobody waits for long.

    Args:
        connection: in a writing transaction.
        first: whether this is the first share.
    """
    before = _changes(connection)
    merge = text("INSERT INTO search_index (search_index, rank) VALUES ('merge', :pages)")
    connection.execute(merge, {"pages": -SHARE if first else SHARE})
    is_done = _changes(connection) - before < NOTHING_LEFT
    if is_done:
        connection.execute(delete(search_debts))
    return is_done


def _changes(connection: Connection) -> int:
    found: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return found


def _expression(connection: Connection, key: bytes, wanted: Wanted) -> str:
    """As FTS5 or PostgreSQL reads it. A hash is letters and digits: it needs no quoting."""
    both, either = (" & ", " | ") if _is_postgresql(connection) else (" AND ", " OR ")
    return both.join(
        f"({either.join(f'({both.join(_hash(key, term) for term in way)})' for way in ways)})"
        for ways in wanted
    )


def _statement(connection: Connection, pattern: str) -> TextClause:
    return text(pattern.format(**_OWN[connection.dialect.name]))


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _hashes(key: bytes, terms: Mapping[str, int]) -> str:
    """Sorted, so that the order of the words is lost."""
    found = ([_hash(key, term)] * min(times, MOST_TIMES) for term, times in terms.items())
    return " ".join(sorted(chain.from_iterable(found)))


@lru_cache(maxsize=4)
def _key(master: bytes) -> bytes:
    return hashlib.blake2b(b"zhangfang search 1", key=master, digest_size=32).digest()


@lru_cache(maxsize=1 << 14)
def _hash(key: bytes, term: str) -> str:
    """Eight letters and digits (RFC 4648 Base32) of the term's keyed BLAKE2b (RFC 7693)."""
    found = hashlib.blake2b(term.encode(), key=key, digest_size=HASH_BYTES).digest()
    return base64.b32encode(found).decode().lower()
