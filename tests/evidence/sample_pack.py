"""Packs of any size from a seed, with real keys, commitments and proofs: what verifiers must accept.

sample = make(seed=7, said=40, files=2)
sample.pack        the zip
sample.data        what it was built of
sample.receipts    what the merchant's page has kept
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cached_property
from random import Random
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.cosignature import cosign, cosigner
from zhangfang.evidence.der import (
    GENERALIZED_TIME,
    NULL,
    OCTET_STRING,
    OID,
    SEQUENCE,
    SET,
    write,
    write_integer,
    write_oid,
)
from zhangfang.evidence.internal import INTERNAL
from zhangfang.evidence.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root,
)
from zhangfang.evidence.pack import Anchor, Opening, PackData, PackEvent, SystemEvent, build
from zhangfang.evidence.receipt import Receipt
from zhangfang.evidence.signed_note import Note, SigningKey, signed

ORIGIN = "example.org/zhangfang"
BEGIN = datetime(2026, 11, 22, 9, 59, 58, tzinfo=timezone(timedelta(hours=8)))
KNOWLEDGE, MODEL = "1" * 64, "2" * 64
WORDS = (
    "昨天那笔多扣了十二块",
    "机器上只有一条记录",
    "流水号是 20261121003388",
    "银行那边说没问题\n让我找收单机构",
    '他说"再等等"\\ 等了三天',
    "😀 好的",
    "电话是 136****5432",
    "",
    "\u2028 一行 \u0007 \u007f é é",
)


@dataclass
class Sample:
    """A log, and the pack of one conversation in it."""

    seed: int
    keys: list[SigningKey]
    witnesses: list[SigningKey]
    leaves: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    openings: dict[int, dict[str, Opening]] = field(default_factory=dict)
    received: dict[str, bytes] = field(default_factory=dict)
    checkpoints: list[tuple[int, str, bytes | None]] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    variant: Any = "masked"
    times_can_be_set: bool = False

    @property
    def conversation(self) -> str:
        return hashlib.sha256(b"%d" % self.seed).hexdigest()[:32]

    @cached_property
    def data(self) -> PackData:
        return self.data_at(len(self.leaves))

    @cached_property
    def pack(self) -> bytes:
        return self.sealed(self.data)

    def data_at(self, size: int) -> PackData:
        hashes = [leaf_hash(leaf.encode()) for leaf in self.leaves[:size]]
        node = nodes_of(hashes)
        places = [at for at, owner in enumerate(self.owners[:size]) if owner == self.conversation]
        system = [at for at, owner in enumerate(self.owners[:size]) if owner == "system"]
        earlier = [one for one in self.checkpoints if one[0] <= size]
        return PackData(
            variant=self.variant,
            origin=ORIGIN,
            keys=tuple(key.verifier for key in self.keys),
            witnesses=tuple(cosigner(key) for key in self.witnesses),
            conversation=self.conversation,
            cases=("ZF-20261122-7K3Q5",),
            size=size,
            times_can_be_set=self.times_can_be_set,
            events=tuple(
                PackEvent(self.leaves[at], self.openings.get(seq, {}))
                for seq, at in enumerate(places, start=1)
            ),
            checkpoint=self.checkpoint(size).as_text(),
            proof=tuple(inclusion_proof(places[-1], size, node)),
            system=tuple(
                SystemEvent(self.leaves[at], tuple(inclusion_proof(at, size, node)))
                for at in system
            ),
            anchors=tuple(
                Anchor(note, tuple(consistency_proof(old, size, node)), stamp)
                for old, note, stamp in earlier
            ),
            authority=b"-----BEGIN CERTIFICATE-----\n" if any(x[2] for x in earlier) else None,
            files=self.received,
        )

    def checkpoint(self, size: int) -> Note:
        hashes = [leaf_hash(leaf.encode()) for leaf in self.leaves[:size]]
        text = Checkpoint(ORIGIN, size, root(size, nodes_of(hashes))).as_text()
        note = signed(text, self.keys[-1])
        lines = tuple(cosign(text, key, 1_790_000_000 + size) for key in self.witnesses)
        return Note(text, (*note.signatures, *lines))

    def sealed(self, data: PackData, key: SigningKey | None = None) -> bytes:
        return build(data, self.readable, lambda text: signed(text, key or self.keys[-1]))

    @property
    def readable(self) -> Mapping[str, bytes]:
        said = "<!doctype html><title>聊天记录</title>" + "，".join(WORDS[:3])
        return {"聊天记录.html": said.encode(), "先看这里.html": b"<!doctype html>"}


def make(
    seed: int,
    *,
    said: int = 12,
    strangers: int = 9,
    files: int = 1,
    redacted: int = 0,
    recalled: int = 0,
    noted: int = 0,
    erased: bool = False,
    opened: bool = False,
    stamped: bool = True,
    key_change: bool = False,
    witnesses: int = 0,
    times_can_be_set: bool = False,
) -> Sample:
    """A log with a conversation of `said` events or a few more, and others' events between them."""
    writing = _Writing(seed, witnesses)
    sample = writing.sample
    sample.times_can_be_set = times_can_be_set
    chance = writing.chance
    started = {"version": "0.1.0", "times_can_be_set": times_can_be_set, "ended_in_order": None}
    writing.write("system", "desk_started", body=started)
    work = ["said"] * said + ["stranger"] * strangers + ["checkpoint"] * (2 if said > 2 else 0)
    chance.shuffle(work)
    for place, kind in enumerate(work):
        if key_change and place == len(work) // 2:
            writing.change_key()
        if kind == "said":
            writing.say(chance.choice(WORDS))
        elif kind == "stranger":
            writing.write(
                chance.choice(("aa" * 16, "bb" * 16)), "message", content={"text": "别人的"}
            )
        else:
            writing.note_checkpoint(stamped=stamped and chance.random() < 0.7)
    for number in range(files):
        writing.receive(chance.randbytes(50 + number))
    deeds = [writing.redact] * redacted + [writing.recall] * recalled
    for deed in (*deeds, *[writing.note_among_colleagues] * noted):
        deed()
    if erased:
        writing.erase()
    writing.note_checkpoint(stamped=stamped)
    if not opened:
        sample.openings = {
            seq: {name: one for name, one in shown.items() if name == "content"}
            for seq, shown in sample.openings.items()
        }
    sample.variant = "opened" if opened else "masked"
    return sample


