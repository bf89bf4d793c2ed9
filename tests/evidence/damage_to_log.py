"""Damage to the log around the conversation: checkpoints, proofs, system events, time, receipts.

And what a whole log that was written anew shows, with the log's key or with another.
"""

import base64
import hashlib
import json
from dataclasses import replace
from typing import Any

from damage import ANCHORS, PACK, PROOF, SYSTEM, Damage, Found, damage
from sample_pack import ORIGIN, make, token

from zhangfang.evidence.checkpoint import Checkpoint
from zhangfang.evidence.der import NULL, OCTET_STRING, SEQUENCE, write, write_oid
from zhangfang.evidence.signed_note import Note, Signature, parse_note, signed

LOST = "proof_wrong", "checkpoint"
UNREADABLE = "checkpoint_unreadable", "checkpoint"
UNSIGNED = "signature_wrong", "checkpoint"


@damage
def proof_cut_short(hands: Damage) -> Found:
    return _proof(hands, hands.sample.data.proof[:-1])


@damage
def proof_with_one_hash_more(hands: Damage) -> Found:
    return _proof(hands, (*hands.sample.data.proof, bytes(32)))


@damage
def proof_with_a_bit_changed(hands: Damage) -> Found:
    first, *rest = hands.sample.data.proof
    return _proof(hands, (bytes([first[0] ^ 1]) + first[1:], *rest))


@damage
def proof_with_two_hashes_exchanged(hands: Damage) -> Found:
    one, two, *rest = hands.sample.data.proof
    return _proof(hands, (two, one, *rest))


@damage
def proof_left_out(hands: Damage) -> Found:
    return _proof(hands, ())


@damage
def proof_for_another_place(hands: Damage) -> Found:
    text = hands.files[PROOF].decode()
    index = text.split("\n")[1]
    hands.files[PROOF] = text.replace(index, f"{index[:-1]}{(int(index[-1]) + 1) % 10}", 1).encode()
    hands.sealed()
    return LOST


@damage
def checkpoint_changed(hands: Damage) -> Found:
    note = parse_note(hands.sample.data.checkpoint)
    root = base64.b64encode(bytes(32)).decode()
    lines = note.text.split("\n")
    return _checkpoint(hands, Note("\n".join([*lines[:2], root, ""]), note.signatures), UNSIGNED)


@damage
def checkpoint_without_signature(hands: Damage) -> Found:
    note = parse_note(hands.sample.data.checkpoint)
    return _checkpoint(hands, Note(note.text, note.signatures[1:]), UNSIGNED)


@damage
def checkpoint_by_a_stranger_of_the_same_name(hands: Damage) -> Found:
    note = parse_note(hands.sample.data.checkpoint)
    return _checkpoint(hands, signed(note.text, hands.stranger), UNSIGNED)


@damage
def checkpoint_of_another_log(hands: Damage) -> Found:
    other = hands.other.data.checkpoint
    hands.files[PROOF] = hands.files[PROOF].partition(b"\n\n")[0] + b"\n\n" + other.encode()
    hands.sealed()
    return UNSIGNED


@damage
def checkpoint_of_an_earlier_size(hands: Damage) -> Found:
    earlier = parse_note(hands.sample.data.anchors[0].note)
    return _checkpoint(hands, earlier, UNREADABLE)


@damage
def checkpoint_of_an_earlier_size_named_in_the_pack(hands: Damage) -> Found:
    earlier = hands.sample.data.anchors[0]
    hands.edit(PACK, size=int(earlier.note.split("\n")[1]))
    return _checkpoint(hands, parse_note(earlier.note), LOST)


@damage
def checkpoint_under_another_name(hands: Damage) -> Found:
    lines = hands.sample.data.checkpoint.split("\n")
    text = "\n".join(["example.net/other", *lines[1:3], ""])
    return _checkpoint(hands, signed(text, hands.sample.keys[-1]), UNREADABLE)


@damage
def checkpoint_with_a_line_more(hands: Damage) -> Found:
    text = parse_note(hands.sample.data.checkpoint).text + "more\n"
    return _checkpoint(hands, signed(text, hands.sample.keys[-1]), UNREADABLE)


@damage
def checkpoint_with_a_zero_before_its_size(hands: Damage) -> Found:
    origin, size, root, end = parse_note(hands.sample.data.checkpoint).text.split("\n")
    text = "\n".join([origin, "0" + size, root, end])
    return _checkpoint(hands, signed(text, hands.sample.keys[-1]), UNREADABLE)


@damage
def checkpoint_that_is_no_note(hands: Damage) -> Found:
    hands.files[PROOF] = hands.files[PROOF].rstrip(b"\n")
    hands.sealed()
    return UNREADABLE


@damage
def checkpoint_of_an_empty_log(hands: Damage) -> Found:
    text = Checkpoint(ORIGIN, 0, hashlib.sha256().digest()).as_text()
    hands.edit(PACK, size=0)
    return _checkpoint(hands, signed(text, hands.sample.keys[-1]), LOST)


