"""Commitments: what a leaf holds in place of what was said.

A salt of 256 random bits keeps anybody from trying values out, and its destruction from ever
learning them (docs/evidence-format.md, 1).
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import rfc8785

COMMITMENT = b"\x02"
"""Keeps a commitment from passing for a leaf (00) or a node (01) of the tree."""

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Opening:
    """What shows the value behind a commitment."""

    salt: bytes
    value: Any

    def commitment(self) -> str:
        """The commitment that this opens, in hex."""
        return hashlib.sha256(COMMITMENT + self.salt + rfc8785.dumps(self.value)).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """As it stands in a pack."""
        return {"salt": self.salt.hex(), "value": self.value}
