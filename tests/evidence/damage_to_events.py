"""Damage to the conversation: its events, their order, and what is shown of them.

Whoever did these had the log's key for the pack's seal, unless it says otherwise.
"""

import hashlib
import json
from typing import Any

from damage import EVENTS, OPENINGS, PACK, Damage, Found, damage, dumped
from sample_pack import make

from zhangfang.evidence.commitment import Opening
from zhangfang.evidence.manifest import SEAL

COUNT = "events_missing", "events"
LOST = "proof_wrong", "checkpoint"
FORGED = {"text": "不用退了，我自己弄错的", "choice": None}


@damage
def event_changed(hands: Damage) -> Found:
    hands.event(5, waited_ms=4)
    hands.raw()
    return "file_changed", EVENTS


@damage
def event_changed_and_listed(hands: Damage) -> Found:
    hands.event(5, waited_ms=4)
    hands.listed()
    return "chain_broken", "event 6"


@damage
def event_changed_and_sealed(hands: Damage) -> Found:
    hands.event(5, waited_ms=4)
    hands.sealed()
    return "chain_broken", "event 6"


@damage
def event_changed_and_chained(hands: Damage) -> Found:
    hands.event(5, chained=True, waited_ms=4)
    hands.sealed()
    return LOST


@damage
def last_event_changed(hands: Damage) -> Found:
    hands.event(len(hands.lines), at="2026-11-22T10:00:00.000+08:00")
    hands.sealed()
    return LOST


@damage
def speaker_changed(hands: Damage) -> Found:
    hands.event(hands.said(), actor="agent", origin="agent_said")
    hands.sealed()
    return "chain_broken", f"event {hands.said() + 1}"


@damage
def time_changed(hands: Damage) -> Found:
    hands.event(3, recorded_at="2026-11-21T10:00:00.000+08:00")
    hands.sealed()
    return "chain_broken", "event 4"


@damage
def first_event_removed(hands: Damage) -> Found:
    hands.lines = hands.lines[1:]
    hands.sealed()
    return "chain_broken", "event 1"


@damage
def first_event_removed_and_chained(hands: Damage) -> Found:
    hands.lines = hands.lines[1:]
    hands.event(1, chained=True, prev="0" * 64)
    for number in range(1, len(hands.lines) + 1):
        hands.event(number, chained=True, seq=number)
    hands.edit(PACK, events=len(hands.lines))
    hands.sealed()
    return LOST


@damage
def middle_event_removed(hands: Damage) -> Found:
    hands.lines = [*hands.lines[:6], *hands.lines[7:]]
    hands.sealed()
    return "chain_broken", "event 7"


@damage
def middle_event_removed_shows_by_its_opening(hands: Damage) -> Found:
    number = hands.said()
    hands.lines = [*hands.lines[: number - 1], *hands.lines[number:]]
    hands.edit(PACK, events=len(hands.lines))
    hands.sealed()
    return "opening_wrong", f"event {number} content"


@damage
def last_event_removed(hands: Damage) -> Found:
    hands.lines = hands.lines[:-1]
    hands.sealed()
    return COUNT


@damage
def last_event_removed_and_count_changed(hands: Damage) -> Found:
    hands.lines = hands.lines[:-1]
    hands.edit(PACK, events=len(hands.lines))
    hands.sealed()
    return LOST


@damage
def all_events_removed(hands: Damage) -> Found:
    hands.lines = []
    hands.edit(PACK, events=0)
    hands.sealed()
    return COUNT


@damage
def events_file_removed(hands: Damage) -> Found:
    del hands.files[EVENTS]
    hands.sealed()
    return COUNT


@damage
def count_changed(hands: Damage) -> Found:
    hands.edit(PACK, events=len(hands.lines) + 1)
    hands.sealed()
    return COUNT


@damage
def two_events_exchanged(hands: Damage) -> Found:
    one, two, *rest = hands.lines
    hands.lines = [two, one, *rest]
    hands.sealed()
    return "event_out_of_order", "event 1"


