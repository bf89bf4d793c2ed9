"""Has checkpoints cosigned by a witness, where one is configured (C2SP tlog-witness).

A witness that has seen another log, or more of this one than there is, is no matter of trying again:
it is said loudly, and the checkpoint stays without its signature.
"""

import logging
from dataclasses import dataclass

import httpx
from anyio.to_thread import run_sync

from zhangfang.evidence import merkle
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import Note, VerifierKey, parse_note
from zhangfang.evidence.witness_request import (
    PATH,
    add_checkpoint_body,
    read_cosignatures,
    read_size,
)
from zhangfang.store import checkpoints, tree
from zhangfang.store.checkpoints import Issued
from zhangfang.store.database import Database

TRIES = 2
"""Once from where we think the witness is, once from where it says it is."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness's address, and the key by which its signatures are known."""

    url: str
    key: VerifierKey

    @classmethod
    def of(cls, url: str | None, key: str | None) -> "Witness | None":
        """The witness of these settings, if there is one.

        Raises:
            ValueError: one of the two is missing, or the key is none.
        """
        if url is None and key is None:
            return None
        if url is None or key is None:
            raise ValueError("a witness needs both: --witness URL and --witness-key VKEY")
        return cls(url.rstrip("/"), VerifierKey.from_vkey(key))


async def cosigned(
    client: httpx.AsyncClient, witness: Witness, database: Database, issued: Issued, patience: float
) -> str:
    """The witness's signature lines for a checkpoint; empty if it gives none.

    Args:
        client: to ask by.
        witness: whom.
        database: where the proof comes from.
        issued: the checkpoint.
        patience: seconds, for each try.
    """
    own = parse_note(issued.note)
    note = Note(own.text, own.signatures[:1]).as_text()
    old = await run_sync(_last_cosigned, database, witness)
    for _ in range(TRIES):
        proof = await run_sync(_proof, database, old, issued.size)
        body = add_checkpoint_body(old, proof, note)
        try:
            answer = await client.post(witness.url + PATH, content=body, timeout=patience)
            if answer.status_code == httpx.codes.OK:
                lines = read_cosignatures(answer.text, own.text, [witness.key])
                return "".join(line.as_line() for line in lines)
        except (httpx.HTTPError, EvidenceError) as error:
            logger.warning("witness: %s: %s", type(error).__name__, error)
            return ""
        seen = read_size(answer.headers.get("Content-Type", ""), answer.text)
        if answer.status_code != httpx.codes.CONFLICT or seen is None or seen > issued.size:
            break
        old = seen
    logger.error(
        "witness: refused checkpoint %d with status %d: %s",
        issued.size,
        answer.status_code,
        answer.text[:200],
    )
    return ""


def _last_cosigned(database: Database, witness: Witness) -> int:
    with database.read() as connection:
        return checkpoints.last_signed_by(connection, witness.key.name)


def _proof(database: Database, old: int, new: int) -> list[bytes]:
    with database.read() as connection:
        return merkle.consistency_proof(old, new, tree.Nodes(connection))
