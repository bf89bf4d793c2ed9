"""The Merkle tree over the log, read from the database.

Of all nodes only every eighth level is stored: the hash of each complete 256 leaves, of each 65 536,
and so on. Any node is made from at most 256 stored hashes.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from zhangfang.evidence.merkle import node_hash
from zhangfang.store.tables import events, subtrees

HEIGHT = 8
TILE = 1 << HEIGHT


class Nodes:
    """The nodes of the tree, as zhangfang.evidence.merkle asks for them.

    Args:
        connection: within one transaction, so that the tree stands still.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, place: int) -> bytes:
        """The hash of the complete subtree over the leaves from `place << level` on."""
        base = level - level % HEIGHT
        rise = level - base
        first = place << rise
        tile, offset = divmod(first, TILE)
        return _top(self._tile(base, tile)[offset : offset + (1 << rise)])

    def _tile(self, base: int, tile: int) -> list[bytes]:
        if (base, tile) not in self._tiles:
            self._tiles[base, tile] = _stored(self._connection, base, tile * TILE)
        return self._tiles[base, tile]


def size(connection: Connection) -> int:
    """How many events the log has."""
    found: int = connection.scalars(
        select(func.coalesce(func.max(events.c.log_index) + 1, 0))
    ).one()
    return found


def complete(connection: Connection, first: int, end: int) -> None:
    """Store the subtrees that the events from `first` up to, not including, `end` have completed."""
    base = 0
    while True:
        span = TILE << base
        places = range(first // span, end // span)
        if not places:
            return
        connection.execute(
            insert(subtrees),
            [
                {
                    "level": base + HEIGHT,
                    "place": place,
                    "hash": _top(_stored(connection, base, place * TILE)).hex(),
                }
                for place in places
            ],
        )
        base += HEIGHT


def _stored(connection: Connection, base: int, first: int) -> list[bytes]:
    """Up to 256 stored hashes of a level, from this place on."""
    if base == 0:
        query = (
            select(events.c.leaf_hash)
            .where(events.c.log_index >= first, events.c.log_index < first + TILE)
            .order_by(events.c.log_index)
        )
    else:
        query = (
            select(subtrees.c.hash)
            .where(
                subtrees.c.level == base,
                subtrees.c.place >= first,
                subtrees.c.place < first + TILE,
            )
            .order_by(subtrees.c.place)
        )
    return [bytes.fromhex(found) for found in connection.scalars(query)]


def _top(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of nodes."""
    while len(hashes) > 1:
        hashes = [
            node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)
        ]
    return hashes[0]
