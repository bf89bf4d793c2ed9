import hashlib
from dataclasses import fields, replace

import pytest

from zhangfang.evidence.event import NO_PREVIOUS, Event, canonical, leaf_hash, read_event

EVENT = Event(
    log_index=0,
    conversation="c",
    seq=1,
    prev=NO_PREVIOUS,
    kind="message",
    actor="merchant",
    origin="merchant_said",
    at="2026-11-22T10:00:00.000+08:00",
    recorded_at="2026-11-22T10:00:00.010+08:00",
    waited_ms=10,
    guide="1" * 64,
    body={"in_reply_to": None},
    sealed={"content": "2" * 64},
)
CANONICAL = (
    '{"actor":"merchant","at":"2026-11-22T10:00:00.000+08:00","body":{"in_reply_to":null},'
    '"client_at":null,"conversation":"c",'
    f'"guide":"{"1" * 64}","kind":"message","log_index":0,"model":null,"origin":"merchant_said",'
    f'"prev":"{"0" * 64}","recorded_at":"2026-11-22T10:00:00.010+08:00",'
    f'"sealed":{{"content":"{"2" * 64}"}},"seq":1,"v":1,"waited_ms":10}}'
)


def test_a_leaf_is_sorted_json_without_blanks():
    assert canonical(EVENT) == CANONICAL


def test_the_hash_is_that_of_a_merkle_leaf():
    assert leaf_hash(CANONICAL) == hashlib.sha256(b"\x00" + CANONICAL.encode()).hexdigest()


def test_what_is_read_from_a_leaf_is_the_event():
    assert read_event(CANONICAL) == EVENT


@pytest.mark.parametrize("leaf", ["", "[]", "{}", CANONICAL[:-1] + ',"more":1}'])
def test_what_is_no_leaf_is_refused(leaf):
    with pytest.raises(ValueError, match=r"leaf|JSON|Expecting"):
        read_event(leaf)


def test_every_field_is_covered():
    changed = {"v": 2, "log_index": 1, "seq": 2, "waited_ms": 11, "body": {}, "sealed": {}}
    for field in fields(Event):
        other = replace(EVENT, **{field.name: changed.get(field.name, "another")})
        assert leaf_hash(canonical(other)) != leaf_hash(CANONICAL), field.name
