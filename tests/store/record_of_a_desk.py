"""Logs as a desk writes them, small and varied, in memory: what audits are tried on."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from zhangfang.cases.case import Fact
from zhangfang.cases.change import CaseOpened, Change, FactSet, PhaseEntered, StepMarked
from zhangfang.desk.keep import keep
from zhangfang.desk.life import put_start_on_record, put_stop_on_record
from zhangfang.desk.rasa import Answer
from zhangfang.evidence.cosignature import cosign, cosigner
from zhangfang.evidence.receipt import Receipt
from zhangfang.evidence.signed_note import SigningKey, VerifierKey, parse_note, signed
from zhangfang.store import checkpoints, conversations, log, system, turns
from zhangfang.store.audit.kept import KeptNote
from zhangfang.store.audit.rows import as_it_is
from zhangfang.store.audit.run import NOTHING_KEPT, Audit, Outside, audit
from zhangfang.store.audit.signed import Believed
from zhangfang.store.database import Database
from zhangfang.store.erase import erase
from zhangfang.store.keys import Keys
from zhangfang.store.log import Draft
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp
from zhangfang.store.recorder import Recorder

BEGAN = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
ORIGIN = "zhangfang/record-of-a-desk"
MASTER = bytes(range(32))


def signing_key(seed: int, name: str = ORIGIN) -> SigningKey:
    """The same key for the same number."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(bytes([seed])).digest())
    return SigningKey(name, private)


KEY, NEXT_KEY = signing_key(1), signing_key(2)
WITNESS = signing_key(3, "witness.example.org/w1")


