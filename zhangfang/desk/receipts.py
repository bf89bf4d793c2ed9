"""What a merchant gets for a message that is on disk: the desk's signed word."""

from sqlalchemy import Connection

from zhangfang.desk.sending import Receipt
from zhangfang.evidence import receipt
from zhangfang.evidence.signed_note import Note, SigningKey, parse_note, signed
from zhangfang.store import checkpoints
from zhangfang.store.log import Entry


def receipt_of(connection: Connection, key: SigningKey, entry: Entry) -> Receipt:
    """The receipt of an entry; always the same one.

    The checkpoint is the last one before the entry, and only what the log signed of it: more may be
    added later.
    """
    event = entry.event
    text = receipt.Receipt(
        origin=key.name,
        log_index=event.log_index,
        leaf_hash=bytes.fromhex(entry.leaf_hash),
        conversation=event.conversation,
        seq=event.seq,
        recorded_at=event.recorded_at,
    ).as_text()
    before = checkpoints.last_before(connection, event.log_index)
    return Receipt(
        log_index=event.log_index,
        seq=event.seq,
        leaf_hash=entry.leaf_hash,
        note=signed(text, key).as_text(),
        checkpoint=_as_issued(before.note) if before else None,
    )


def _as_issued(note: str) -> str:
    whole = parse_note(note)
    return Note(whole.text, whole.signatures[:1]).as_text()
