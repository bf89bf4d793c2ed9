"""Damage to manifest, seal, files for people, and the files' form."""

import base64
import hashlib

from damage import (
    ANCHORS,
    EVENTS,
    OPENINGS,
    PACK,
    PROOF,
    SYSTEM,
    Damage,
    Found,
    damage,
)
from sample_pack import ORIGIN

from zhangfang.evidence.manifest import MANIFEST, SEAL, seal_text
from zhangfang.evidence.signed_note import Note, parse_note, signed

UNREADABLE = "manifest_unreadable", MANIFEST
UNSEALED = "seal_wrong", SEAL
PAGE = "聊天记录.html"


@damage
def manifest_with_a_space(hands: Damage) -> Found:
    hands.files[MANIFEST] = hands.files[MANIFEST].replace(b":", b": ", 1)
    hands.raw()
    return UNREADABLE


@damage
def manifest_that_is_no_json(hands: Damage) -> Found:
    hands.files[MANIFEST] = hands.files[MANIFEST][:-2]
    hands.raw()
    return UNREADABLE


@damage
def manifest_of_another_format(hands: Damage) -> Found:
    hands.edit(MANIFEST, format="zhangfang-manifest/2")
    hands.raw()
    return UNREADABLE


@damage
def manifest_with_one_key_more(hands: Damage) -> Found:
    hands.edit(MANIFEST, more=True)
    hands.raw()
    return UNREADABLE


@damage
def manifest_with_a_path_twice(hands: Damage) -> Found:
    files = hands.json(MANIFEST)["files"]
    hands.edit(MANIFEST, files=[files[0], *files])
    hands.raw()
    return UNREADABLE


@damage
def manifest_out_of_order(hands: Damage) -> Found:
    hands.edit(MANIFEST, files=hands.json(MANIFEST)["files"][::-1])
    hands.raw()
    return UNREADABLE


@damage
def manifest_without_sm3(hands: Damage) -> Found:
    files = [dict(one) for one in hands.json(MANIFEST)["files"]]
    del files[3]["sm3"]
    hands.edit(MANIFEST, files=files)
    hands.raw()
    return UNREADABLE


@damage
def manifest_with_a_fraction(hands: Damage) -> Found:
    hands.files[MANIFEST] = hands.files[MANIFEST].replace(b'"size":', b'"size":0.', 1)
    hands.raw()
    return UNREADABLE


@damage
def manifest_nested_without_end(hands: Damage) -> Found:
    hands.files[MANIFEST] = b"[" * 100_000 + b"]" * 100_000
    hands.raw()
    return UNREADABLE


@damage
def manifest_that_lists_itself(hands: Damage) -> Found:
    files = hands.json(MANIFEST)["files"]
    place = next(at for at, one in enumerate(files) if one["path"] > MANIFEST)
    hands.edit(MANIFEST, files=[*files[:place], {**files[0], "path": MANIFEST}, *files[place:]])
    hands.raw()
    return UNREADABLE


@damage
def file_left_out_of_the_manifest(hands: Damage) -> Found:
    files = hands.json(MANIFEST)["files"]
    hands.edit(MANIFEST, files=[one for one in files if one["path"] != EVENTS])
    hands.raw()
    return "file_added", EVENTS


@damage
def sm3_alone_is_wrong(hands: Damage) -> Found:
    return _listed_wrongly(hands, "sm3", "0" * 64)


@damage
def sha256_alone_is_wrong(hands: Damage) -> Found:
    return _listed_wrongly(hands, "sha256", "0" * 64)


@damage
def size_alone_is_wrong(hands: Damage) -> Found:
    return _listed_wrongly(hands, "size", 7)


@damage
def page_changed(hands: Damage) -> Found:
    hands.files[PAGE] = hands.files[PAGE].replace("聊".encode(), "吵".encode(), 1)
    hands.raw()
    return "file_changed", PAGE


