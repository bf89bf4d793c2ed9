"""Packs that chance has changed, and the log's own key sealed again: only what is inside tells.

A change of bytes finds what a hash is over. A change of a value, written canonically again, finds
what each reader of a file asks of its form, where two verifiers differ most easily.
"""

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import rfc8785
import sample_pack

from zhangfang.evidence.container import write_container
from zhangfang.evidence.manifest import MANIFEST, SEAL, manifest_of, seal_text
from zhangfang.evidence.pack import data_files
from zhangfang.evidence.signed_note import signed

STRANGE = (
    None, True, False, 0, 1, -1, 2, 2**53 - 1, 2**53, 1.5, "", "0", "00", " ", "字", "\ud83d", "\u2028",
    "a" * 64, "0" * 64, "A" * 64, "b" * 32, [], {}, [[]], {"": 0}, "=", "AA==", "AB==",
)  # fmt: skip


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Changed packs, by a name that says where."""
    samples = [sample for _, sample in sample_pack.good(seed, 12)]
    for number in range(count):
        chance = Random(f"{seed} {number}")
        sample = chance.choice(samples)
        files = {**data_files(sample.data), **sample.readable}
        path = chance.choice(sorted(files))
        files[path] = _changed(chance, files[path], path)
        yield f"mutant-{number:04} of {path[:24]}", _sealed(sample, files, chance)


def _changed(chance: Random, data: bytes, path: str) -> bytes:
    if path.endswith(".json") and chance.random() < 0.7:
        return _dumped(_value(chance, json.loads(data)))
    if path.endswith(".jsonl") and chance.random() < 0.7:
        lines = data.split(b"\n")[:-1]
        at = chance.randrange(len(lines))
        lines[at] = _dumped(_value(chance, json.loads(lines[at])))
        return b"".join(line + b"\n" for line in lines)
    at = chance.randrange(len(data))
    one = bytes([chance.choice((chance.randrange(256), 10, 32, 48, data[at] ^ 1))])
    return data[:at] + chance.choice((one, b"", one + data[at : at + 1])) + data[at + 1 :]


def _value(chance: Random, value: Any) -> Any:
    """The value, with something in it changed, added, taken away or doubled."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(sorted(value))
        match chance.randrange(8):
            case 0:
                return {key: one for key, one in value.items() if key != name}
            case 1:
                return {**value, name + chance.choice("x 字"): value[name]}
            case _:
                return {**value, name: _value(chance, value[name])}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        match chance.randrange(8):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return [*value, value[at]]
            case _:
                return [*value[:at], _value(chance, value[at]), *value[at + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.6:
        at = chance.randrange(len(value))
        return (
            value[:at] + chance.choice(("", "0", "f", "A", " ", "\n", "=", "—")) + value[at + 1 :]
        )
    if type(value) is int and chance.random() < 0.6:
        return value + chance.choice((-1, 1, 2**32))
    return chance.choice(STRANGE)


def _dumped(value: Any) -> bytes:
    """Canonical, or as near to it as such a value can be written."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _sealed(sample: sample_pack.Sample, files: Mapping[str, bytes], chance: Random) -> bytes:
    manifest = manifest_of(files)
    seal = signed(seal_text(sample.data.origin, manifest), sample.keys[-1]).as_text()
    zipped = write_container({**files, MANIFEST: manifest, SEAL: seal.encode()})
    if chance.random() < 0.8:
        return zipped
    at = chance.randrange(len(zipped))  # the seal itself, or the zip
    return zipped[:at] + bytes([zipped[at] ^ 1 << chance.randrange(8)]) + zipped[at + 1 :]
