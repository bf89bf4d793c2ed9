"""One event of the log, as the bytes that are hashed.

docs/evidence-format.md, 1, says what each field means. The bytes are canonical JSON (RFC 8785), so
that anybody can make them again from the fields.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

import rfc8785

from zhangfang.evidence.merkle import leaf_hash as merkle_leaf_hash

Actor = Literal["merchant", "bot", "agent", "system"]
Origin = Literal["merchant_said", "bot_said", "agent_said", "file_received", "observed", "fetched"]

VERSION = 1

NO_PREVIOUS = "0" * 64
"""`prev` of a conversation's first event."""

SYSTEM = "system"
"""The conversation of what belongs to none: starts, stops, audits, changes of keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """All that a leaf's hash covers.

    `prev` is the leaf hash of the conversation's previous event, so the last one vouches for all.
    `log_index` counts the whole log from 0, `seq` one conversation from 1, neither with a gap.
    `body` says nothing of a person; what was said stands behind the commitments of `sealed`.
    """

    v: int = VERSION
    log_index: int
    conversation: str
    seq: int
    prev: str
    kind: str
    actor: Actor
    origin: Origin
    at: str
    client_at: str | None = None
    recorded_at: str
    waited_ms: int | None = None
    guide: str
    model: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)


_FIELDS = frozenset(each.name for each in fields(Event))


def canonical(event: Event) -> str:
    """The event as RFC 8785 JSON: the leaf."""
    return rfc8785.dumps(asdict(event)).decode()


def read_event(leaf: str) -> Event:
    """The event in a leaf.

    Raises:
        ValueError: it is none.
    """
    found = json.loads(leaf)
    if not isinstance(found, dict) or found.keys() != _FIELDS:
        raise ValueError("a leaf is a JSON object with the fields of an event, no more and no less")
    return Event(**found)


def leaf_hash(leaf: str) -> str:
    """The hash of a leaf, in hex (RFC 6962, 2.1)."""
    return merkle_leaf_hash(leaf.encode()).hex()