@damage
def event_twice(hands: Damage) -> Found:
    hands.lines = [*hands.lines[:4], hands.lines[3], *hands.lines[4:]]
    hands.sealed()
    return "event_out_of_order", "event 5"


@damage
def event_of_another_conversation_put_in(hands: Damage) -> Found:
    strange = next(
        leaf
        for leaf, owner in zip(hands.sample.leaves, hands.sample.owners, strict=True)
        if owner not in ("system", hands.sample.conversation)
    )
    hands.lines = [*hands.lines[:2], strange, *hands.lines[3:]]
    hands.sealed()
    return "event_out_of_order", "event 3"


@damage
def invented_event_at_the_end(hands: Damage) -> Found:
    last = json.loads(hands.lines[-1])
    prev = hashlib.sha256(b"\0" + hands.lines[-1].encode()).hexdigest()
    more = {**last, "seq": last["seq"] + 1, "log_index": last["log_index"] + 1, "prev": prev}
    hands.lines = [*hands.lines, dumped({**more, "sealed": {}, "kind": "case_closed"})]
    hands.edit(PACK, events=len(hands.lines))
    hands.sealed()
    return LOST


@damage
def place_in_the_log_changed(hands: Damage) -> Found:
    hands.event(4, log_index=0)
    hands.sealed()
    return "event_out_of_order", "event 4"


@damage
def conversation_renamed(hands: Damage) -> Found:
    hands.edit(PACK, conversation="0" * 32)
    hands.sealed()
    return "event_out_of_order", "event 1"


@damage
def line_that_is_no_json(hands: Damage) -> Found:
    return _second_line(hands, "这一条没有了")


@damage
def line_with_a_space(hands: Damage) -> Found:
    return _second_line(hands, hands.lines[1].replace(":", ": ", 1))


@damage
def line_with_another_order_of_keys(hands: Damage) -> Found:
    event = json.loads(hands.lines[1])
    turned = dict(reversed(event.items()))
    return _second_line(hands, json.dumps(turned, ensure_ascii=False, separators=(",", ":")))


@damage
def line_with_a_key_twice(hands: Damage) -> Found:
    return _second_line(hands, hands.lines[1].replace("{", '{"actor":"system",', 1))


@damage
def line_with_one_key_more(hands: Damage) -> Found:
    return _second_line(hands, dumped({**json.loads(hands.lines[1]), "extra": None}))


@damage
def line_with_a_fraction(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"amount":12.5}'))


@damage
def line_with_a_number_too_large(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"amount":9007199254740992}'))


@damage
def line_with_minus_zero(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"amount":-0}'))


@damage
def line_with_nan(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"amount":NaN}'))


@damage
def line_with_half_a_character(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, r'{"text":"\ud83d"}'))


@damage
def line_with_a_chinese_key(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"金额":12}'))


@damage
def line_nested_without_end(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, '{"a":' + "[" * 65 + "]" * 65 + "}"))


@damage
def line_with_an_escape_too_many(hands: Damage) -> Found:
    return _second_line(hands, _with_body(hands, r'{"text":"\u4f60"}'))


@damage
def line_with_a_seq_in_quotes(hands: Damage) -> Found:
    return _second_line(hands, dumped({**json.loads(hands.lines[1]), "seq": "2"}))


@damage
def line_by_an_unknown_actor(hands: Damage) -> Found:
    return _second_line(hands, dumped({**json.loads(hands.lines[1]), "actor": "judge"}))


@damage
def line_with_a_time_of_another_zone(hands: Damage) -> Found:
    other = {"at": "2026-11-22T02:00:00.000+00:00"}
    return _second_line(hands, dumped({**json.loads(hands.lines[1]), **other}))


@damage
def line_with_a_short_commitment(hands: Damage) -> Found:
    short = {"sealed": {"content": "00"}}
    return _second_line(hands, dumped({**json.loads(hands.lines[1]), **short}))


@damage
def line_that_is_empty(hands: Damage) -> Found:
    return _second_line(hands, "")


