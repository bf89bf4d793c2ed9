#!/usr/bin/env python3
"""Verifies an evidence pack. Python 3.8 or newer is all it takes: no network, nothing to install.

    python verify.py PACK.zip [--key VERIFIER-KEY] [--receipts FILE] [--json]

In place of the zip, the folder that it was unpacked into will do. Exit status: 0 sound, 1 tampered,
2 wrong usage. Sections in comments, and the codes and places of failures, are those of 格式说明.md.
"""
# To be read on paper, so denser than our other files.  fmt: off
# ruff: noqa: ANN401, B905, C901, D103, E401, E701, FBT001, FBT002, FBT003, I001, RUF021, UP035
from __future__ import annotations

import argparse, base64, hashlib, json, re, struct, sys, zlib
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterable, Iterator, NamedTuple, Sequence

CODES = {  # section 5: what can be wrong, in the order in which it is reported
    "not_a_pack": "不是证据包，或者坏了", "container_changed": "压缩包被改过，或重新压缩过",
    "manifest_unreadable": "文件清单读不出来", "file_missing": "这个文件不见了",
    "file_changed": "这个文件被改过", "file_added": "这个文件是后来加的",
    "seal_wrong": "日志没有签过这份清单", "pack_unreadable": "这个文件的格式不对",
    "key_unexpected": "封存用的不是你给的密钥", "event_unreadable": "这一行不是完好的记录",
    "event_out_of_order": "顺序不对，或属于别的对话", "chain_broken": "和前一条接不上",
    "events_missing": "条数不对，或一条也没有", "opening_wrong": "展示的和当时记下的不一致",
    "content_missing": "没有展示，也没有销毁的记录", "checkpoint_unreadable": "读不出，或属于别的日志",
    "signature_wrong": "没有日志的有效签名", "proof_wrong": "最后一条记录不在里面",
    "attachment_wrong": "收到的文件缺了，或不是原件", "system_event_wrong": "不在日志里，或不是系统记录",
    "anchor_wrong": "没有有效签名，或后来被改写", "timestamp_wrong": "时间戳盖的不是它",
    "cosignature_wrong": "见证方的签名对不上", "receipt_wrong": "这张回执和记录对不上"}

# The JSON files (sections 1 and 4): patterns over canonical JSON, a dict for an object with these
# very keys, or with any keys that fit a pattern that begins with ^, and [form] for a list.
ANY, BOOL, INT, TEXT, HEX, HEX32 = ".*", "true|false", "[0-9]+", '".*"', '"[0-9a-f]{64}"', '"[0-9a-f]{32}"'
TIME = r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{3}\+08:00"
EVENT = {
    "v": "1", "log_index": INT, "conversation": HEX32 + '|"system"', "seq": INT, "prev": HEX,
    "kind": TEXT, "actor": '"(merchant|bot|agent|system)"', "body": r"\{.*\}",
    "origin": '"(merchant_said|bot_said|agent_said|file_received|observed|fetched)"',
    "at": f'"{TIME}"', "client_at": f'"{TIME}"|null', "recorded_at": f'"{TIME}"',
    "waited_ms": INT + "|null", "guide": HEX, "model": HEX + "|null", "sealed": {"^(?s:.*)": HEX}}
FILES = [{"path": TEXT, "size": INT, "sha256": HEX, "sm3": HEX}]
MANIFEST = {"format": '"zhangfang-manifest/1"', "files": FILES}
PACK = {
    "format": '"zhangfang-pack/1"', "variant": '"masked"|"opened"', "origin": TEXT, "keys": [TEXT],
    "witnesses": [TEXT], "conversation": HEX32, "cases": [TEXT], "events": INT, "size": INT,
    "times_can_be_set": BOOL}
OPENINGS = {"^[1-9][0-9]{0,15}": {"^(?s:.*)": {"salt": HEX, "value": ANY}}}
SYSTEM = [{"event": EVENT, "proof": [HEX]}]
ANCHORS = [{"note": TEXT, "consistency": [HEX], "timestamp": TEXT + "|null"}]

def fits(value: Any, form: Any) -> bool:
    if isinstance(form, str): return re.fullmatch(form, canonical(value).decode()) is not None
    if type(value) is not type(form): return False
    if isinstance(form, list): return all(fits(one, form[0]) for one in value)
    keys = next(iter(form))
    if keys[0] == "^": return all(re.fullmatch(keys, k) and fits(v, form[keys]) for k, v in value.items())
    return value.keys() == form.keys() and all(fits(value[key], form[key]) for key in form)

