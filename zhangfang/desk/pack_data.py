"""Gathers what a pack says of a conversation, as it stood at one checkpoint of the log."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from zhangfang.desk.notary import Vouchers
from zhangfang.evidence import merkle
from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.internal import INTERNAL
from zhangfang.evidence.pack import Anchor, PackData, PackEvent, SystemEvent
from zhangfang.evidence.signed_note import SigningKey, VerifierKey, parse_note
from zhangfang.evidence.taken_back import taken_back
from zhangfang.store import checkpoints, files, record, sealing, tree
from zhangfang.store.checkpoints import Issued
from zhangfang.store.keys import Keys
from zhangfang.store.log import CONTENT, FILE
from zhangfang.store.record import Leaf
from zhangfang.store.system import STARTED

PACK_TAKEN = "pack_taken"
"""The kind of the event. A pack can't hold its own, so it ends before those that come last."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a pack is to show.

    Attributes:
        conversation: whose.
        revealed: hidden numbers that it shows, as `seq name`; a message that was taken back, as
            `seq content`.
        size: of the checkpoint; None for the first one that covers all.
    """

    conversation: str
    revealed: frozenset[str] = frozenset()
    size: int | None = None


def events_of(connection: Connection, scope: Scope) -> list[Leaf]:
    """The events that the pack holds.

    Raises:
        LookupError: there are none.
    """
    found = record.leaves(connection, scope.conversation, scope.size)
    while found and found[-1].event.kind == PACK_TAKEN:
        found.pop()
    if not found:
        raise LookupError(f"conversation {scope.conversation} has no events there")
    return found


def checkpoint_for(connection: Connection, keys: Keys, scope: Scope) -> Issued:
    """The checkpoint that the pack rests on; one is made if none covers the events yet.

    Raises:
        LookupError: there is nothing to pack, or no checkpoint of the size asked for.
    """
    if scope.size is not None:
        issued = checkpoints.of_size(connection, scope.size)
        if issued is None:
            raise LookupError(f"no checkpoint of size {scope.size} was issued")
        return issued
    last = events_of(connection, scope)[-1].event.log_index
    return checkpoints.first_over(connection, last) or checkpoints.make(connection, keys.current)


def gather(
    connection: Connection, keys: Keys, vouchers: Vouchers, scope: Scope, issued: Issued
) -> PackData:
    """All that the pack says."""
    found = events_of(connection, scope)
    nodes = tree.Nodes(connection)
    openings = sealing.openings(connection, scope.conversation, 1, found[-1].event.seq)
    first, last = found[0].event.log_index, found[-1].event.log_index
    system = record.system_leaves(connection, first, issued.size)
    hidden = _hidden(found, scope.revealed)
    return PackData(
        variant="opened" if scope.revealed else "masked",
        origin=keys.origin,
        keys=_keys_until(keys, issued),
        witnesses=(vouchers.witness.key,) if vouchers.witness else (),
        conversation=scope.conversation,
        cases=tuple(_case_numbers(openings[seq] for seq in sorted(openings))),
        size=issued.size,
        times_can_be_set=any(
            it.event.body["times_can_be_set"] for it in system if it.event.kind == STARTED
        ),
        events=tuple(
            PackEvent(leaf.text, _shown(leaf, openings.get(leaf.event.seq, {}), hidden, scope))
            for leaf in found
        ),
        checkpoint=issued.note,
        proof=tuple(merkle.inclusion_proof(last, issued.size, nodes)),
        system=tuple(
            SystemEvent(
                it.text, tuple(merkle.inclusion_proof(it.event.log_index, issued.size, nodes))
            )
            for it in system
        ),
        anchors=tuple(_anchors(connection, nodes, found, issued)),
        authority=vouchers.authority.roots if vouchers.authority else None,
        files=_files(connection, scope.conversation, found, hidden),
    )


def signer_of(keys: Keys, issued: Issued) -> SigningKey:
    """The key that signed this checkpoint."""
    return keys.signing[_signer_place(keys, issued)]


def _keys_until(keys: Keys, issued: Issued) -> tuple[VerifierKey, ...]:
    """Keys made later are none of this pack's."""
    return keys.verifiers[: _signer_place(keys, issued) + 1]


def _signer_place(keys: Keys, issued: Issued) -> int:
    ids = {line.key_id for line in parse_note(issued.note).signatures}
    return max(place for place, key in enumerate(keys.verifiers) if key.key_id in ids)


def _hidden(found: Sequence[Leaf], revealed: Collection[str]) -> frozenset[int]:
    """The seqs of events whose content is not shown: taken back by its sender, or internal."""
    withdrawn = taken_back(leaf.event for leaf in found)
    recalled = {seq for seq, it in withdrawn.items() if f"{it.message} {CONTENT}" not in revealed}
    return frozenset(recalled.union(it.event.seq for it in found if it.event.kind in INTERNAL))


def _shown(
    leaf: Leaf, openings: Mapping[str, Opening], hidden: Collection[int], scope: Scope
) -> dict[str, Opening]:
    seq = leaf.event.seq
    return {
        name: it
        for name, it in openings.items()
        if (seq not in hidden if name == CONTENT else f"{seq} {name}" in scope.revealed)
    }


def _files(
    connection: Connection, conversation: str, found: Iterable[Leaf], hidden: Collection[int]
) -> dict[str, bytes]:
    """Those that are there: a pack without one says so when it is verified."""
    seqs = {leaf.event.seq for leaf in found if leaf.event.kind == FILE} - set(hidden)
    kept = files.filed(connection, conversation, with_recalled=True) if seqs else []
    wanted = [it for it in kept if it.seq in seqs]
    contents = {it.about["sha256"]: files.content_of(connection, conversation, it) for it in wanted}
    return {digest: content for digest, content in contents.items() if content is not None}


def _case_numbers(openings: Iterable[Mapping[str, Opening]]) -> Iterable[str]:
    for named in openings:
        change = named[CONTENT].value.get("change") if CONTENT in named else None
        if change and change["kind"] == "case_opened":
            yield change["number"]


def _anchors(
    connection: Connection, nodes: tree.Nodes, found: Sequence[Leaf], issued: Issued
) -> Iterable[Anchor]:
    """Of the checkpoints that others vouch for, each that was the first to cover some event."""
    indexes = [leaf.event.log_index for leaf in found]
    covered = 0
    for anchor in checkpoints.anchored(connection, indexes[0] + 1, issued.size):
        now = bisect_left(indexes, anchor.size)
        if now > covered:
            covered = now
            proof = merkle.consistency_proof(anchor.size, issued.size, nodes)
            yield Anchor(anchor.note, tuple(proof), anchor.timestamp)
