"""Packs to read from: a conversation written event by event, in a log with a system of its own."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.cosignature import cosign, cosigner
from zhangfang.evidence.event import NO_PREVIOUS, SYSTEM, Event, canonical, leaf_hash
from zhangfang.evidence.merkle import inclusion_proof, nodes_of, root
from zhangfang.evidence.pack import Anchor, PackData, PackEvent, SystemEvent
from zhangfang.evidence.signed_note import Note, SigningKey, signed

CASE = "ZF-20261122-K7YM-4"
CONVERSATION = "3f0c6f2e9d5b4a54b0d8f1a2c3d4e5f6"
KEY = SigningKey("zhangfang/example", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = SigningKey("witness.example", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
BEGINS = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SLIP = b"\xff\xd8 a slip of paper"
CLOCK = {"synchronised": True, "error_ms": 4}
_ORIGINS = {
    "merchant": "merchant_said", "bot": "bot_said", "agent": "agent_said", "system": "observed",
}  # fmt: skip


class Diary:
    """A log that is being written. Each entry is five seconds after the one before."""

    def __init__(self) -> None:
        self.leaves: list[str] = []
        self.events: list[PackEvent] = []
        self.system: list[tuple[int, str]] = []
        self.last = {CONVERSATION: NO_PREVIOUS, SYSTEM: NO_PREVIOUS}
        self.counts = {CONVERSATION: 0, SYSTEM: 0}
        self.files: dict[str, bytes] = {}

    def add(
        self, kind: str, actor: str = "system", *, conversation: str = CONVERSATION,
        body: Mapping[str, Any] | None = None, content: object = None, shown: bool = True,
        numbers: Mapping[str, str] | None = None, kept_back: Mapping[str, str] | None = None,
        **more: Any,
    ) -> int:  # fmt: skip
        """Write an event; returns its seq. `kept_back` are numbers that the pack doesn't open."""
        self.counts[conversation] += 1
        at = stamp(len(self.leaves) * 5)
        content_values = {} if content is None else {"content": content}
        values = {**content_values, **(numbers or {}), **(kept_back or {})}
        openings = {
            name: Opening(hashlib.sha256(f"{len(self.leaves)} {name}".encode()).digest(), value)
            for name, value in values.items()
        }
        fields: dict[str, Any] = {
            "log_index": len(self.leaves), "conversation": conversation,
            "seq": self.counts[conversation], "prev": self.last[conversation], "kind": kind,
            "actor": actor, "origin": _ORIGINS[actor], "at": at, "recorded_at": at,
            "guide": "1" * 64, "body": body or {},
            "sealed": {name: one.commitment() for name, one in openings.items()},
        }  # fmt: skip
        leaf = canonical(Event(**{**fields, **more}))
        self.last[conversation] = leaf_hash(leaf)
        self.leaves.append(leaf)
        if conversation == SYSTEM:
            self.system.append((len(self.leaves) - 1, leaf))
        else:
            given = {name for name in openings if name not in (kept_back or {}) and shown}
            self.events.append(PackEvent(leaf, {name: openings[name] for name in sorted(given)}))
        return self.counts[conversation]

    def says(self, text: str, choice: str | None = None, **more: Any) -> int:
        """A merchant's message."""
        return self.add("message", "merchant", content={"text": text, "choice": choice}, **more)

    def answers(self, text: str, to: int | None, *labels: str, papers: object = ()) -> int:
        """A message of the bot, with what can be tapped."""
        choices = [
            {"id": f"9-{at}", "label": one, "payload": "/x"} for at, one in enumerate(labels)
        ]
        content = {"text": text, "choices": choices, "papers": list(papers)}
        return self.add("message", "bot", body={"in_reply_to": to}, content=content)

    def changes(self, to: int, kind: str, **change: Any) -> int:
        """A change of the case."""
        content = {"change": {"kind": kind, **change}}
        return self.add(kind, body={"in_reply_to": to}, content=content)

    def observes(self, kind: str, **body: Any) -> int:
        """An event of the system."""
        return self.add(kind, conversation=SYSTEM, body=body)

    def receives(self, name: str, data: bytes, media: str = "image/jpeg") -> int:
        """A file."""
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        about = {"name": name, "media": media, "size": len(data), "sha256": digest}
        return self.add("file", "merchant", origin="file_received", content=about)

    def checkpoint(self, size: int, *, witnessed: bool = False) -> Note:
        """The log at a size."""
        node = nodes_of([bytes.fromhex(leaf_hash(leaf)) for leaf in self.leaves[:size]])
        text = Checkpoint(KEY.name, size, root(size, node)).as_text()
        note = signed(text, KEY)
        seconds = int((BEGINS + timedelta(seconds=size * 5)).timestamp())
        more = (cosign(text, WITNESS, seconds),) if witnessed else ()
        return Note(note.text, (*note.signatures, *more))

    def pack(self, **more: Any) -> PackData:
        """What a pack of it says, here and now."""
        size = len(self.leaves)
        node = nodes_of([bytes.fromhex(leaf_hash(leaf)) for leaf in self.leaves])
        last = max(at for at, leaf in enumerate(self.leaves) if CONVERSATION in leaf)
        fields: dict[str, Any] = {
            "variant": "masked", "origin": KEY.name, "keys": (KEY.verifier,), "witnesses": (),
            "conversation": CONVERSATION, "cases": (CASE,), "size": size,
            "times_can_be_set": False, "events": tuple(self.events),
            "checkpoint": self.checkpoint(size).as_text(),
            "proof": tuple(inclusion_proof(last, size, node)),
            "system": tuple(
                SystemEvent(leaf, tuple(inclusion_proof(at, size, node)))
                for at, leaf in self.system
            ),
            "anchors": (), "authority": None, "files": self.files,
        }  # fmt: skip
        return PackData(**{**fields, **more})


