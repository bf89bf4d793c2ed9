#!/usr/bin/env python3
# fmt: off
# ruff: noqa: ANN401, B905, C901, D102, D103, E401, E701, FBT001, I001, UP035
"""Verifies an evidence pack. Python 3.8 or newer is all it takes: no network, nothing to install.

    python verify.py PACK.zip [--key VERIFIER-KEY] [--receipts FILE] [--json]

The folder that the zip was unpacked into will do as well. Exit status: 0 sound, 1 tampered, 2 wrong
usage. Sections, codes and places are those of 格式说明.md. It is dense because it is to be printed.
"""
from __future__ import annotations
import argparse, base64, contextlib, hashlib, json, re, struct, sys, zlib
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
LABELS = {
    "events": "共 {} 条记录 / events", "times": "从何时到何时 / from, to: {}", "withheld": "没有展示 / withheld: {}",
    "fingerprint": "密钥指纹，请和公布的核对 / the key's fingerprint, to be compared: {}",
    "times_can_be_set": "测试环境的记录，时间可以随意设定 / a test log, whose times can be set"}
STAMPED = "第三方时间 / trusted time: {time} (anchor {size}; its signature is checked by:)"
OPENSSL = "  openssl ts -verify -token_in -in TOKEN -CAfile data/authority.pem -digest {imprint}"
RECEIPT, OWN = "zhangfang receipt v1", ("manifest.json", "manifest.note")
INTERNAL = "note", "suggestion_judged", "reading_corrected", "transfer_offered", "transfer_refused"

# The JSON files (sections 1 and 4). A form is a pattern over canonical JSON, [form] for a list, or
# a dict: for an object with these very keys, or with any that fit a pattern that begins with ^.
INT, TEXT, HEX, HEX32 = "[0-9]+", '".*"', '"[0-9a-f]{64}"', '"[0-9a-f]{32}"'
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
    "witnesses": [TEXT], "conversation": HEX32, "cases": [TEXT], "events": INT, "size": INT, "times_can_be_set": "true|false"}
OPENINGS = {"^[1-9][0-9]{0,15}": {"^(?s:.*)": {"salt": HEX, "value": ".*"}}}
SYSTEM = [{"event": EVENT, "proof": [HEX]}]
ANCHORS = [{"note": TEXT, "consistency": [HEX], "timestamp": TEXT + "|null"}]
def fits(value: Any, form: Any) -> bool:
    if isinstance(form, str): return re.fullmatch(form, canonical(value).decode()) is not None
    if type(value) is not type(form): return False
    if isinstance(form, list): return all(fits(one, form[0]) for one in value)
    first = next(iter(form))
    if first[0] != "^": return value.keys() == form.keys() and all(fits(value[k], form[k]) for k in form)
    return all(re.fullmatch(first, key) and fits(value[key], form[first]) for key in value)
def canonical(value: Any) -> bytes:  # RFC 8785, for the values that section "Words" allows
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
def is_plain(value: Any, depth: int = 64) -> bool:  # no fractions; keys in ASCII; nested no deeper
    if isinstance(value, (int, float)): return isinstance(value, int) and abs(value) < 2**53
    if not isinstance(value, (dict, list)): return True
    parts, names = (value.values(), "".join(value)) if isinstance(value, dict) else (value, "")
    return depth > 0 and names.isascii() and all(is_plain(part, depth - 1) for part in parts)

# What is not as it should be raises ValueError, LookupError or TypeError: `fails` notes a failure.
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
def sm3(data: bytes, by_openssl: bool = "sm3" in hashlib.algorithms_available) -> str:
    if by_openssl: return hashlib.new("sm3", data).hexdigest()  # GB/T 32905-2016; else 800 times slower
    def turn(word: int, by: int) -> int: return (word << by | word >> 32 - by) & 0xFFFFFFFF
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack(">Q", 8 * len(data))
    state = struct.unpack(">8I", bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"))
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
            tt1 = ff + d + (ss1 ^ turn(a, 12)) + (w[j] ^ w[j + 4]) & 0xFFFFFFFF
            tt2 = gg + h + ss1 + w[j] & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = tt1, a, turn(b, 9), c, turn(tt2, 9) ^ turn(tt2, 17) ^ tt2, e, turn(f, 19), g
        state = tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))
    return struct.pack(">8I", *state).hex()