def canonical(value: Any) -> bytes:  # RFC 8785, for the values that section "Words" allows
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

def is_plain(value: Any, depth: int = 64) -> bool:  # integers, keys in ASCII, not nested deeper
    if isinstance(value, (int, float)): return isinstance(value, int) and abs(value) < 2**53
    if isinstance(value, dict) and not all(key.isascii() for key in value): return False
    parts = value.values() if isinstance(value, dict) else value
    return not isinstance(value, (dict, list)) or depth > 0 and all(is_plain(v, depth - 1) for v in parts)

# Whatever is not as it should be raises a ValueError or LookupError; `fails` makes a failure of it.
def require(holds: object) -> None:
    if not holds: raise ValueError

def read_json(data: bytes, form: Any) -> Any:
    value = json.loads(data.decode())
    require(is_plain(value) and canonical(value) == data and fits(value, form))
    return value

def read_number(text: str) -> int:
    require(re.fullmatch("0|[1-9][0-9]{0,15}", text) and int(text) < 2**53)
    return int(text)

def read_base64(text: str, size: int = 0) -> bytes:
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text and size in (0, len(data)))
    return data

def sha256(*parts: bytes) -> bytes:  # a leaf begins with 00, a node with 01, a commitment with 02
    return hashlib.sha256(b"".join(parts)).digest()

def sm3(data: bytes) -> str:  # GB/T 32905-2016; by OpenSSL where it knows it, 200 times as fast
    known = "sm3" in hashlib.algorithms_available
    return hashlib.new("sm3", data).hexdigest() if known else sm3_in_python(data)