@damage
def witness_line_with_a_bit_changed(hands: Damage) -> Found:
    note = parse_note(hands.sample.data.checkpoint)
    wrong = _bit_changed(note.signatures[-1])
    signatures = (*note.signatures[:-1], wrong)
    return _checkpoint(hands, Note(note.text, signatures), ("cosignature_wrong", "checkpoint"))


@damage
def witness_line_with_another_time(hands: Damage) -> Found:
    note = parse_note(hands.sample.data.checkpoint)
    line = note.signatures[-1]
    later = Signature(line.name, line.key_id, bytes(8) + line.signature[8:])
    signatures = (*note.signatures[:-1], later)
    return _checkpoint(hands, Note(note.text, signatures), ("cosignature_wrong", "checkpoint"))


@damage
def system_event_changed(hands: Damage) -> Found:
    system = hands.json(SYSTEM)
    system[0]["event"]["body"] = {**system[0]["event"]["body"], "version": "9.9.9"}
    return _system(hands, system)


@damage
def system_event_with_another_proof(hands: Damage) -> Found:
    system = hands.json(SYSTEM)
    system[0]["proof"] = system[0]["proof"][::-1]
    return _system(hands, system)


@damage
def system_event_without_proof(hands: Damage) -> Found:
    system = hands.json(SYSTEM)
    system[0]["proof"] = []
    return _system(hands, system)


@damage
def system_event_invented(hands: Damage) -> Found:
    system = hands.json(SYSTEM)
    invented = {**system[0]["event"], "kind": "audited", "body": {"outcome": "sound"}}
    system.append({"event": {**invented, "log_index": 3}, "proof": system[0]["proof"]})
    hands.put(SYSTEM, system)
    hands.sealed()
    return "system_event_wrong", "system event 3"


@damage
def system_event_of_a_conversation(hands: Damage) -> Found:
    event = json.loads(hands.lines[-1])
    proof = [one.hex() for one in hands.sample.data.proof]
    hands.put(SYSTEM, [*hands.json(SYSTEM), {"event": event, "proof": proof}])
    hands.sealed()
    return "system_event_wrong", f"system event {event['log_index']}"