@damage
def page_changed_and_listed(hands: Damage) -> Found:
    hands.files[PAGE] = hands.files[PAGE].replace("聊".encode(), "吵".encode(), 1)
    hands.listed()
    return UNSEALED


@damage
def verifier_exchanged(hands: Damage) -> Found:
    hands.files["verify.py"] = b"print('sound')\n"
    hands.raw()
    return "file_changed", "verify.py"


@damage
def verifier_exchanged_and_listed(hands: Damage) -> Found:
    hands.files["verify.py"] = b"print('sound')\n"
    hands.listed()
    return UNSEALED


@damage
def file_added(hands: Damage) -> Found:
    hands.files["补充说明.txt"] = "另外".encode()
    hands.raw()
    return "file_added", "补充说明.txt"


@damage
def file_added_and_listed(hands: Damage) -> Found:
    hands.files["补充说明.txt"] = "另外".encode()
    hands.listed()
    return UNSEALED


@damage
def page_removed(hands: Damage) -> Found:
    del hands.files[PAGE]
    hands.raw()
    return "file_missing", PAGE


@damage
def seal_removed(hands: Damage) -> Found:
    del hands.files[SEAL]
    hands.raw()
    return UNSEALED


@damage
def seal_of_another_pack(hands: Damage) -> Found:
    hands.files[SEAL] = _seal_of(hands.other.pack)
    hands.raw()
    return UNSEALED


@damage
def seal_by_a_stranger_of_the_same_name(hands: Damage) -> Found:
    hands.sealed(hands.stranger)
    return UNSEALED


@damage
def seal_with_one_bit_changed(hands: Damage) -> Found:
    note = parse_note(hands.files[SEAL].decode())
    line = note.signatures[0]
    changed = bytes([line.signature[0] ^ 1]) + line.signature[1:]
    false = type(line)(line.name, line.key_id, changed)
    hands.files[SEAL] = Note(note.text, (false,)).as_text().encode()
    hands.raw()
    return UNSEALED


@damage
def seal_with_a_false_line_beside_the_true_one(hands: Damage) -> Found:
    note = parse_note(hands.files[SEAL].decode())
    line = note.signatures[0]
    false = type(line)(line.name, line.key_id, bytes(64))
    hands.files[SEAL] = Note(note.text, (line, false)).as_text().encode()
    hands.raw()
    return UNSEALED


@damage
def seal_in_the_name_of_another_log(hands: Damage) -> Found:
    text = seal_text("example.net/other", hands.files[MANIFEST])
    hands.files[SEAL] = signed(text, hands.sample.keys[-1]).as_text().encode()
    hands.raw()
    return UNSEALED


@damage
def checkpoint_in_place_of_the_seal(hands: Damage) -> Found:
    hands.files[SEAL] = hands.sample.data.checkpoint.encode()
    hands.raw()
    return UNSEALED


@damage
def seal_over_the_hash_in_hex(hands: Damage) -> Found:
    text = f"zhangfang pack v1\n{ORIGIN}\n{hashlib.sha256(hands.files[MANIFEST]).hexdigest()}\n"
    hands.files[SEAL] = signed(text, hands.sample.keys[-1]).as_text().encode()
    hands.raw()
    return UNSEALED


@damage
def about_the_pack_removed(hands: Damage) -> Found:
    del hands.files[PACK]
    hands.sealed()
    return "pack_unreadable", PACK


@damage
def about_the_pack_with_one_key_more(hands: Damage) -> Found:
    return _sealed_with(hands, PACK, more=1)


@damage
def about_the_pack_without_keys(hands: Damage) -> Found:
    return _sealed_with(hands, PACK, keys=[])


@damage
def about_the_pack_with_a_key_whose_id_is_anothers(hands: Damage) -> Found:
    name, _, rest = hands.sample.keys[0].verifier.as_vkey().partition("+")
    return _sealed_with(hands, PACK, keys=[f"{name}+00000000{rest[8:]}"])