def sm3_in_python(data: bytes) -> str:
    def turn(word: int, by: int) -> int: return (word << by | word >> 32 - by) & 0xFFFFFFFF
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack(">Q", 8 * len(data))
    start = "7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"
    state = struct.unpack(">8I", bytes.fromhex(start))
    constants = [turn(0x79CC4519 if j < 16 else 0x7A879D8A, j % 32) for j in range(64)]
    for at in range(0, len(padded), 64):
        w = list(struct.unpack(">16I", padded[at : at + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            ss1 = turn((turn(a, 12) + e + constants[j]) & 0xFFFFFFFF, 7)
            ff, gg = (a ^ b ^ c, e ^ f ^ g) if j < 16 else (a & b | a & c | b & c, e & f | ~e & g)
            tt1 = (ff + d + (ss1 ^ turn(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, turn(b, 9), c
            e, f, g, h = tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
        state = tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))
    return struct.pack(">8I", *state).hex()

# Ed25519: RFC 8032, 5.1. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7
SMALL_ORDER = 0, 1, P - 1, Y8, P - Y8  # y of the points whose order divides 8

def point(data: bytes) -> Any:  # 5.1.3; None also for what is not canonical or of small order
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_1 % P
    if len(data) != 32 or y >= P or y in SMALL_ORDER or x * x % P != square: return None
    x = x if x & 1 == data[31] >> 7 else P - x
    return x, y, 1, x * y % P

def added(p: Any, q: Any) -> Any:  # 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """5.1.7, without cofactor: whether [S]B - [k]A is R."""
    key, r, s = point(public), signature[:32], int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or point(r) is None or s >= L: return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    minus = P - key[0], key[1], 1, P - key[3]
    steps, found = (None, BASE, minus, added(BASE, minus)), (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        found, step = added(found, found), steps[(s >> bit & 1) + 2 * (k >> bit & 1)]
        found = added(found, step) if step else found
    x, y = (part * pow(found[2], P - 2, P) % P for part in found[:2])
    return bool((y | (x & 1) << 255).to_bytes(32, "little") == r)

# Section 3. Keys: {(name, key id): algorithm and public bytes}. A note: its text, [(who, data), …].
def read_keys(vkeys: Iterable[str], algorithm: int) -> dict[Any, bytes]:
    keys = {}
    for vkey in vkeys:
        name, key_id, encoded = vkey.split("+", 2)
        typed = read_base64(encoded, 33)
        found = sha256(name.encode(), b"\n", typed)[:4]
        require(typed[0] == algorithm and found.hex() == key_id)
        require(name.split() == [name] and min(name) > " ")
        keys[name, found] = typed
    return keys

def read_note(raw: str) -> Any:
    head, blank, tail = raw.rpartition("\n\n")
    require(blank and tail.endswith("\n") and not re.search(r"[\x00-\x09\x0b-\x1f]", raw))
    lines: list[Any] = []
    for line in tail[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        data = read_base64(encoded)
        require(dash == "—" and name.split() == [name] and "+" not in name)
        require(len(data) > 4 and len(lines) < 100)
        lines.append(((name, data[:4]), data[4:]))
    return head + "\n", lines

def is_by(keys: dict[Any, bytes], note: Any, otherwise: bool = False) -> bool:
    """Whether one of the keys signed the note, and no line in the name of one is false."""
    def holds(key: bytes, data: bytes) -> bool:
        if key[0] == 1: return is_signed(key[1:], data, text)
        at = int.from_bytes(data[:8], "big")  # a witness's: C2SP tlog-cosignature
        return at < 2**63 and is_signed(key[1:], data[8:], b"cosignature/v1\ntime %d\n" % at + text)
    text, lines = note[0].encode(), [(keys[who], data) for who, data in note[1] if who in keys]
    return all(holds(key, data) for key, data in lines) if lines else otherwise

def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    origin, size, root, end = text.split("\n")
    require(origin and not end and (size != "0" or read_base64(root) == sha256()))
    return origin, read_number(size), read_base64(root, 32)

# Section 2: the proofs of RFC 9162, 2.1.3 and 2.1.4, read from the root downwards.
def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to."""
    require(0 <= index < size and (size == 1) == (not proof))
    if size == 1: return leaf
    half = 1 << (size - 1).bit_length() - 1
    if index < half: return sha256(b"\1", included(index, half, leaf, proof[:-1]), proof[-1])
    return sha256(b"\1", proof[-1], included(index - half, size - half, leaf, proof[:-1]))

def grown(old: int, new: int, proof: Sequence[bytes], root: bytes = b"") -> tuple[bytes, bytes]:
    """The two roots that a consistency proof leads to; `root` is the old one, where it is known."""
    if old == new:
        require(len(proof) == (not root))
        return root or proof[0], root or proof[0]
    require(0 < old < new and proof)
    half = 1 << (new - 1).bit_length() - 1
    if old <= half:
        first, second = grown(old, half, proof[:-1], root)
        return first, sha256(b"\1", second, proof[-1])
    first, second = grown(old - half, new - half, proof[:-1])
    return sha256(b"\1", proof[-1], first), sha256(b"\1", proof[-1], second)

# Time-stamp tokens: the way from SignedData (RFC 5652, 5.1) to TSTInfo (RFC 3161, 2.4.2).
WAY = (0, 0x30), (1, 0xA0), (0, 0x30), (2, 0x30), (1, 0xA0), (0, 0x04), (0, 0x30)

def inside(data: bytes, *way: tuple[int, int]) -> bytes:
    """What is in the DER element at the end of a way; a step is a place from 0 and a tag."""
    for place, tag in way:
        for _ in range(place + 1):
            found, size, at = data[0], data[1], 2
            require(found & 0x1F != 0x1F and size != 0x80)
            if size > 0x80: at, size = size - 126, int.from_bytes(data[2 : size - 126], "big")
            require(at + size <= len(data))
            content, data = data[at : at + size], data[at + size :]
        require(found == tag)
        data = content
    return data

def read_token(token: bytes) -> tuple[bytes, str]:
    """The hash that a time stamp is over, and its time."""
    algorithm = inside(token, *WAY, (2, 0x30), (0, 0x30), (0, 0x06))
    time = inside(token, *WAY, (4, 0x18)).decode("ascii")
    require(algorithm.hex() == "608648016503040201")  # SHA-256
    require(re.fullmatch(r"[0-9]{14}(\.[0-9]{1,9})?Z", time))
    time = re.sub("(....)(..)(..)(..)(..)(.*)", r"\1-\2-\3T\4:\5:\6", time)
    return inside(token, *WAY, (2, 0x30), (1, 0x04)), time

# Section 4: the container.
def read_zip(data: bytes) -> dict[str, bytes]:
    """The files, as far as they can be found. `write_zip` tells whether anything else is changed."""
    files, room = {}, len(data)
    end = data.rfind(b"PK\5\6", 0, max(len(data) - 18, 0))
    require(end >= 0)
    count, at = struct.unpack_from("<H4xI", data, end + 10)
    for _ in range(count):
        require(data[at : at + 4] == b"PK\1\2" and at + 46 <= len(data))
        method, size, *lengths, start = struct.unpack_from("<10xH8xI4x3H8xI", data, at)
        path = data[at + 46 : at + 46 + lengths[0]].decode("utf-8", "replace")
        at, head = at + 46 + sum(lengths), data[start : start + 30]
        if len(head) == 30 and head[:4] == b"PK\3\4" and method == 0 and size <= room:
            room, start = room - size, start + 30 + sum(struct.unpack("<HH", head[26:]))
            if start + size <= len(data): files[path] = data[start : start + size]
    return files

def write_zip(files: dict[str, bytes]) -> bytes:
    parts, entries, at = [], [], 0
    for path, data in sorted(files.items()):
        name, size = path.encode(), len(data)
        values = 20, 0x800, 0, 0, 0x21, zlib.crc32(data), size, size, len(name), 0
        common, more = struct.pack("<5H3I2H", *values), struct.pack("<3H2I", 0, 0, 0, 0x81A40000, at)
        entries.append(b"PK\1\2\x14\3" + common + more + name)
        parts.append(b"PK\3\4" + common + name + data)
        at += len(parts[-1])
    size, count = sum(map(len, entries)), len(entries)
    return b"".join([*parts, *entries, struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, at, 0)])

def read_folder(folder: Path) -> dict[str, bytes]:
    litter = ".DS_Store", "Thumbs.db", "desktop.ini"  # systems put these into any folder
    found = [path for path in folder.rglob("*") if path.is_file() and path.name not in litter]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

class Report(NamedTuple):
    """Failures as (code, place), none if the pack is sound; and what the pack says of itself."""
    failures: list[tuple[str, str]]
    found: dict[str, Any]

    def lines(self) -> list[str]:
        """For people; without anything that a terminal would obey."""
        f = self.found
        lines = ["完整，没有被改过 / sound, unchanged"] if not self.failures else ["被改过 / tampered"]
        lines += [f"{at}：{CODES[code]} / {code.replace('_', ' ')}" for code, at in self.failures]
        if f:
            lines += [
                f"核对了 {f['events']} 条记录，{f['first']} 至 {f['last']} / events checked",
                f"密钥指纹，请和公布的核对 / key, compare with the published one: {f.get('fingerprint')}",
                *[f"第三方时间 / trusted time: {one['time']}" for one in f["timestamps"]],
                *["无第三方时间 / no trusted time"][: not f["timestamps"]],
                *[f"没有展示 / withheld: {', '.join(f['withheld'])}"][: len(f["withheld"])],
                *["测试环境，时间可以设定 / a test log: its times could be set"][: f.get("times_can_be_set", 0)],
            ]
        return ["".join(c if c.isprintable() else "?" for c in line) for line in lines]

def verify(pack: bytes | str | Path, key: str | None = None, receipts: Sequence[str] = ()) -> Report:
    """All checks of section 5 on a zip, its path, or the folder that it was unpacked into."""
    folder = not isinstance(pack, bytes) and Path(pack).is_dir()
    data = pack if isinstance(pack, bytes) else b"" if folder else Path(pack).read_bytes()
    files: Any = None
    failures: list[tuple[str, str]] = []

    @contextmanager
    def fails(code: str, where: str) -> Iterator[None]:
        """What cannot be read, is absent or does not hold in this block is this failure."""
        try: yield
        except (ValueError, LookupError, RecursionError): failures.append((code, where))

    with fails("not_a_pack", "pack"):
        files = read_folder(Path(str(pack))) if folder else read_zip(data)
        require("manifest.json" in files)
        with fails("container_changed", "pack"): require(folder or write_zip(files) == data)
    if ("not_a_pack", "pack") in failures: return Report(failures, {})
    listed: Any = None
    with fails("manifest_unreadable", "manifest.json"):
        manifest = read_json(files["manifest.json"], MANIFEST)["files"]
        paths = [one["path"] for one in manifest]
        require(paths == sorted({*paths} - {"manifest.json", "manifest.note"}))
        listed = dict(zip(paths, manifest))
    if listed is None: return Report(failures, {})
    for path, one in listed.items():
        with fails("file_changed" if path in files else "file_missing", path):
            size, hashes = len(files[path]), (sha256(files[path]).hex(), sm3(files[path]))
            require((size, *hashes) == (one["size"], one["sha256"], one["sm3"]))
    for path in sorted({*files} - {*listed, "manifest.json", "manifest.note"}):
        with fails("file_added", path): require(False)
    def read(path: str, form: Any) -> Any:
        with fails("pack_unreadable", path): return read_json(files[path], form)
    about: Any = {}
    keys: Any = {}
    with fails("pack_unreadable", "data/pack.json"):
        said = read_json(files["data/pack.json"], PACK)
        keys, witnesses = read_keys(said["keys"], 1), read_keys(said["witnesses"], 4)
        require(keys)
        about = said
    with fails("seal_wrong", "manifest.note"):
        note, digest = read_note(files["manifest.note"].decode()), sha256(files["manifest.json"])
        sealed = about["origin"], base64.b64encode(digest).decode()
        require(note[0] == "zhangfang pack v1\n{}\n{}\n".format(*sealed) and is_by(keys, note))
    with fails("key_unexpected", "keys"): require(not about or key in (None, about["keys"][-1]))

    # The conversation: each line, its place, the chain.
    *lines, rest = files.get("data/events.jsonl", b"").split(b"\n")
    whole, lines = len(lines), lines + [rest] * bool(rest)
    leaves, place = [sha256(b"\0", line) for line in lines], -1
    events: list[Any] = [None] * len(lines)
    by_seq: dict[int, Any] = {}
    for at, line in enumerate(lines):
        with fails("event_unreadable", where := f"event {at + 1}"):
            require(at < whole)
            event = events[at] = read_json(line, EVENT)
            with fails("event_out_of_order", where):
                require(event["seq"] == at + 1 and event["log_index"] > place)
                require(event["conversation"] == about.get("conversation", event["conversation"]))
            with fails("chain_broken", where):
                require(event["prev"] == (leaves[at - 1].hex() if at else "0" * 64))
            place = event["log_index"]
            by_seq.setdefault(event["seq"], (event, leaves[at]))
    with fails("events_missing", "events"):
        require(events and len(events) == about.get("events", len(events)))

    # What is shown of it, and what is not.
    openings = read("data/openings.json", OPENINGS)
    for seq in sorted(openings or {}, key=int):
        for name, opening in sorted(openings[seq].items()):
            with fails("opening_wrong", f"event {seq} {name}"):
                event, value = by_seq[int(seq)][0], opening["value"]
                made = sha256(b"\2", bytes.fromhex(opening["salt"]), canonical(value))
                require(event["sealed"][name] == made.hex())
                if (event["kind"], name) == ("file", "content"):
                    with fails("attachment_wrong", f"event {seq}"):
                        require(isinstance(value, dict))
                        received = files[f"data/files/{value['sha256']}"]
                        require(sha256(received).hex() == value["sha256"])
    gone: set[Any] = set()  # contents whose destruction is recorded later
    withheld: list[str] = []
    for event in [event for event in events[::-1] if event and openings is not None]:
        seq, body, shown = event["seq"], event["body"], openings.get(str(event["seq"]), {})
        with fails("content_missing", f"event {seq}"):
            require("content" not in {*event["sealed"]} - {*shown} or gone & {seq, "all"})
        withheld += [f"event {seq} {name}" for name in sorted(event["sealed"])[::-1] if name not in shown]
        if event["kind"] == "erased": gone.add("all")
        if event["kind"] == "redacted" and body.get("name") == "content" and fits(body.get("seq"), INT):
            gone.add(body["seq"])

    # The log around it: checkpoint, system events, earlier checkpoints, receipts.
    checkpoint: Any = None
    with fails("pack_unreadable", "data/last-event.tlog-proof"):
        head, blank, raw = files["data/last-event.tlog-proof"].decode().partition("\n\n")
        header, index, *hashes = head.split("\n")
        require(blank and (header, index[:6]) == ("c2sp.org/tlog-proof@v1", "index "))
        last, proof = read_number(index[6:]), [read_base64(one, 32) for one in hashes]
        with fails("checkpoint_unreadable", "checkpoint"):
            note = read_note(raw)
            checkpoint = read_checkpoint(note[0])
            require(not about or checkpoint[:2] == (about["origin"], about["size"]))
    if checkpoint:
        with fails("signature_wrong", "checkpoint"): require(not about or is_by(keys, note))
        with fails("cosignature_wrong", "checkpoint"): require(not about or is_by(witnesses, note, True))
        with fails("proof_wrong", "checkpoint"):
            if events: require(included(last, checkpoint[1], leaves[-1], proof) == checkpoint[2])
            require(not events or not events[-1] or events[-1]["log_index"] == last)
    for one in read("data/system.json", SYSTEM) or []:
        event, place = one["event"], one["event"]["log_index"]
        with fails("system_event_wrong", f"system event {place}"):
            require(event["conversation"] == "system")
            leaf, proof = sha256(b"\0", canonical(event)), [*map(bytes.fromhex, one["proof"])]
            require(not checkpoint or included(place, checkpoint[1], leaf, proof) == checkpoint[2])
    anchors: Any = []
    stamps: list[Any] = []
    with fails("pack_unreadable", "data/anchors.json"):
        said = read_json(files["data/anchors.json"], ANCHORS)
        notes = [(one, read_note(one["note"])) for one in said]
        anchors = [(one, note, *read_checkpoint(note[0])) for one, note in notes if about]
    for one, note, origin, size, root in anchors:
        with fails("anchor_wrong", where := f"anchor {size}"):
            require(origin == about["origin"] and is_by(keys, note))
            proof = [*map(bytes.fromhex, one["consistency"])]
            roots = checkpoint and size and grown(size, checkpoint[1], proof, root)
            require(not checkpoint or roots == (root, checkpoint[2]) or size == len(proof) == 0)
        with fails("timestamp_wrong", where):
            if one["timestamp"] is not None:
                digest, time = read_token(read_base64(one["timestamp"]))
                require(digest == sha256(note[0].encode()))
                stamps.append({"size": size, "time": time, "imprint": digest.hex()})
        with fails("cosignature_wrong", where): require(is_by(witnesses, note, True))
    for raw in receipts if about else ():
        third = re.match(r"[^\n]*\n[^\n]*\n(0|[1-9][0-9]{0,15})\n", raw)
        with fails("receipt_wrong", f"receipt {third[1] if third else '?'}"):
            note = read_note(raw)
            header, _, index, given, whose, time, end = note[0].split("\n")
            conversation, nth = whose.split(" ")
            require((header, end) == ("zhangfang receipt v1", "") and re.fullmatch(TIME, time))
            require(is_by(keys, note))
            if conversation == about["conversation"] and read_number(index) < about["size"]:
                event, leaf = by_seq[read_number(nth)]
                require(event["log_index"] == int(index) and leaf == read_base64(given))

    # In the order of section 5, each once.
    rows = [code for code in CODES if code != "file_missing"]  # its row is that of file_changed
    failures = sorted(dict.fromkeys(failures), key=lambda failure: rows.index(failure[0].replace("file_missing", "file_changed")))
    times = [event["at"] for event in events if event]
    found = {**about, "events": len(events), "first": min(times, default=None), "last": max(times, default=None),
        "timestamps": stamps, "withheld": withheld[::-1]}
    if about: found["fingerprint"] = sha256(base64.b64decode(about["keys"][-1].split("+", 2)[2])[1:]).hex()
    return Report(failures, found)

def main() -> int:
    parser = argparse.ArgumentParser(description="Verifies an evidence pack.")
    parser.add_argument("pack", help="the zip, or the folder that it was unpacked into")
    parser.add_argument("--key", help="verifier key that the log should have")
    parser.add_argument("--receipts", help="file with receipts: one after the other, or a JSON list")
    parser.add_argument("--json", action="store_true", help="the result as JSON")
    args = parser.parse_args()
    try:
        text = Path(args.receipts).read_text("utf-8") if args.receipts else ""
        one_by_one = re.split("(?m)^(?=zhangfang receipt v1$)", text)[1:]
        report = verify(args.pack, args.key, json.loads(text) if text[:1] == "[" else one_by_one)
    except (OSError, ValueError) as error: parser.error(str(error))
    if args.json: print(json.dumps({"sound": not report.failures, **report._asdict()}, ensure_ascii=False))
    else: print("\n".join(report.lines()))
    return 1 if report.failures else 0

if __name__ == "__main__":
    sys.exit(main())