@damage
def anchor_changed(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        lines = anchor["note"].split("\n")
        lines[2] = base64.b64encode(bytes(32)).decode()
        anchor["note"] = "\n".join(lines)

    return _anchor(hands, change)


@damage
def anchor_by_a_stranger(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        anchor["note"] = signed(parse_note(anchor["note"]).text, hands.stranger).as_text()

    return _anchor(hands, change)


@damage
def anchor_that_the_log_does_not_continue(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        size = int(anchor["note"].split("\n")[1])
        text = Checkpoint(ORIGIN, size, bytes(32)).as_text()
        anchor["note"] = signed(text, hands.sample.keys[-1]).as_text()

    return _anchor(hands, change)


@damage
def anchor_under_another_name(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        text = parse_note(anchor["note"]).text.replace(ORIGIN, "example.net/other")
        anchor["note"] = signed(text, hands.sample.keys[-1]).as_text()

    return _anchor(hands, change)


@damage
def anchor_with_its_proof_cut_short(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        anchor["consistency"] = anchor["consistency"][:-1]

    return _anchor(hands, change)


@damage
def anchor_with_a_hash_more_in_its_proof(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        anchor["consistency"] = [*anchor["consistency"], "0" * 64]

    return _anchor(hands, change)


@damage
def anchor_of_a_larger_log(hands: Damage) -> Found:
    size = hands.sample.data.size + 5
    note = signed(Checkpoint(ORIGIN, size, bytes(32)).as_text(), hands.sample.keys[-1]).as_text()
    more = {"note": note, "consistency": [], "timestamp": None}
    hands.put(ANCHORS, [*hands.json(ANCHORS), more])
    hands.sealed()
    return "anchor_wrong", f"anchor {size}"


@damage
def anchor_with_a_false_witness(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        note = parse_note(anchor["note"])
        lines = (*note.signatures[:-1], _bit_changed(note.signatures[-1]))
        anchor["note"] = Note(note.text, lines).as_text()

    return _anchor(hands, change, "cosignature_wrong")


@damage
def time_stamp_of_another_checkpoint(hands: Damage) -> Found:
    return _stamp(hands, token(bytes(32)))


@damage
def time_stamp_cut_short(hands: Damage) -> Found:
    return _stamp(hands, token(bytes(32))[:-60])


@damage
def time_stamp_that_is_none(hands: Damage) -> Found:
    return _stamp(hands, "2026 年 11 月 22 日".encode())


@damage
def time_stamp_that_is_empty(hands: Damage) -> Found:
    return _stamp(hands, b"")


@damage
def time_stamp_by_another_hash(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        digest = hashlib.sha256(parse_note(anchor["note"]).text.encode()).digest()
        ours = write(SEQUENCE, write_oid("2.16.840.1.101.3.4.2.1"), NULL)
        other = write(SEQUENCE, write_oid("2.16.840.1.101.3.4.2.8"), NULL)  # SHA3-256
        imprint = write(OCTET_STRING, digest)
        made = token(digest).replace(ours + imprint, other + imprint)
        anchor["timestamp"] = base64.b64encode(made).decode()

    return _anchor(hands, change, "timestamp_wrong")


@damage
def time_stamp_with_an_impossible_form_of_time(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        digest = hashlib.sha256(parse_note(anchor["note"]).text.encode()).digest()
        made = token(digest, "20261122100000+0800")
        anchor["timestamp"] = base64.b64encode(made).decode()

    return _anchor(hands, change, "timestamp_wrong")


@damage
def time_stamp_in_base64_with_a_space(hands: Damage) -> Found:
    def change(anchor: Any) -> None:
        anchor["timestamp"] += "\n"

    return _anchor(hands, change, "timestamp_wrong")


@damage
def whole_log_rewritten_with_another_key(hands: Damage) -> Found:
    hands.key = hands.sample.keys[-1].verifier.as_vkey()
    hands.pack = make(77, said=5).pack
    return "key_unexpected", "keys"


@damage
def whole_log_rewritten_with_another_key_but_receipts_were_kept(hands: Damage) -> Found:
    hands.receipts = tuple(hands.sample.receipts[:2])
    forged = _rewritten(hands)
    forged.keys = [hands.stranger]
    forged.checkpoints.clear()
    hands.pack = forged.pack
    return "receipt_wrong", f"receipt {hands.receipts[0].split(chr(10))[2]}"


@damage
def whole_log_rewritten_with_its_key_but_a_receipt_was_kept(hands: Damage) -> Found:
    hands.receipts = tuple(hands.sample.receipts[-1:])
    forged = _rewritten(hands)
    forged.checkpoints.clear()
    hands.pack = forged.pack
    return "receipt_wrong", f"receipt {hands.receipts[0].split(chr(10))[2]}"


@damage
def whole_log_rewritten_with_its_key_but_a_checkpoint_was_stamped(hands: Damage) -> Found:
    last = hands.sample.checkpoints[-1]
    forged = _rewritten(hands)
    forged.checkpoints = [last]
    hands.pack = forged.pack
    return "anchor_wrong", f"anchor {last[0]}"


@damage
def receipt_by_a_stranger(hands: Damage) -> Found:
    text = parse_note(hands.sample.receipts[0]).text
    hands.receipts = (signed(text, hands.stranger).as_text(),)
    hands.pack = hands.sample.pack
    return "receipt_wrong", f"receipt {text.split(chr(10))[2]}"


@damage
def receipt_for_an_event_with_another_hash(hands: Damage) -> Found:
    lines = parse_note(hands.sample.receipts[0]).text.split("\n")
    lines[3] = base64.b64encode(bytes(32)).decode()
    hands.receipts = (signed("\n".join(lines), hands.sample.keys[-1]).as_text(),)
    hands.pack = hands.sample.pack
    return "receipt_wrong", f"receipt {lines[2]}"


@damage
def receipt_that_is_none(hands: Damage) -> Found:
    hands.receipts = ("收到了",)
    hands.pack = hands.sample.pack
    return "receipt_wrong", "receipt ?"


def _proof(hands: Damage, proof: tuple[bytes, ...]) -> Found:
    from zhangfang.evidence.pack import data_files

    hands.files[PROOF] = data_files(replace(hands.sample.data, proof=proof))[PROOF]
    hands.sealed()
    return LOST


def _checkpoint(hands: Damage, note: Note, expected: Found) -> Found:
    head = hands.files[PROOF].partition(b"\n\n")[0]
    hands.files[PROOF] = head + b"\n\n" + note.as_text().encode()
    hands.sealed()
    return expected


def _system(hands: Damage, system: Any) -> Found:
    hands.put(SYSTEM, system)
    hands.sealed()
    return "system_event_wrong", f"system event {system[0]['event']['log_index']}"


def _anchor(hands: Damage, change: Any, code: str = "anchor_wrong") -> Found:
    anchors = hands.json(ANCHORS)
    anchor = anchors[-1 if code == "timestamp_wrong" else 0]  # the last one always has a stamp
    change(anchor)
    hands.put(ANCHORS, anchors)
    hands.sealed()
    return code, f"anchor {anchor['note'].split(chr(10))[1]}"


def _stamp(hands: Damage, der: bytes) -> Found:
    def change(anchor: Any) -> None:
        anchor["timestamp"] = base64.b64encode(der).decode()

    return _anchor(hands, change, "timestamp_wrong")


def _bit_changed(line: Signature) -> Signature:
    changed = line.signature[:-1] + bytes([line.signature[-1] ^ 1])
    return Signature(line.name, line.key_id, changed)


def _rewritten(hands: Damage) -> Any:
    """The same conversation in a log that was written anew: other words, other salts."""
    forged = make(hands.sample.seed, said=20, files=1, redacted=0, opened=True)
    forged.keys = list(hands.sample.keys)
    return forged
