"""Packs that are damaged, each in one way that has a name, and what a verifier must find in it.

for case in cases(seed=1):
    verify(case.pack, case.key, case.receipts).failures      # has case.expected among them

The damages themselves are in damage_to_*.py. Who does them has a choice: leave manifest and seal as
they are (`raw`), make the manifest again (`listed`), or have the log's own key (`sealed`): then
nothing but the checks of what is inside can find it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import rfc8785
import sample_pack

from zhangfang.evidence.container import write_container
from zhangfang.evidence.manifest import MANIFEST, SEAL, manifest_of, seal_text
from zhangfang.evidence.merkle import leaf_hash
from zhangfang.evidence.signed_note import SigningKey, signed
from zhangfang.evidence.verifier.verify import read_zip

EVENTS, OPENINGS = "data/events.jsonl", "data/openings.json"
PROOF, SYSTEM, ANCHORS = "data/last-event.tlog-proof", "data/system.json", "data/anchors.json"
PACK = "data/pack.json"

Found = tuple[str, str]
"""A failure: code and place."""

DAMAGES: dict[str, Callable[["Damage"], "Found"]] = {}


@dataclass(frozen=True)
class Case:
    """A damaged pack; `key` and `receipts` are what the reader has besides."""

    name: str
    pack: bytes
    expected: Found
    key: str | None
    receipts: tuple[str, ...]


class Damage:
    """A sound pack in somebody's hands."""

    def __init__(self, seed: int) -> None:
        self.sample = sample_pack.make(
            seed,
            said=14,
            files=2,
            redacted=1,
            opened=True,
            stamped=True,
            key_change=True,
            witnesses=1,
        )
        self.other = sample_pack.make(seed + 1_000_000, said=14, files=2)
        self.stranger = sample_pack.signing_key(sample_pack.ORIGIN, "a stranger")
        self.files = read_zip(self.sample.pack)
        self.pack = b""
        self.key: str | None = None
        self.receipts: tuple[str, ...] = ()

    def raw(self) -> None:
        """Pack the files; the manifest stays as it was."""
        self.pack = write_container(self.files)

    def listed(self) -> None:
        """Pack the files with a new manifest; the seal stays as it was."""
        own = {MANIFEST, SEAL}
        rest = {path: data for path, data in self.files.items() if path not in own}
        self.files[MANIFEST] = manifest_of(rest)
        self.raw()

    def sealed(self, key: SigningKey | None = None) -> None:
        """Pack the files with a new manifest and a new seal, by the log's key or this one."""
        self.listed()
        text = seal_text(sample_pack.ORIGIN, self.files[MANIFEST])
        self.files[SEAL] = signed(text, key or self.sample.keys[-1]).as_text().encode()
        self.raw()

    def flip(self, path: str, at: int = -1) -> None:
        """Change one bit of a file."""
        data = bytearray(self.files[path])
        data[at] ^= 1
        self.files[path] = bytes(data)

    def json(self, path: str) -> Any:
        return json.loads(self.files[path])

    def put(self, path: str, value: Any) -> None:
        self.files[path] = rfc8785.dumps(value)

    def edit(self, path: str, **fields: Any) -> None:
        """Put other values into the object that a file is."""
        self.put(path, {**self.json(path), **fields})

    @property
    def lines(self) -> list[str]:
        return self.files[EVENTS].decode().split("\n")[:-1]

    @lines.setter
    def lines(self, lines: list[str]) -> None:
        self.files[EVENTS] = "".join(line + "\n" for line in lines).encode()

    def event(self, number: int, *, chained: bool = False, **fields: Any) -> None:
        """Put other values into an event; `chained`: and make the chain fit again after it."""
        lines = self.lines
        lines[number - 1] = dumped({**json.loads(lines[number - 1]), **fields})
        for at in range(number, len(lines) if chained else 0):
            before = leaf_hash(lines[at - 1].encode()).hex()
            lines[at] = dumped({**json.loads(lines[at]), "prev": before})
        self.lines = lines

    def said(self, kind: str = "message", *, name: str = "content") -> int:
        """The number of an event of this kind in which this is shown, not the first nor the last."""
        shown = self.json(OPENINGS)
        events = [json.loads(line) for line in self.lines][1:-1]
        found = [event["seq"] for event in events if event["kind"] == kind]
        return next(seq for seq in found if name in shown.get(str(seq), {}))


def dumped(event: dict[str, Any]) -> str:
    return rfc8785.dumps(event).decode()


def damage(function: Callable[[Damage], Found]) -> Callable[[Damage], Found]:
    """Add a damage; its function's name says what was done."""
    name = function.__name__.replace("_", "-")
    assert name not in DAMAGES, name
    DAMAGES[name] = function
    return function


def names() -> list[str]:
    """What each damage is called."""
    for place in ("container", "seal", "events", "log"):
        import_module(f"damage_to_{place}")
    return list(DAMAGES)


def case(name: str, seed: int = 1) -> Case:
    """One damage, done."""
    hands = Damage(seed + names().index(name))
    expected = DAMAGES[name](hands)
    return Case(name, hands.pack, expected, hands.key, hands.receipts)


def cases(seed: int = 1) -> Iterator[Case]:
    """Every damage, done once."""
    return (case(name, seed) for name in names())