class Desk:
    """A desk's record in memory, and what happens in it.

    Args:
        seed: what of chance is made from.
    """

    def __init__(self, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.now = BEGAN
        self.keys = Keys(MASTER, (KEY,))
        self.database = Database("sqlite://", Recorder(MASTER, self.clock, "1" * 64, "2" * 64))
        self.raw = self._raw()
        template().backup(self.raw)
        self.receipts: list[str] = []
        self._numbers = 0

    def clock(self) -> datetime:
        """Each look takes a while."""
        self.now += timedelta(milliseconds=self.chance.randint(1, 400))
        return self.now

    def close(self) -> None:
        self.database.close()

    def start(self, *signing: SigningKey) -> None:
        if signing:
            self.keys = Keys(MASTER, signing)
        put_start_on_record(self.database, self.keys, times_can_be_set=False)

    def stop(self) -> None:
        put_stop_on_record(self.database, self.keys)

    def opens(self) -> str:
        """A conversation with a greeting."""
        name = f"{self.chance.getrandbits(128):032x}"
        with self.database.write() as connection:
            conversations.create(connection, name, f"token {name}", self._at())
            self._append(connection, name, self._draft("bot", "你好，我是账房。"))
        return name

    def says(self, conversation: str, text: str, **numbers: str) -> log.Entry:
        """A merchant's message, with its turn and its receipt."""
        with self.database.write() as connection:
            draft = self._draft("merchant", text, **numbers)
            [entry] = self._append(connection, conversation, draft)
            seq = entry.event.seq
            turns.add(connection, conversation, seq, f"id-{seq}", text, self._at())
        self.receipts.append(self.receipt(entry))
        return entry

    def answers(self, conversation: str, seq: int, *changes: Change) -> None:
        """The bot's turn."""
        answer = Answer(bubbles=[{"text": "记下了。"}], changes=list(changes))
        with self.database.write() as connection:
            turn = turns.next_pending(connection, conversation)
            assert turn is not None
            _, replies = keep(connection, conversation, answer, self._at(), in_reply_to=seq)
            turns.finish(connection, turn, {"replies": replies, "case": {}})

    def complains(self, conversation: str) -> None:
        """A message that opens a case, and one with a fact."""
        self._numbers += 1
        first = self.says(
            conversation, "多扣了我 12 块，电话 139****5678", **{"phone-1": "13912345678"}
        )
        opened = CaseOpened(
            number=f"ZF-{conversation[:8]}-{self._numbers}", family="overcharged", at=self._at()
        )
        self.answers(conversation, first.event.seq, opened)
        second = self.says(conversation, "单号 A2024")
        self.answers(
            conversation,
            second.event.seq,
            FactSet(name="order_number", fact=Fact(value="A2024", said="A2024")),
            StepMarked(step="find_record", outcome="done", at=self._at()),
            PhaseEntered(phase="contact", at=self._at()),
        )

    def redacts(self, conversation: str) -> None:
        """The end of a message was the beginning of a card's number."""
        entry = self.says(conversation, "卡号 62220212")
        self.answers(conversation, entry.event.seq)
        instead = self._draft("system", "卡号 622202**")
        with self.database.write() as connection:
            log.redact(connection, conversation, entry, "split_number", instead)

    def erases(self, conversation: str) -> None:
        gone = Draft("erased", "merchant", "observed", self._at(), {"by": "merchant"})
        with self.database.write() as connection:
            self._append(connection, conversation, gone)
            erase(connection, conversation)

    def signs(self, *, witnessed: bool = False) -> str:
        """A checkpoint of what there is."""
        with self.database.write() as connection:
            issued = checkpoints.make(connection, self.keys.current)
            if witnessed and WITNESS.name not in issued.note:
                text = parse_note(issued.note).text
                line = cosign(text, WITNESS, int(self.now.timestamp())).as_line()
                checkpoints.add_signatures(connection, issued.size, line)
                issued = checkpoints.of_size(connection, issued.size)
        return issued.note

    def audits(self) -> Audit:
        """An audit with its event, as the desk does it."""
        found = self.audit()
        body = {
            "size": found.size,
            "outcome": "sound" if found.is_sound else "unsound",
            "checkpoint": found.counted.last,
            "checkpoints": found.counted.checkpoints,
            "timestamps": found.counted.timestamps,
        }
        with self.database.write() as connection:
            system.record(connection, "audited", body)
        return found

    def audit(self, outside: Outside = NOTHING_KEPT, roots: tuple[bytes, ...] = ()) -> Audit:
        """An audit."""
        with self.database.read() as connection:
            return Tampered(self.raw, connection, self.keys.verifiers).audit(outside, roots)

    def receipt(self, entry: log.Entry) -> str:
        event = entry.event
        text = Receipt(
            origin=ORIGIN,
            log_index=event.log_index,
            leaf_hash=bytes.fromhex(entry.leaf_hash),
            conversation=event.conversation,
            seq=event.seq,
            recorded_at=event.recorded_at,
        ).as_text()
        return signed(text, self.keys.current).as_text()

    @contextmanager
    def tampered(self) -> Iterator["Tampered"]:
        """The database without its guards. What is done to it is undone afterwards."""
        self.raw.execute("PRAGMA foreign_keys = OFF")
        triggers = self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        with self.database.engine.connect() as connection, connection.begin() as transaction:
            for (name,) in triggers.fetchall():
                self.raw.execute(f"DROP TRIGGER {name}")
            yield Tampered(self.raw, connection, self.keys.verifiers)
            transaction.rollback()

    def _raw(self) -> sqlite3.Connection:
        found = self.database.engine.raw_connection().driver_connection
        assert isinstance(found, sqlite3.Connection)
        return found

    def _at(self) -> str:
        return stamp(self.clock())

    def _draft(self, actor: str, text: str, **numbers: str) -> Draft:
        origin = {"bot": "bot_said", "merchant": "merchant_said", "system": "observed"}[actor]
        body = {} if actor == "merchant" else {"in_reply_to": None}
        return Draft(
            "message", actor, origin, self._at(), body, {"text": text, "choice": None}, numbers
        )

    def _append(self, connection: Connection, conversation: str, *drafts: Draft) -> list[log.Entry]:
        return log.append(connection, conversation, drafts)


class Tampered(NamedTuple):
    """A database that anything can be done to."""

    raw: sqlite3.Connection
    connection: Connection
    keys: tuple[VerifierKey, ...]

    def audit(self, outside: Outside = NOTHING_KEPT, roots: tuple[bytes, ...] = ()) -> Audit:
        """An audit of what it has become."""
        believed = Believed(ORIGIN, self.keys, (cosigner(WITNESS),), roots)
        self.raw.text_factory = as_it_is
        try:
            return audit(self.connection, MASTER, believed, outside)
        finally:
            self.raw.text_factory = str


def varied(seed: int = 0, happenings: int = 6) -> Desk:
    """A log in which much has happened."""
    desk = Desk(seed)
    desk.start()
    known = [desk.opens()]
    erased: set[str] = set()
    for _ in range(happenings):
        conversation = desk.chance.choice(known)
        if conversation in erased:
            conversation = desk.opens()
            known.append(conversation)
        happens: list[Callable[[], object]] = [
            lambda it=conversation: desk.complains(it),
            lambda it=conversation: desk.redacts(it),
            lambda it=conversation: (desk.erases(it), erased.add(it)),
            lambda: known.append(desk.opens()),
            lambda: desk.signs(witnessed=desk.chance.random() < 0.5),
            lambda: (desk.stop(), desk.start()),
            lambda: desk.start(),
            lambda: (
                desk.stop(),
                desk.start(*desk.keys.signing, signing_key(desk.chance.randint(10, 200))),
            ),
            lambda: desk.audits(),
        ]
        desk.chance.choice(happens)()
    desk.signs(witnessed=True)
    desk.audits()
    desk.stop()
    return desk


@cache
def template() -> sqlite3.Connection:
    """An empty database, up to date."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "empty.db")
        migrate(f"sqlite:///{file}")
        made = sqlite3.connect(":memory:")
        on_disk = sqlite3.connect(file)
        on_disk.backup(made)
        on_disk.close()
    return made


def kept(*notes: str) -> tuple[KeptNote, ...]:
    return tuple(KeptNote(note, "kept.txt") for note in notes)