@damage
def about_the_pack_with_a_key_of_31_bytes(hands: Damage) -> Found:
    key = base64.b64encode(b"\1" + bytes(31)).decode()
    return _sealed_with(hands, PACK, keys=[f"{ORIGIN}+00000000+{key}"])


@damage
def about_the_pack_with_a_count_that_is_true(hands: Damage) -> Found:
    return _sealed_with(hands, PACK, events=True)


@damage
def about_the_pack_with_a_negative_size(hands: Damage) -> Found:
    return _sealed_with(hands, PACK, size=-1)


@damage
def about_the_pack_of_another_variant(hands: Damage) -> Found:
    return _sealed_with(hands, PACK, variant="complete")


@damage
def openings_removed(hands: Damage) -> Found:
    del hands.files[OPENINGS]
    hands.sealed()
    return "pack_unreadable", OPENINGS


@damage
def openings_by_a_number_with_a_zero_before(hands: Damage) -> Found:
    return _sealed_with(hands, OPENINGS, **{"01": {}})


@damage
def openings_with_a_short_salt(hands: Damage) -> Found:
    return _sealed_with(hands, OPENINGS, **{"1": {"content": {"salt": "00", "value": {}}}})


@damage
def system_events_that_are_a_text(hands: Damage) -> Found:
    hands.put(SYSTEM, "none")
    hands.sealed()
    return "pack_unreadable", SYSTEM


@damage
def system_event_without_its_time(hands: Damage) -> Found:
    system = hands.json(SYSTEM)
    del system[0]["event"]["at"]
    hands.put(SYSTEM, system)
    hands.sealed()
    return "pack_unreadable", SYSTEM


@damage
def anchors_removed(hands: Damage) -> Found:
    del hands.files[ANCHORS]
    hands.sealed()
    return "pack_unreadable", ANCHORS


@damage
def anchor_that_is_no_checkpoint(hands: Damage) -> Found:
    anchors = hands.json(ANCHORS)
    anchors[0]["note"] = hands.files[SEAL].decode()
    hands.put(ANCHORS, anchors)
    hands.sealed()
    return "pack_unreadable", ANCHORS


@damage
def proof_without_its_index(hands: Damage) -> Found:
    head, _, rest = hands.files[PROOF].partition(b"\nindex ")
    hands.files[PROOF] = head + b"\n" + rest.partition(b"\n")[2]
    hands.sealed()
    return "pack_unreadable", PROOF


@damage
def proof_with_extra_data(hands: Damage) -> Found:
    hands.files[PROOF] = hands.files[PROOF].replace(b"\nindex", b"\nextra AAAA\nindex", 1)
    hands.sealed()
    return "pack_unreadable", PROOF


@damage
def proof_with_a_hash_of_31_bytes(hands: Damage) -> Found:
    short = base64.b64encode(bytes(31))
    hands.files[PROOF] = hands.files[PROOF].replace(b"\n\n", b"\n" + short + b"\n\n", 1)
    hands.sealed()
    return "pack_unreadable", PROOF


def _listed_wrongly(hands: Damage, field: str, value: object) -> Found:
    files = hands.json(MANIFEST)["files"]
    wrong = [{**one, field: value} if one["path"] == PAGE else one for one in files]
    hands.edit(MANIFEST, files=wrong)
    text = seal_text(ORIGIN, hands.files[MANIFEST])
    hands.files[SEAL] = signed(text, hands.sample.keys[-1]).as_text().encode()
    hands.raw()
    return "file_changed", PAGE


def _sealed_with(hands: Damage, path: str, **fields: object) -> Found:
    hands.edit(path, **fields)
    hands.sealed()
    return "pack_unreadable", path


def _seal_of(pack: bytes) -> bytes:
    from zhangfang.evidence.verifier.verify import read_zip

    return read_zip(pack)[SEAL]