@damage
def line_in_another_encoding(hands: Damage) -> Found:
    hands.files[EVENTS] = hands.files[EVENTS].replace(b"\n", "多扣\n".encode("gbk"), 1)
    hands.sealed()
    return "event_unreadable", "event 1"


@damage
def line_with_carriage_return(hands: Damage) -> Found:
    hands.files[EVENTS] = hands.files[EVENTS].replace(b"\n", b"\r\n", 1)
    hands.sealed()
    return "event_unreadable", "event 1"


@damage
def last_newline_cut_off(hands: Damage) -> Found:
    hands.files[EVENTS] = hands.files[EVENTS][:-1]
    hands.sealed()
    return "event_unreadable", f"event {len(hands.sample.data.events)}"


@damage
def text_changed(hands: Damage) -> Found:
    hands.files[OPENINGS] = hands.files[OPENINGS].replace("昨天".encode(), "今天".encode(), 1)
    hands.flip(OPENINGS, -10)
    hands.raw()
    return "file_changed", OPENINGS


@damage
def text_changed_and_sealed(hands: Damage) -> Found:
    return _other_opening(hands, {**FORGED})


@damage
def text_changed_with_a_new_salt(hands: Damage) -> Found:
    return _other_opening(hands, {**FORGED}, salt="ab" * 32)


@damage
def salt_changed(hands: Damage) -> Found:
    openings = hands.json(OPENINGS)
    openings["1"]["content"]["salt"] = "00" * 32
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", "event 1 content"


@damage
def text_and_commitment_changed(hands: Damage) -> Found:
    number, forged = hands.said(), Opening(bytes(32), {**FORGED})
    _other_opening(hands, {**FORGED}, salt="00" * 32)
    sealed = json.loads(hands.lines[number - 1])["sealed"]
    hands.event(number, sealed={**sealed, "content": forged.commitment()})
    hands.sealed()
    return "chain_broken", f"event {number + 1}"


@damage
def text_commitment_and_chain_changed(hands: Damage) -> Found:
    number, forged = hands.said(), Opening(bytes(32), {**FORGED})
    _other_opening(hands, {**FORGED}, salt="00" * 32)
    sealed = json.loads(hands.lines[number - 1])["sealed"]
    hands.event(number, chained=True, sealed={**sealed, "content": forged.commitment()})
    hands.sealed()
    return LOST


@damage
def number_changed_in_the_opened_variant(hands: Damage) -> Found:
    seq, openings = _with_phone(hands), hands.json(OPENINGS)
    openings[seq]["phone-1"]["value"] = "13800000000"
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", f"event {seq} phone-1"


@damage
def texts_of_two_events_exchanged(hands: Damage) -> Found:
    openings = hands.json(OPENINGS)
    one, two = [seq for seq in openings if "content" in openings[seq]][:2]
    openings[one], openings[two] = openings[two], openings[one]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", f"event {one} content"


@damage
def opening_of_an_event_that_is_not_there(hands: Damage) -> Found:
    openings = hands.json(OPENINGS)
    openings["999"] = openings["1"]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", "event 999 content"


@damage
def opening_under_a_name_that_is_not_there(hands: Damage) -> Found:
    openings = hands.json(OPENINGS)
    openings["1"]["identity-9"] = openings["1"]["content"]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", "event 1 identity-9"


@damage
def text_left_out(hands: Damage) -> Found:
    number, openings = hands.said(), hands.json(OPENINGS)
    del openings[str(number)]["content"]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "content_missing", f"event {number}"


@damage
def text_left_out_and_passed_off_as_internal(hands: Damage) -> Found:
    """The kind is in the leaf: who changes it breaks the chain."""
    number, openings = hands.said(), hands.json(OPENINGS)
    hands.event(number, kind="note")
    del openings[str(number)]["content"]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "chain_broken", f"event {number + 1}"


@damage
def all_texts_left_out(hands: Damage) -> Found:
    hands.put(OPENINGS, {})
    hands.sealed()
    return "content_missing", "event 1"


