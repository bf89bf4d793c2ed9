"""One entry of the log as bytes, and its hash.

The bytes are canonical JSON (RFC 8785), so that anybody can make them again from the fields. The
hash is that of a Merkle tree's leaf (RFC 6962, 2.1): the zero byte keeps a leaf from ever passing
for an inner node.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import rfc8785

Actor = Literal["merchant", "bot", "agent", "system"]
Origin = Literal["merchant_said", "bot_said", "agent_said", "observed"]

NO_PREVIOUS = "0" * 64
"""`prev` of a conversation's first event."""

LEAF = b"\x00"


@dataclass(frozen=True, slots=True)
class Event:
    """All that a leaf's hash covers.

    `prev` is the leaf hash of the conversation's previous event, so the last one vouches for all.
    `log_index` counts the whole log from 0, `seq` one conversation from 1, neither with a gap.
    """

    log_index: int
    conversation: str
    seq: int
    prev: str
    kind: str
    actor: Actor
    origin: Origin
    at: str
    body: Mapping[str, Any]


def canonical(event: Event) -> bytes:
    """The event as RFC 8785 JSON."""
    return rfc8785.dumps(asdict(event))


def leaf_hash(event: Event) -> str:
    """SHA-256 of the leaf, in hex."""
    return hashlib.sha256(LEAF + canonical(event)).hexdigest()
