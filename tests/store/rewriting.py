"""How somebody with the database would take events out of it: clumsily, carefully, with the keys."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Literal

from record_of_a_desk import KEY, MASTER, ORIGIN, Tampered

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.event import NO_PREVIOUS, leaf_hash
from zhangfang.evidence.merkle import Frontier
from zhangfang.evidence.seal import seal, sealed_for, unseal
from zhangfang.evidence.signed_note import signed
from zhangfang.store import tree

How = Literal["deleted", "renumbered", "rehashed", "with the keys"]


def remove(record: Tampered, gone: Collection[int], how: How) -> None:
    """Take out the events with these log indexes.

    deleted: their rows. renumbered: and the numbers in the others' columns are closed up.
    rehashed: and every leaf is written anew, with its hash and chain, and so are the subtrees.
    with the keys: and what is sealed, all checkpoints, what audits counted, and the working copies.
    """
    raw = record.raw
    before = raw.execute("SELECT * FROM events ORDER BY log_index").fetchall()
    boxes = raw.execute("SELECT * FROM sealed").fetchall()
    for index in gone:
        raw.execute("DELETE FROM events WHERE log_index = ?", (index,))
        raw.execute("DELETE FROM sealed WHERE log_index = ?", (index,))
    if how == "deleted":
        return
    places = _places(before, gone)
    raw.execute("DELETE FROM events")
    raw.execute("DELETE FROM sealed")
    keys = _Keys(record)
    for row in before:
        if row[0] in places:
            raw.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _moved(row, places))
    for index, name, box in boxes:
        if index in places:
            conversation, seq = before[index][1:3]
            fresh = box
            if how == "with the keys":
                fresh = keys.moved(box, conversation, seq, places[index][1], name)
            raw.execute("INSERT INTO sealed VALUES (?, ?, ?)", (places[index][0], name, fresh))
    if how != "renumbered":
        _rehash(record, before, places, forge=how == "with the keys")
    if how == "with the keys":
        _forge(record, gone)
        _copies(record, before, places)


def _places(before, gone) -> dict[int, tuple[int, int]]:
    """Old log index → new log index and seq."""
    seqs: defaultdict[str, int] = defaultdict(int)
    places = {}
    for index, conversation, *_ in before:
        if index not in gone:
            seqs[conversation] += 1
            places[index] = (len(places), seqs[conversation])
    return places


def _moved(row, places):
    index, conversation, _, *rest = row
    return (places[index][0], conversation, places[index][1], *rest)


class _Keys:
    def __init__(self, record: Tampered) -> None:
        rows = record.raw.execute("SELECT conversation, wrapped FROM conversation_keys")
        self._keys = {name: unseal(MASTER, wrapped, name) for name, wrapped in rows}

    def moved(self, box, conversation, seq, new_seq, name) -> bytes:
        key = self._keys[conversation]
        plain = unseal(key, box, sealed_for(conversation, seq, name))
        return seal(key, plain, sealed_for(conversation, new_seq, name), box[:12])


def _rehash(record: Tampered, before, places, *, forge: bool) -> None:
    raw = record.raw
    referred = {(row[1], row[2]): places[row[0]][1] for row in before if row[0] in places}
    seqs = dict(places.values())
    last: dict[str, str] = {}
    for index, leaf in raw.execute(
        "SELECT log_index, leaf FROM events ORDER BY log_index"
    ).fetchall():
        event = json.loads(leaf)
        conversation = event["conversation"]
        if forge and event["kind"] == "audited":
            event["body"] = _recounted(event["body"], places, raw)
        if forge and event["kind"] == "redacted":
            event["body"]["seq"] = referred[conversation, event["body"]["seq"]]
        prev = last.get(conversation, NO_PREVIOUS)
        event |= {"log_index": index, "seq": seqs[index], "prev": prev}
        fresh = json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        last[conversation] = leaf_hash(fresh)
        raw.execute(
            "UPDATE events SET leaf = ?, leaf_hash = ? WHERE log_index = ?",
            (fresh, last[conversation], index),
        )
    raw.execute("DELETE FROM subtrees")
    tree.complete(record.connection, 0, len(places))


def _recounted(body, places, raw):
    sizes = {_size(size, places) for (size,) in raw.execute("SELECT size FROM checkpoints")}
    last = _size(body["checkpoint"], places)
    return {**body, "checkpoint": last, "checkpoints": sum(1 for each in sizes if 0 < each <= last)}


def _size(size: int, places) -> int:
    return sum(1 for index in places if index < size)


def _forge(record: Tampered, gone) -> None:
    """Sign every checkpoint anew, as if it had always been so."""
    raw = record.raw
    sizes = [size for (size,) in raw.execute("SELECT size FROM checkpoints")]
    wanted = {size - sum(1 for index in gone if index < size) for size in sizes}
    raw.execute("DELETE FROM checkpoints")
    frontier = Frontier()
    for (hash_,) in raw.execute("SELECT leaf_hash FROM events ORDER BY log_index").fetchall():
        frontier.add(bytes.fromhex(hash_))
        if frontier.size in wanted:
            text = Checkpoint(ORIGIN, frontier.size, frontier.root()).as_text()
            note = signed(text, KEY).as_text()
            raw.execute("INSERT INTO checkpoints VALUES (?, ?, NULL)", (frontier.size, note))


def _copies(record: Tampered, before, places) -> None:
    raw = record.raw
    seqs = {(row[1], row[2]): places.get(row[0]) for row in before}
    turns = raw.execute("SELECT conversation, seq FROM turns ORDER BY conversation, seq").fetchall()
    for conversation, seq in turns:
        place = seqs[conversation, seq]
        mine = (conversation, seq)
        if place is None:
            raw.execute("DELETE FROM turns WHERE conversation = ? AND seq = ?", mine)
        else:
            raw.execute(
                "UPDATE turns SET seq = ? WHERE conversation = ? AND seq = ?", (place[1], *mine)
            )
    counts = dict(raw.execute("SELECT conversation, COUNT(*) FROM events GROUP BY conversation"))
    for (conversation,) in raw.execute("SELECT id FROM conversations").fetchall():
        count = counts.get(conversation, 0)
        raw.execute("UPDATE conversations SET next_seq = ? WHERE id = ?", (count + 1, conversation))
        if not count:
            for table, column in (
                ("cases", "conversation"),
                ("conversation_keys", "conversation"),
                ("conversations", "id"),
            ):
                raw.execute(f"DELETE FROM {table} WHERE {column} = ?", (conversation,))