# Ed25519: RFC 8032, 5.1. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL_ORDER = 0, 1, P - 1, Y8, P - Y8  # y of the points whose order divides 8
def point(data: bytes) -> Any:  # 5.1.3, and refuses what is not canonical or of small order
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_1 % P
    require(len(data) == 32 and y < P and y not in SMALL_ORDER and x * x % P == square)
    x = x if x & 1 == data[31] >> 7 else P - x
    return x, y, 1, x * y % P
def added(p: Any, q: Any) -> Any:  # 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P
BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def check_signature(public: bytes, signature: bytes, message: bytes) -> None:  # 5.1.7, no cofactor
    (x, y, _, t), r, s = point(public), signature[:32], int.from_bytes(signature[32:], "little")
    require(len(signature) == 64 and s < L and point(r))
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    minus, found = (P - x, y, 1, P - t), (0, 1, 1, 0)
    steps = None, BASE, minus, added(BASE, minus)
    for bit in range(252, -1, -1):
        found, step = added(found, found), steps[(s >> bit & 1) + 2 * (k >> bit & 1)]
        found = added(found, step) if step else found
    x, y = (part * pow(found[2], P - 2, P) % P for part in found[:2])
    require((y | (x & 1) << 255).to_bytes(32, "little") == r)  # [S]B - [k]A is R

# Section 3. Keys: {(name, key id): algorithm and public bytes}. A note: its text, [(who, data), …].
def read_keys(vkeys: Iterable[str], algorithm: int) -> dict[Any, bytes]:
    keys = {}
    for vkey in vkeys:
        name, key_id, encoded = vkey.split("+", 2)
        typed = read_base64(encoded, 33)
        found = sha256(name.encode(), b"\n", typed)[:4]
        require(typed[0] == algorithm and found.hex() == key_id and name.split() == [name] and min(name) > " ")
        keys[name, found] = typed
    return keys
def read_note(raw: str) -> Any:
    head, blank, tail = raw.rpartition("\n\n")
    require(blank and tail[-1:] == "\n" and tail.count("\n") <= 100 and not re.search("[\0-\t\v-\x1f]", raw))
    lines: list[Any] = []
    for dash, name, encoded in (line.split(" ") for line in tail[:-1].split("\n")):
        data = read_base64(encoded)
        require(dash == "—" and name.split() == [name] and "+" not in name and len(data) > 4)
        lines.append(((name, data[:4]), data[4:]))
    return head + "\n", lines
def check_note(note: Any, keys: dict[Any, bytes], least: int = 1) -> None:
    """So many lines are by these keys, and none in the name of one of them is false."""
    text, lines = note[0].encode(), [(keys[who], data) for who, data in note[1] if who in keys]
    require(len(lines) >= least and all(typed[0] == 1 or data[0] < 0x80 for typed, data in lines))
    for (algorithm, *public), data in lines:
        witness = algorithm == 4  # C2SP tlog-cosignature: a time below 2**63 before the signature
        dated = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") if witness else b""
        check_signature(bytes(public), data[8 * witness :], dated + text)
def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    origin, size, root, end = text.split("\n")
    require(origin and not end and (size != "0" or read_base64(root) == sha256()))
    return origin, read_number(size), read_base64(root, 32)

# Section 2: the roots that proofs lead to: RFC 9162, 2.1.3 and 2.1.4, from the root downwards.
def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    require(0 <= index < size and (size == 1) == (not proof))
    if size == 1: return leaf
    half = 1 << (size - 1).bit_length() - 1
    if index < half: return sha256(b"\1", included(index, half, leaf, proof[:-1]), proof[-1])
    return sha256(b"\1", proof[-1], included(index - half, size - half, leaf, proof[:-1]))
