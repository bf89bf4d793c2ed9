"""Builds a pack: the zip that a merchant takes away (docs/evidence-format.md, 4).

The same data gives the same bytes. What people read in it (PDF, HTML) is made elsewhere and handed
in; what verifies it is the same in every pack.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import rfc8785

from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.container import write_container
from zhangfang.evidence.manifest import MANIFEST, SEAL, manifest_of, seal_text
from zhangfang.evidence.signed_note import Note, VerifierKey
from zhangfang.evidence.tlog_proof import TlogProof

__all__ = ["Anchor", "Opening", "PackData", "PackEvent", "SystemEvent", "build", "data_files"]

Variant = Literal["masked", "opened"]

FORMAT = "zhangfang-pack/1"
CARRIED = {
    "verify.py": "verify.py",
    "核验.html": "verify.html",
    "格式说明.md": "format.zh-CN.md",
    "FORMAT.md": "format.md",
}
"""What lies in every pack, byte for byte, and its name in the folder `verifier`.

The folder's names are ASCII: in a locale without Chinese others would not be found.
"""


@dataclass(frozen=True, slots=True)
class PackEvent:
    """One event of the conversation: its leaf, and the openings that this pack shows, by name."""

    leaf: str
    openings: Mapping[str, Opening]


@dataclass(frozen=True, slots=True)
class SystemEvent:
    """An event of `system` that bears on the case, and its inclusion in the pack's checkpoint."""

    leaf: str
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """An earlier checkpoint, the proof that the log only grew since, and its time-stamp token."""

    note: str
    consistency: tuple[bytes, ...]
    timestamp: bytes | None


@dataclass(frozen=True, slots=True)
class PackData:
    """All that a pack says of one conversation at one point of the log.

    Attributes:
        variant: whether numbers are shown that the contents mask.
        origin: the log's name.
        keys: the log's, oldest first.
        witnesses: keys of those who cosign the log's checkpoints.
        conversation: its id.
        cases: case numbers.
        size: of the checkpoint.
        times_can_be_set: it comes from a test installation.
        events: all of the conversation, in order.
        checkpoint: a signed note, with the witnesses' lines.
        proof: that the last event is in it.
        system: by log index.
        anchors: by size.
        authority: PEM certificates of the time-stamp authority.
        files: those received, by the hex of their SHA-256.
    """

    variant: Variant
    origin: str
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...]
    conversation: str
    cases: tuple[str, ...]
    size: int
    times_can_be_set: bool
    events: tuple[PackEvent, ...]
    checkpoint: str
    proof: tuple[bytes, ...]
    system: tuple[SystemEvent, ...]
    anchors: tuple[Anchor, ...]
    authority: bytes | None
    files: Mapping[str, bytes]


def build(data: PackData, readable: Mapping[str, bytes], sign: Callable[[str], Note]) -> bytes:
    """The pack as bytes.

    Args:
        data: what it says.
        readable: files for people, by path.
        sign: signs a text with the key that signed the checkpoint.
    """
    files = {**data_files(data), **readable, **_carried()}
    manifest = manifest_of(files)
    seal = sign(seal_text(data.origin, manifest)).as_text()
    return write_container({**files, MANIFEST: manifest, SEAL: seal.encode()})


def data_files(pack: PackData) -> dict[str, bytes]:
    """All of `data/`, by path."""
    files = {
        "data/pack.json": rfc8785.dumps(_about(pack)),
        "data/events.jsonl": "".join(event.leaf + "\n" for event in pack.events).encode(),
        "data/openings.json": rfc8785.dumps(_openings(pack.events)),
        "data/last-event.tlog-proof": _last_event(pack).encode(),
        "data/system.json": rfc8785.dumps([_system_event(event) for event in pack.system]),
        "data/anchors.json": rfc8785.dumps([_anchor(anchor) for anchor in pack.anchors]),
        **{f"data/files/{digest}": data for digest, data in pack.files.items()},
    }
    if pack.authority is not None:
        files["data/authority.pem"] = pack.authority
    return files


@cache
def _carried() -> Mapping[str, bytes]:
    folder = Path(__file__).with_name("verifier")
    return {name: (folder / own).read_bytes() for name, own in CARRIED.items()}


def _about(pack: PackData) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "variant": pack.variant,
        "origin": pack.origin,
        "keys": [key.as_vkey() for key in pack.keys],
        "witnesses": [key.as_vkey() for key in pack.witnesses],
        "conversation": pack.conversation,
        "cases": list(pack.cases),
        "events": len(pack.events),
        "size": pack.size,
        "times_can_be_set": pack.times_can_be_set,
    }


def _openings(events: Sequence[PackEvent]) -> dict[str, Any]:
    return {
        str(seq): {name: opening.as_json() for name, opening in event.openings.items()}
        for seq, event in enumerate(events, start=1)
        if event.openings
    }


def _last_event(pack: PackData) -> str:
    log_index = json.loads(pack.events[-1].leaf)["log_index"]
    return TlogProof(log_index, pack.proof, pack.checkpoint).as_text()


def _system_event(event: SystemEvent) -> dict[str, Any]:
    return {"event": json.loads(event.leaf), "proof": [one.hex() for one in event.proof]}


def _anchor(anchor: Anchor) -> dict[str, Any]:
    stamp = anchor.timestamp
    return {
        "note": anchor.note,
        "consistency": [one.hex() for one in anchor.consistency],
        "timestamp": base64.b64encode(stamp).decode("ascii") if stamp is not None else None,
    }
