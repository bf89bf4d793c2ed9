"""The pack of a conversation: made, and on record, before anybody gets it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anyio.to_thread import run_sync
from sqlalchemy import Connection

from zhangfang.desk.notary import Notary, Vouchers
from zhangfang.desk.pack_data import (
    PACK_TAKEN,
    Scope,
    checkpoint_for,
    gather,
    signer_of,
)
from zhangfang.desk.record_errors import NoSuchNumberError
from zhangfang.evidence.event import Actor
from zhangfang.evidence.pack import build
from zhangfang.evidence.signed_note import signed
from zhangfang.guides.model import Knowledge
from zhangfang.papers.evidence.readable import readable_files
from zhangfang.store import log, sealing
from zhangfang.store.checkpoints import Issued
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys
from zhangfang.store.moments import stamp
from zhangfang.store.recalls import recalled


@dataclass(frozen=True, slots=True)
class Archive:
    """What packs are made from."""

    database: Database
    keys: Keys
    vouchers: Vouchers
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class HiddenNumber:
    """A number that a message hides and that a pack can show: `2 phone-1`, 139****5678."""

    name: str
    shown: str


async def take_pack(
    archive: Archive,
    notary: Notary,
    scope: Scope,
    actor: Actor,
    now: datetime,
    by: Mapping[str, Any] | None = None,
) -> bytes:
    """The pack; that it was taken, and its hash, are on record by then.

    A checkpoint that covers it is stamped and cosigned first, as far as that is configured.

    Args:
        archive: what it is made from.
        notary: has others vouch for it.
        scope: what it shows.
        actor: who takes it.
        now: when.
        by: their name, for the content of the event, if it is not the merchant.

    Raises:
        NoSuchNumberError: a number to be shown is hidden nowhere.
    """
    issued = await run_sync(_rest_on, archive, scope)
    await notary.vouch(issued.size)
    return await run_sync(_make, archive, scope, issued.size, actor, now, by)


def extract_pack(archive: Archive, scope: Scope, now: datetime) -> bytes:
    """The pack as those who run the desk take it; on record as theirs.

    Raises:
        LookupError: there is nothing to pack, or no such checkpoint.
    """
    issued = _rest_on(archive, scope)
    return _make(archive, scope, issued.size, "system", now)


def make_pack(archive: Archive, scope: Scope) -> bytes:
    """The pack of the conversation as it stood at a checkpoint: always the same bytes."""
    with archive.database.read() as connection:
        issued = checkpoint_for(connection, archive.keys, scope)
        data = gather(connection, archive.keys, archive.vouchers, scope, issued)
    key = signer_of(archive.keys, issued)
    return build(data, readable_files(data, archive.knowledge), lambda text: signed(text, key))


def hidden_numbers(database: Database, conversation: str) -> list[HiddenNumber]:
    """The numbers that an opened pack can show; none of messages that were taken back."""
    with database.read() as connection:
        return hidden_in(connection, conversation)


def hidden_in(connection: Connection, conversation: str) -> list[HiddenNumber]:
    """The same, in a transaction that is under way."""
    openings = sealing.openings(connection, conversation, 1, but=(log.CONTENT,))
    withdrawn = recalled(connection, conversation)
    return [
        HiddenNumber(f"{seq} {name}", _starred(it.value))
        for seq, named in sorted(openings.items())
        for name, it in sorted(named.items())
        if seq not in withdrawn
    ]


def messages_taken_back(database: Database, conversation: str) -> list[str]:
    """The messages that an opened pack can show although they were taken back: `5 content`."""
    with database.read() as connection:
        if sealing.key_of(connection, conversation) is None:
            return []
        return [f"{seq} {log.CONTENT}" for seq in sorted(recalled(connection, conversation))]


def _starred(number: str) -> str:
    """As masking shows a telephone or an identity number: three digits and four."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def _rest_on(archive: Archive, scope: Scope) -> Issued:
    _require_hidden(archive.database, scope)
    with archive.database.write() as connection:
        return checkpoint_for(connection, archive.keys, scope)


def _require_hidden(database: Database, scope: Scope) -> None:
    if scope.revealed:
        known = {it.name for it in hidden_numbers(database, scope.conversation)}
        if not scope.revealed <= known.union(messages_taken_back(database, scope.conversation)):
            raise NoSuchNumberError


def _make(
    archive: Archive,
    scope: Scope,
    size: int,
    actor: Actor,
    now: datetime,
    by: Mapping[str, Any] | None = None,
) -> bytes:
    pack = make_pack(archive, Scope(scope.conversation, scope.revealed, size))
    taken = log.Draft(
        kind=PACK_TAKEN,
        actor=actor,
        origin="observed",
        at=stamp(now),
        body={
            "variant": "opened" if scope.revealed else "masked",
            "sha256": hashlib.sha256(pack).hexdigest(),
            "size": size,
            "revealed": sorted(scope.revealed),
        },
        content=by,
    )
    with archive.database.write() as connection:
        log.append(connection, scope.conversation, [taken])
    return pack
