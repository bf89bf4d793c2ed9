"""Damage to the zip: its headers, its entries, its end."""

import io
import zipfile

from damage import EVENTS, Damage, Found, damage

from zhangfang.evidence.container import write_container
from zhangfang.evidence.manifest import MANIFEST

NO_PACK = "not_a_pack", "pack"
CHANGED = "container_changed", "pack"
LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
LAST = "聊天记录.html"
"""The last path in the order of code points."""


def put(hands: Damage, at: int, data: bytes) -> None:
    """Write over the zip."""
    before = hands.sample.pack
    hands.pack = before[:at] + data + before[at + len(data) :]
    assert hands.pack != before


def header(hands: Damage, magic: bytes, path: str) -> int:
    """Where the header of a file begins."""
    pack, name = hands.sample.pack, path.encode()
    at = pack.index(magic)
    size = 30 if magic == LOCAL else 46
    while pack[at + size : at + size + len(name)] != name:
        at = pack.index(magic, at + 4)
    return at


@damage
def empty_file(hands: Damage) -> Found:
    hands.pack = b""
    return NO_PACK


@damage
def another_kind_of_file(hands: Damage) -> Found:
    hands.pack = "聊天记录.pdf".encode() * 40
    return NO_PACK


@damage
def download_broke_off(hands: Damage) -> Found:
    hands.pack = hands.sample.pack[: len(hands.sample.pack) // 2]
    return NO_PACK


@damage
def last_byte_lost(hands: Damage) -> Found:
    hands.pack = hands.sample.pack[:-1]
    return NO_PACK


@damage
def byte_appended(hands: Damage) -> Found:
    hands.pack = hands.sample.pack + b"\0"
    return CHANGED


@damage
def comment_added(hands: Damage) -> Found:
    hands.pack = hands.sample.pack[:-2] + b"\5\0hello"
    return CHANGED


@damage
def bytes_put_before(hands: Damage) -> Found:
    hands.pack = b"#!/bin/sh\n" + hands.sample.pack
    return NO_PACK


@damage
def second_end_record(hands: Damage) -> Found:
    hands.pack = hands.sample.pack + hands.sample.pack[-22:]
    return CHANGED


@damage
def date_in_local_header(hands: Damage) -> Found:
    put(hands, header(hands, LOCAL, EVENTS) + 12, b"\x22")
    return CHANGED


@damage
def date_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 14, b"\x22")
    return CHANGED


@damage
def flags_in_local_header(hands: Damage) -> Found:
    put(hands, header(hands, LOCAL, EVENTS) + 6, b"\1")
    return CHANGED


@damage
def checksum_in_local_header(hands: Damage) -> Found:
    put(hands, header(hands, LOCAL, EVENTS) + 14, bytes(4))
    return CHANGED


@damage
def checksum_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 16, bytes(4))
    return CHANGED


@damage
def version_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 4, b"\x3f")
    return CHANGED


@damage
def file_mode_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 38, b"\xff")
    return CHANGED


@damage
def name_in_local_header_only(hands: Damage) -> Found:
    put(hands, header(hands, LOCAL, EVENTS) + 30, b"DATA")
    return CHANGED


@damage
def name_in_central_entry_only(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 46, b"DATA")
    return "file_missing", EVENTS


@damage
def name_that_is_no_utf8(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, LAST) + 46, b"\xff")
    return "file_missing", LAST


@damage
def method_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 10, b"\x08")
    return "file_missing", EVENTS


@damage
def size_in_central_entry(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 20, b"\xff\xff\xff\x7f")
    return "file_missing", EVENTS


@damage
def size_one_less_in_central_entry(hands: Damage) -> Found:
    size = len(hands.files[EVENTS]) - 1
    put(hands, header(hands, CENTRAL, EVENTS) + 20, size.to_bytes(4, "little"))
    return "file_changed", EVENTS


@damage
def offset_to_another_file(hands: Damage) -> Found:
    other = header(hands, LOCAL, "data/openings.json").to_bytes(4, "little")
    put(hands, header(hands, CENTRAL, EVENTS) + 42, other)
    return "file_changed", EVENTS


@damage
def offset_past_the_end(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS) + 42, b"\xff\xff\xff\xff")
    return "file_missing", EVENTS


@damage
def local_header_gone(hands: Damage) -> Found:
    put(hands, header(hands, LOCAL, EVENTS), b"XX")
    return "file_missing", EVENTS


@damage
def central_entry_gone(hands: Damage) -> Found:
    put(hands, header(hands, CENTRAL, EVENTS), b"XX")
    return NO_PACK


@damage
def count_one_too_many(hands: Damage) -> Found:
    put(hands, len(hands.sample.pack) - 12, bytes([len(hands.files) + 1]))
    return NO_PACK


@damage
def count_one_too_few(hands: Damage) -> Found:
    put(hands, len(hands.sample.pack) - 12, bytes([len(hands.files) - 1]))
    return "file_missing", LAST


@damage
def data_of_the_events(hands: Damage) -> Found:
    at = header(hands, LOCAL, EVENTS) + 30 + len(EVENTS) + 100
    put(hands, at, bytes([hands.sample.pack[at] ^ 1]))
    return "file_changed", EVENTS


@damage
def same_path_twice(hands: Damage) -> Found:
    forged = hands.files[EVENTS].replace(b"merchant_said", b"observed", 1)
    first = write_container(hands.files)
    with zipfile.ZipFile(io.BytesIO(first)) as whole:
        rest = [(one.filename, whole.read(one)) for one in whole.infolist()]
    hands.pack = stored([*rest, (EVENTS, forged)])
    return "file_changed", EVENTS


@damage
def entries_in_another_order(hands: Damage) -> Found:
    hands.pack = stored(sorted(hands.files.items(), reverse=True))
    return CHANGED


@damage
def packed_again(hands: Damage) -> Found:
    hands.pack = stored(sorted(hands.files.items()))
    return CHANGED


@damage
def packed_again_and_compressed(hands: Damage) -> Found:
    hands.pack = stored(sorted(hands.files.items()), zipfile.ZIP_DEFLATED)
    return NO_PACK


@damage
def packed_again_with_its_folder(hands: Damage) -> Found:
    hands.pack = stored([(f"证据包/{path}", data) for path, data in hands.files.items()])
    return NO_PACK


@damage
def folder_entry_added(hands: Damage) -> Found:
    hands.files["data/"] = b""
    hands.raw()
    return "file_added", "data/"


@damage
def path_that_climbs_out(hands: Damage) -> Found:
    hands.files["../evil.py"] = b"print()"
    hands.raw()
    return "file_added", "../evil.py"


@damage
def manifest_removed(hands: Damage) -> Found:
    del hands.files[MANIFEST]
    hands.raw()
    return NO_PACK


def stored(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip as Python's zipfile makes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as whole:
        for path, data in files:
            if path in whole.NameToInfo:  # zipfile warns of it, as it should
                whole.NameToInfo.pop(path)
            whole.writestr(zipfile.ZipInfo(path), data, method)
    return made.getvalue()