def grown(old: int, new: int, proof: Sequence[bytes], root: bytes = b"") -> tuple[bytes, bytes]:
    """The roots at both sizes; `root` is the old one, as long as the old tree begins with it."""
    require(0 < old <= new and (old < new or len(proof) == (not root)))
    if old == new: return root or proof[0], root or proof[0]
    half = 1 << (new - 1).bit_length() - 1
    if old <= half:
        first, second = grown(old, half, proof[:-1], root)
        return first, sha256(b"\1", second, proof[-1])
    first, second = grown(old - half, new - half, proof[:-1])
    return sha256(b"\1", proof[-1], first), sha256(b"\1", proof[-1], second)

# Time-stamp tokens: the way from SignedData (RFC 5652, 5.1) to TSTInfo (RFC 3161, 2.4.2).
WAY = (0, 0x30), (1, 0xA0), (0, 0x30), (2, 0x30), (1, 0xA0), (0, 0x04), (0, 0x30)
SHA256 = bytes.fromhex("608648016503040201")
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
    time = inside(token, *WAY, (4, 0x18)).decode("ascii")
    require(re.fullmatch(r"[0-9]{14}(\.[0-9]{1,9})?Z", time) and inside(token, *WAY, (2, 0x30), (0, 0x30), (0, 0x06)) == SHA256)
    time = re.sub("(....)(..)(..)(..)(..)", r"\1-\2-\3T\4:\5:", time)
    return inside(token, *WAY, (2, 0x30), (1, 0x04)), time

# Section 4: the container, or the folder that it was unpacked into.
def read_zip(data: bytes) -> dict[str, bytes]:
    """The files, as far as they can be found. `write_zip` tells whether anything else is changed."""
    files, room = {}, len(data)
    end = data.rindex(b"PK\5\6", 0, max(len(data) - 18, 0))
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
    sizes = 0, 0, len(entries), len(entries), sum(map(len, entries)), at, 0
    return b"".join([*parts, *entries, b"PK\5\6", struct.pack("<4H2IH", *sizes)])
def read_folder(folder: Path) -> dict[str, bytes]:  # without what systems put into any folder
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
        if path.is_file() and path.name not in (".DS_Store", "Thumbs.db", "desktop.ini")}

class Report(NamedTuple):
    """Failures as (code, place), none if the pack is sound; and what the pack says of itself."""
    failures: list[tuple[str, str]]
    found: dict[str, Any]
    def lines(self) -> list[str]:  # for people; without anything that a terminal would obey
        lines = ["被改过 / TAMPERED" if self.failures else "完整，没有被改过 / SOUND"]
        lines += [f"{at}：{CODES[code]} / {code.replace('_', ' ')}" for code, at in self.failures]
        said = {name: self.found[name] for name in LABELS if self.found.get(name)}
        lines += [LABELS[name].format(", ".join(it) if isinstance(it, list) else it) for name, it in said.items()]
        for stamp in self.found.get("timestamps", []): lines += [STAMPED.format(**stamp), OPENSSL.format(**stamp)]
        if not self.found.get("timestamps"): lines += ["无第三方时间 / no trusted time"]
        return ["".join(c if c.isprintable() else "?" for c in line) for line in lines]

