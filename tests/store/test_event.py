import hashlib
from dataclasses import replace

from zhangfang.evidence.event import NO_PREVIOUS, Event, canonical, leaf_hash

EVENT = Event(
    log_index=0,
    conversation="c",
    seq=1,
    prev=NO_PREVIOUS,
    kind="message",
    actor="merchant",
    origin="merchant_said",
    at="2026-11-22T10:00:00.000+08:00",
    body={"text": "多扣了", "choice": None},
)
CANONICAL = (
    '{"actor":"merchant","at":"2026-11-22T10:00:00.000+08:00",'
    '"body":{"choice":null,"text":"多扣了"},"conversation":"c","kind":"message","log_index":0,'
    f'"origin":"merchant_said","prev":"{"0" * 64}","seq":1}}'
)


def test_the_bytes_are_sorted_json_without_blanks_in_utf_8():
    assert canonical(EVENT) == CANONICAL.encode()


def test_the_hash_is_that_of_a_merkle_leaf():
    assert leaf_hash(EVENT) == hashlib.sha256(b"\x00" + CANONICAL.encode()).hexdigest()


def test_the_order_of_a_body_s_keys_does_not_matter():
    turned = replace(EVENT, body=dict(reversed(EVENT.body.items())))
    assert leaf_hash(turned) == leaf_hash(EVENT)


def test_every_field_is_covered():
    changed = {"log_index": 1, "seq": 2, "body": {"text": "没多扣", "choice": None}}
    for field in EVENT.__dataclass_fields__:
        other = replace(EVENT, **{field: changed.get(field, "another")})
        assert leaf_hash(other) != leaf_hash(EVENT), field