def good(seed: int = 0, count: int = 100) -> Iterator[tuple[str, Sample]]:
    """Varied packs, all sound, each with a name."""
    return ((f"good-{number:03}", varied(number, seed)) for number in range(count))


def varied(number: int, seed: int = 0) -> Sample:
    """One of the varied packs."""
    chance = Random(f"{seed} {number}")  # a str seeds alike everywhere
    shape: dict[str, Any] = {
        "said": number + 1 if number < 8 else chance.choice((1, 3, 8, 15, 30, 60, 200)),
        "strangers": chance.choice((0, 1, 7, 40)),
        "files": chance.choice((0, 0, 1, 3)),
        "redacted": chance.choice((0, 0, 1, 2)),
        "recalled": (0, 1, 0, 2)[number % 4],
        "noted": number % 3,
        "erased": number % 10 == 9,
        "opened": number % 3 == 1,
        "stamped": number % 4 != 3,
        "key_change": number % 5 == 2,
        "witnesses": chance.choice((0, 0, 1, 2)),
        "times_can_be_set": number % 7 == 6,
    }
    return make(seed * 1000 + number, **shape)


def token(digest: bytes, moment: str = "20261122020000Z") -> bytes:
    """A time-stamp token that nobody signed: enough for those who read its hash and time only."""
    sha256 = write(SEQUENCE, write_oid("2.16.840.1.101.3.4.2.1"), NULL)
    info = write(
        SEQUENCE,
        write_integer(1),
        write_oid("1.2.3.4.1"),
        write(SEQUENCE, sha256, write(OCTET_STRING, digest)),
        write_integer(4096),
        write(GENERALIZED_TIME, moment.encode()),
    )
    kind = write_oid("1.2.840.113549.1.9.16.1.4")
    content = write(SEQUENCE, kind, write(0xA0, write(OCTET_STRING, info)))
    parts = write_integer(3), write(SET, sha256), content, write(SET)
    return write(SEQUENCE, write_oid("1.2.840.113549.1.7.2"), write(0xA0, write(SEQUENCE, *parts)))


def signing_key(name: str, seed: str) -> SigningKey:
    secret = hashlib.sha256(seed.encode()).digest()
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(secret))