def a_diary() -> Diary:
    """A short case with one of most things in it."""
    diary = Diary()
    diary.observes(
        "desk_started", version="0.1.0", python="3.11.9", times_can_be_set=False,
        ended_in_order=None, clock=CLOCK,
    )  # fmt: skip
    hello = diary.answers("你好，我是账房。出了什么事？", None, "多扣了我的钱", "钱没到账")
    said = diary.says("多扣了我的钱", choice="1-1")
    diary.changes(said, "case_opened", number=CASE, family="overcharged", at=stamp(0))
    diary.changes(said, "phase_entered", phase="verify", at=stamp(0))
    asked = diary.answers("这一笔是多少钱？", said)
    diary.changes(said, "asked", fact="amount")
    said = diary.says(
        "昨天下午 3 点多扣了我 12 块\n\n我电话 139****5678", kept_back={"phone-1": "13912345678"}
    )
    amount = {"value": "12.00", "approximate": False, "said": "12 块"}
    diary.changes(said, "fact_set", name="amount", fact=amount)
    when = {"value": "2026-11-21T15:00", "approximate": True, "said": "昨天下午 3 点"}
    diary.changes(said, "fact_set", name="transaction_time", fact=when)
    diary.receives("小票.jpg", SLIP)
    diary.observes(
        "desk_started", version="0.1.1", python="3.11.9", times_can_be_set=False,
        ended_in_order=False, clock={"synchronised": False, "error_ms": 1200},
    )  # fmt: skip
    said = diary.says("不对，是 15 块", client_at=stamp(-600))
    fact = {"value": "15.00", "approximate": False, "said": "15 块"}
    diary.changes(said, "fact_set", name="amount", fact=fact, replaces="12.00")
    diary.changes(said, "step_marked", step="find_charge", outcome="done", at=stamp(0))
    papers = ({"kind": "call_script", "case": CASE},)
    diary.answers("照着这几句打电话：\n1. 报单号。\n2. 问名目。", said, papers=papers)
    diary.changes(said, "paper_written", paper="call_script", case=CASE)
    diary.add(
        "paper_taken", "merchant", origin="observed",
        body={"paper": "call_script", "format": "pdf", "sha256": "ab" * 32, "case": CASE},
    )  # fmt: skip
    said = diary.says("卡号 622202", shown=False)
    diary.add(
        "redacted", body={"seq": said, "name": "content", "reason": "split_number"},
        content={"text": "卡号 622202**", "choice": None},
    )  # fmt: skip
    diary.changes(said, "deadline_set", due_at="2026-11-27T18:00:00+08:00", estimated=False)
    diary.add("secret_made", "merchant", origin="observed", body={"case_number": CASE})
    diary.add("resumed", "merchant", origin="observed", body={"case_number": CASE})
    diary.observes(
        "audited", size=20, outcome="sound", failures=0, first_failure=None, seconds=1, clock=CLOCK
    )
    diary.add("message", "agent", body={"in_reply_to": hello}, content={"text": "我来看看。"})
    diary.add("window_opened", content={"a": 1})
    diary.add("pack_taken", "merchant", origin="observed",
              body={"variant": "masked", "sha256": "cd" * 32, "size": 22, "revealed": []})  # fmt: skip
    assert asked
    return diary


def a_full_pack(**more: Any) -> PackData:
    """The same with a witness and an earlier checkpoint."""
    diary = a_diary()
    size = len(diary.leaves)
    anchor = Anchor(diary.checkpoint(10).as_text(), (), None)
    return diary.pack(
        **{
            "witnesses": (cosigner(WITNESS),),
            "checkpoint": diary.checkpoint(size, witnessed=True).as_text(),
            "anchors": (anchor,),
            **more,
        }
    )


def stamp(seconds: float) -> str:
    """A moment as the log writes it."""
    shanghai = BEGINS + timedelta(seconds=seconds, hours=8)
    return shanghai.replace(tzinfo=None).isoformat(timespec="milliseconds") + "+08:00"
