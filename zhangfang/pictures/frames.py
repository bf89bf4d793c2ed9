"""What desk and worker write to each other: a head in JSON and bytes, each with its length before it.

Neither side runs or builds anything by what it gets: no pickle.
"""

import json
from collections.abc import Mapping
from typing import Any

HEAD_BYTES = 8
MOST_HEAD = 1_000_000
MOST_BODY = 16_000_000


def frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One message."""
    told = json.dumps(head, ensure_ascii=False).encode()
    return len(told).to_bytes(4) + len(body).to_bytes(4) + told + body


def lengths(start: bytes) -> tuple[int, int]:
    """Lengths of head and body, from the first HEAD_BYTES.

    Raises:
        ValueError: no message is so long, or it broke off.
    """
    head, body = int.from_bytes(start[:4]), int.from_bytes(start[4:])
    if len(start) != HEAD_BYTES or not (0 < head <= MOST_HEAD and body <= MOST_BODY):
        raise ValueError("not a message")
    return head, body