class _Writing:
    """A log being written."""

    def __init__(self, seed: int, witnesses: int) -> None:
        self.chance = Random(seed)
        self.sample = Sample(
            seed,
            [signing_key(ORIGIN, f"log {seed}")],
            [signing_key(f"witness-{at}.example", f"witness {at}") for at in range(witnesses)],
        )
        self.last: dict[str, tuple[int, str]] = {}

    def write(
        self,
        conversation: str,
        kind: str,
        *,
        actor: str = "system",
        origin: str = "observed",
        body: Mapping[str, Any] | None = None,
        **sealed: Any,
    ) -> int:
        """Put an event at the end; returns its seq."""
        log_index = len(self.sample.leaves)
        seq, prev = self.last.get(conversation, (0, "0" * 64))
        at = BEGIN + timedelta(milliseconds=1234 * log_index)
        openings = {
            name.replace("_", "-"): Opening(self.chance.randbytes(32), value)
            for name, value in sealed.items()
        }
        leaf = rfc8785.dumps(
            {
                "v": 1,
                "log_index": log_index,
                "conversation": conversation,
                "seq": seq + 1,
                "prev": prev,
                "kind": kind,
                "actor": actor,
                "origin": origin,
                "at": at.isoformat(timespec="milliseconds"),
                "client_at": at.isoformat(timespec="milliseconds") if actor == "merchant" else None,
                "recorded_at": at.isoformat(timespec="milliseconds"),
                "waited_ms": 3 if actor == "merchant" else None,
                "guide": KNOWLEDGE,
                "model": MODEL if actor == "merchant" else None,
                "body": dict(body or {}),
                "sealed": {name: one.commitment() for name, one in openings.items()},
            }
        ).decode()
        self.sample.leaves.append(leaf)
        self.sample.owners.append(conversation)
        self.last[conversation] = seq + 1, leaf_hash(leaf.encode()).hex()
        if conversation == self.sample.conversation:
            self.sample.openings[seq + 1] = openings
        return seq + 1

    def say(self, text: str) -> None:
        ours = self.sample.conversation
        turn = self.chance.randrange(4)
        if turn == 0:
            choices = [{"id": "yes", "label": "是", "payload": None}]
            content = {"text": text, "choices": choices, "papers": []}
            body = {"in_reply_to": None}
            self.write(ours, "message", actor="bot", origin="bot_said", body=body, content=content)
        elif turn == 1:
            content = {"change": {"fact": "amount", "value": "12.00"}}
            self.write(ours, "fact_set", body={"in_reply_to": 1}, content=content)
        else:
            sealed = {"phone_1": "13698765432"} if "136" in text else {}
            said: Any = {"text": text, "choice": None}
            self.write(
                *(ours, "message"),
                **{"actor": "merchant", "origin": "merchant_said", "content": said, **sealed},
            )
            self._give_receipt()

    def receive(self, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        named = {"name": "小票.jpg", "media": "image/jpeg", "size": len(data), "sha256": digest}
        ours = self.sample.conversation
        self.write(ours, "file", actor="merchant", origin="file_received", content=named)
        self.sample.received[digest] = data

    def redact(self) -> None:
        sample = self.sample
        seq = self.chance.choice([*sample.openings])
        body = {"seq": seq, "name": "content", "reason": "split_number"}
        sample.openings[seq].pop("content", None)
        self.write(sample.conversation, "redacted", body=body, content={"text": "（打码后的话）"})

    def recall(self) -> None:
        """A message or a file of the conversation, with what stands for it or was read from it."""
        sample, ours = self.sample, self.sample.conversation
        seq = self.chance.choice([*sample.openings])
        if self.chance.random() < 0.5:
            self.write(ours, "file_read", body={"seq": seq}, content={"fields": []})
        self.write(ours, "recalled", actor="merchant", body={"seq": seq})
        for place, leaf in zip(sample.openings, self._own_leaves(), strict=True):
            if seq in (place, json.loads(leaf)["body"].get("seq")):
                gone = sample.openings[place].pop("content", None)
                if gone and "sha256" in gone.value:
                    sample.received.pop(gone.value["sha256"], None)

    def note_among_colleagues(self) -> None:
        """An agent speaks, and notes something that no pack shows."""
        ours, agent = self.sample.conversation, {"id": "a" * 32, "name": "小周"}
        said = {"text": "我是小周", "agent": agent}
        self.write(ours, "message", actor="agent", origin="agent_said", content=said)
        kind = sorted(INTERNAL)[len(self.sample.leaves) % len(INTERNAL)]
        noted = {"text": "商户着急", "agent": agent}
        seq = self.write(ours, kind, actor="agent", body={}, content=noted)
        self.sample.openings[seq].pop("content")

    def _own_leaves(self) -> list[str]:
        sample = self.sample
        pairs = zip(sample.leaves, sample.owners, strict=True)
        return [leaf for leaf, owner in pairs if owner == sample.conversation]

    def erase(self) -> None:
        self.sample.openings = {seq: {} for seq in self.sample.openings}
        self.sample.received.clear()
        self.write(self.sample.conversation, "erased", body={"by": "merchant"})

    def change_key(self) -> None:
        before = self.sample.keys[-1].verifier.as_vkey()
        self.sample.keys.append(signing_key(ORIGIN, f"another {self.sample.seed}"))
        after = self.sample.keys[-1].verifier.as_vkey()
        self.write("system", "key_changed", body={"old": before, "new": after})

    def note_checkpoint(self, *, stamped: bool) -> None:
        size = len(self.sample.leaves)
        if size not in [one[0] for one in self.sample.checkpoints]:
            note = self.sample.checkpoint(size)
            stamp = token(hashlib.sha256(note.text.encode()).digest()) if stamped else None
            self.sample.checkpoints.append((size, note.as_text(), stamp))

    def _give_receipt(self) -> None:
        sample = self.sample
        log_index = len(sample.leaves) - 1
        seq, digest = self.last[sample.conversation]
        at = (BEGIN + timedelta(milliseconds=1234 * log_index)).isoformat(timespec="milliseconds")
        receipt = Receipt(
            ORIGIN, log_index, bytes.fromhex(digest), sample.conversation, seq, at
        ).as_text()
        sample.receipts.append(signed(receipt, sample.keys[-1]).as_text())


__all__ = ["OID", "Sample", "good", "make", "replace", "signing_key", "token"]