@damage
def text_left_out_that_another_redaction_names(hands: Damage) -> Found:
    redacted = next(
        json.loads(line)["body"]["seq"] for line in hands.lines if '"kind":"redacted"' in line
    )
    openings = hands.json(OPENINGS)
    left_out = next(seq for seq in openings if int(seq) != redacted)
    del openings[left_out]["content"]
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "content_missing", f"event {left_out}"


@damage
def text_left_out_after_the_erasure(hands: Damage) -> Found:
    hands.sample = make(5, said=4, files=0, erased=True)
    more = make(5, said=4, files=0, erased=True)
    more.receipts.clear()
    erased = hands.sample.data
    forged = {"kind": "message", "body": {}, "sealed": {"content": "0" * 64}}
    hands.files = _files_of(hands)
    last = json.loads(erased.events[-1].leaf)
    prev = hashlib.sha256(b"\0" + erased.events[-1].leaf.encode()).hexdigest()
    place = {"seq": last["seq"] + 1, "log_index": last["log_index"] + 1, "prev": prev}
    hands.lines = [*hands.lines, dumped({**last, **place, **forged})]
    hands.sealed()
    return "content_missing", f"event {last['seq'] + 1}"


@damage
def received_file_changed(hands: Damage) -> Found:
    path = _received(hands)
    hands.flip(path)
    hands.raw()
    return "file_changed", path


@damage
def received_file_changed_and_sealed(hands: Damage) -> Found:
    hands.flip(_received(hands))
    hands.sealed()
    return "attachment_wrong", f"event {hands.said('file')}"


@damage
def received_file_removed_and_sealed(hands: Damage) -> Found:
    del hands.files[_received(hands)]
    hands.sealed()
    return "attachment_wrong", f"event {hands.said('file')}"


@damage
def received_files_exchanged(hands: Damage) -> Found:
    one, two = [path for path in hands.files if path.startswith("data/files/")]
    hands.files[one], hands.files[two] = hands.files[two], hands.files[one]
    hands.sealed()
    return "attachment_wrong", f"event {hands.said('file')}"


@damage
def events_of_another_pack(hands: Damage) -> Found:
    hands.files[EVENTS] = "".join(one.leaf + "\n" for one in hands.other.data.events).encode()
    hands.listed()
    return "event_out_of_order", "event 1"


@damage
def data_of_another_pack(hands: Damage) -> Found:
    from zhangfang.evidence.pack import data_files

    rest = {path: data for path, data in hands.files.items() if not path.startswith("data/")}
    hands.files = {**rest, **data_files(hands.other.data)}
    hands.listed()
    return "seal_wrong", SEAL


@damage
def openings_of_another_pack(hands: Damage) -> Found:
    other = {
        str(seq): {name: one.as_json() for name, one in event.openings.items()}
        for seq, event in enumerate(hands.other.data.events, start=1)
    }
    hands.put(OPENINGS, other)
    hands.sealed()
    return "opening_wrong", "event 1 content"


def _second_line(hands: Damage, line: str) -> Found:
    hands.lines = [hands.lines[0], line, *hands.lines[2:]]
    hands.sealed()
    return "event_unreadable", "event 2"


def _with_body(hands: Damage, body: str) -> str:
    event = json.loads(hands.lines[1])
    return dumped({**event, "body": {"x": "x"}}).replace('{"x":"x"}', body, 1)


def _other_opening(hands: Damage, value: Any, salt: str | None = None) -> Found:
    number, openings = hands.said(), hands.json(OPENINGS)
    opening = openings[str(number)]["content"]
    opening.update(value=value, salt=salt or opening["salt"])
    hands.put(OPENINGS, openings)
    hands.sealed()
    return "opening_wrong", f"event {number} content"


def _with_phone(hands: Damage) -> str:
    shown = hands.json(OPENINGS)
    return next(seq for seq in shown if "phone-1" in shown[seq])


def _received(hands: Damage) -> str:
    shown = hands.json(OPENINGS)[str(hands.said("file"))]["content"]["value"]
    return f"data/files/{shown['sha256']}"


def _files_of(hands: Damage) -> dict[str, bytes]:
    from zhangfang.evidence.verifier.verify import read_zip

    return read_zip(hands.sample.pack)
