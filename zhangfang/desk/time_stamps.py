"""Has checkpoints stamped by a time-stamp authority, where one is configured (RFC 3161)."""

import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from anyio.to_thread import run_sync

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import parse_note
from zhangfang.evidence.timestamp import request, verify

NONCE_BITS = 63
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Authority:
    """A time-stamp authority, and the certificates it is believed by (PEM)."""

    url: str
    roots: bytes

    @classmethod
    def of(cls, url: str | None, roots: Path | None) -> "Authority | None":
        """The authority of these settings, if there is one.

        Raises:
            ValueError: one of the two is missing.
        """
        if url is None and roots is None:
            return None
        if url is None or roots is None:
            raise ValueError("a time-stamp authority needs both: --tsa URL and --tsa-roots FILE")
        return cls(url, roots.read_bytes())


async def stamped(
    client: httpx.AsyncClient, authority: Authority, note: str, patience: float
) -> bytes | None:
    """The token over a checkpoint, checked; None if the authority gives none.

    Args:
        client: to ask by.
        authority: whom.
        note: the checkpoint, a signed note.
        patience: seconds.
    """
    digest = note_digest(note)
    nonce = secrets.randbits(NONCE_BITS)
    try:
        answer = await client.post(
            authority.url, content=request(digest, nonce), headers=HEADERS, timeout=patience
        )
        answer.raise_for_status()
        return await run_sync(_checked, answer.content, digest, [authority.roots], nonce)
    except (httpx.HTTPError, EvidenceError, ValueError) as error:
        logger.warning("time-stamp authority: %s: %s", type(error).__name__, error)
        return None


def note_digest(note: str) -> bytes:
    """What a token is over: the hash of the note's text, which the log has signed."""
    return hashlib.sha256(parse_note(note).text.encode()).digest()


def _checked(answer: bytes, digest: bytes, roots: Sequence[bytes], nonce: int) -> bytes:
    return verify(answer, digest, roots, nonce).token