def verify(pack: bytes | str | Path, key: str | None = None, receipts: Sequence[str] = ()) -> Report:
    """All checks of section 5 on a zip, its path, or the folder that it was unpacked into."""
    folder = not isinstance(pack, bytes) and Path(pack).is_dir()
    data = pack if isinstance(pack, bytes) else b"" if folder else Path(pack).read_bytes()
    files, failures, withheld = {}, [], []  # type: dict[str, bytes], list[tuple[str, str]], list[str]
    listed, about, checkpoint, anchors, stamps = None, {}, None, [], []  # type: Any, Any, Any, Any, Any
    @contextlib.contextmanager
    def fails(code: str, where: str) -> Iterator[None]:  # what goes wrong inside is this failure
        try: yield
        except (ValueError, LookupError, TypeError, RecursionError): failures.append((code, where))
    def read(path: str, form: Any) -> Any:
        with fails("pack_unreadable", path): return read_json(files[path], form)

    with fails("not_a_pack", "pack"):
        files = read_folder(Path(str(pack))) if folder else read_zip(data)
        manifest = files["manifest.json"]
        with fails("container_changed", "pack"): require(folder or write_zip(files) == data)
        with fails("manifest_unreadable", "manifest.json"):
            rows = read_json(manifest, MANIFEST)["files"]
            paths = [row["path"] for row in rows]
            require(paths == sorted({*paths} - {*OWN}))
            listed = dict(zip(paths, rows))
    if listed is None: return Report(failures, {})
    for path, row in listed.items():
        with fails("file_changed" if path in files else "file_missing", path):
            found = {"size": len(files[path]), "sha256": sha256(files[path]).hex(), "sm3": sm3(files[path])}
            require({"path": path, **found} == row)
    failures += [("file_added", path) for path in sorted({*files} - {*listed, *OWN})]
    with fails("pack_unreadable", "data/pack.json"):
        said = read_json(files["data/pack.json"], PACK)
        require(said["keys"])
        keys, witnesses, about = read_keys(said["keys"], 1), read_keys(said["witnesses"], 4), said
    with fails("seal_wrong", "manifest.note"):
        note, digest = read_note(files["manifest.note"].decode()), base64.b64encode(sha256(manifest))
        require(note[0] == f"zhangfang pack v1\n{about['origin']}\n{digest.decode()}\n")
        check_note(note, keys)
    with fails("key_unexpected", "keys"): require(not about or key in (None, about["keys"][-1]))

    # The conversation: each line, its place, the chain.
    *lines, rest = files.get("data/events.jsonl", b"").split(b"\n")
    whole, lines = len(lines), lines + [rest] * bool(rest)
    leaves, place, count = [sha256(b"\0", line) for line in lines], -1, len(lines)
    events, by_seq, destroyed = [None] * count, {}, {}  # type: list[Any], dict[int, Any], dict[str, int]
    for at, line in enumerate(lines):
        with fails("event_unreadable", where := f"event {at + 1}"):
            require(at < whole)
            event = events[at] = read_json(line, EVENT)
            with fails("event_out_of_order", where):
                require(event["seq"] == at + 1 and event["log_index"] > place)
                require(event["conversation"] == about.get("conversation", event["conversation"]))
            with fails("chain_broken", where):
                require(event["prev"] == (leaves[at - 1].hex() if at else "0" * 64))
            place, body = event["log_index"], event["body"]
            by_seq.setdefault(event["seq"], (event, leaves[at]))
            ways = {"erased": "all", "redacted": "{!r} {}", "recalled": "recalled {!r}"}
            if event["kind"] in ways: destroyed[ways[event["kind"]].format(body.get("seq"), body.get("name"))] = at
    with fails("events_missing", "events"): require(count and count == about.get("events", count))

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
                        received = files[f"data/files/{value['sha256']}"]
                        require(sha256(received).hex() == value["sha256"])
    for at, event in [(at, one) for at, one in enumerate(events) if one and openings is not None]:
        hidden, internal = {*event["sealed"]} - {*openings.get(str(event["seq"]), {})}, event["kind"] in INTERNAL
        withheld += [f"event {event['seq']} {name}" for name in sorted(hidden)]
        named = {f"recalled {seq!r}" for seq in (event["seq"], event["body"].get("seq", event["seq"]))}
        gone = internal or max(destroyed.get(one, -1) for one in ("all", f"{event['seq']} content", *named)) > at
        with fails("content_missing", f"event {event['seq']}"): require("content" not in hidden or gone)

    # The log around it: the checkpoint, events of the system, earlier checkpoints, receipts.
    with fails("pack_unreadable", "data/last-event.tlog-proof"):
        head, blank, raw = files["data/last-event.tlog-proof"].decode().partition("\n\n")
        header, index, *hashes = head.split("\n")
        require(blank and (header, index[:6]) == ("c2sp.org/tlog-proof@v1", "index "))
        last, proof = read_number(index[6:]), [read_base64(one, 32) for one in hashes]
        with fails("checkpoint_unreadable", "checkpoint"):
            note = read_note(raw)
            checkpoint = read_checkpoint(note[0])
            require(not about or checkpoint[:2] == (about["origin"], about["size"]))
    if checkpoint and about:
        with fails("signature_wrong", "checkpoint"): check_note(note, keys)
        with fails("cosignature_wrong", "checkpoint"): check_note(note, witnesses, 0)
    if checkpoint and events:
        with fails("proof_wrong", "checkpoint"):
            require(included(last, checkpoint[1], leaves[-1], proof) == checkpoint[2])
            require(not events[-1] or events[-1]["log_index"] == last)
    for one in read("data/system.json", SYSTEM) or ():
        event, place = one["event"], one["event"]["log_index"]
        with fails("system_event_wrong", f"system event {place}"):
            require(event["conversation"] == "system")
            leaf, proof = sha256(b"\0", canonical(event)), [*map(bytes.fromhex, one["proof"])]
            require(not checkpoint or included(place, checkpoint[1], leaf, proof) == checkpoint[2])
    with fails("pack_unreadable", "data/anchors.json"):
        notes = [(one, read_note(one["note"])) for one in read_json(files["data/anchors.json"], ANCHORS)]
        anchors = [(one, note, *read_checkpoint(note[0])) for one, note in notes]
    for one, note, origin, size, root in anchors if about else ():
        with fails("anchor_wrong", where := f"anchor {size}"):
            check_note(note, keys)
            proof = [*map(bytes.fromhex, one["consistency"])]
            require(origin == about["origin"] and (size or not proof or not checkpoint))
            if checkpoint and size: require(grown(size, checkpoint[1], proof, root) == (root, checkpoint[2]))
        with fails("timestamp_wrong", where):
            if one["timestamp"] is not None:
                imprint, time = read_token(read_base64(one["timestamp"]))
                require(imprint == sha256(note[0].encode()))
                stamps.append({"size": size, "time": time, "imprint": imprint.hex()})
        with fails("cosignature_wrong", where): check_note(note, witnesses, 0)
    for raw in receipts if about else ():
        third = re.match(r"[^\n]*\n[^\n]*\n(0|[1-9][0-9]{0,15})\n", raw)
        with fails("receipt_wrong", f"receipt {third[1] if third else '?'}"):
            note = read_note(raw)
            check_note(note, keys)
            header, _, index, given, whose, time, end = note[0].split("\n")
            conversation, nth = whose.split(" ")
            require((header, end) == (RECEIPT, "") and re.fullmatch(TIME, time))
            if conversation == about["conversation"] and read_number(index) < about["size"]:
                event, leaf = by_seq[read_number(nth)]
                require(event["log_index"] == int(index) and leaf == read_base64(given))
    times = sorted(event["at"] for event in events if event)
    result = {**about, "events": count, "times": times[:1] + times[-1:], "timestamps": stamps, "withheld": withheld}
    if about: result["fingerprint"] = sha256([*keys.values()][-1][1:]).hex()
    row = {code: place - (code == "file_changed") for place, code in enumerate(CODES)}  # as file_missing
    return Report(sorted(dict.fromkeys(failures), key=lambda failure: row[failure[0]]), result)

def main() -> int:
    parser = argparse.ArgumentParser(description="Verifies an evidence pack: the zip, or its folder.")
    for name in ("pack", "--key", "--receipts"): parser.add_argument(name)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"): sys.stdout.reconfigure(errors="replace")  # no Chinese there?
    try:
        text = Path(args.receipts).read_text("utf-8") if args.receipts else ""
        receipts = json.loads(text) if text[:1] == "[" else re.split(f"(?m)^(?={RECEIPT}$)", text)[1:]
        report = verify(args.pack, args.key, [*map(str, receipts)])
    except (OSError, ValueError) as error: parser.error(str(error))
    said = {"sound": not report.failures, **report._asdict()}
    print(json.dumps(said, ensure_ascii=False) if args.json else "\n".join(report.lines()))
    return 1 if report.failures else 0
if __name__ == "__main__": sys.exit(main())
