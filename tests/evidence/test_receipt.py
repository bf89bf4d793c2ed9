"""Receipts: read as they were written, and never taken for a checkpoint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import each, vectors

from zhangfang.evidence.checkpoint import read_checkpoint
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.receipt import Receipt, read_receipt

DATA = vectors("receipt")

origins = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1)
receipts = st.builds(
    Receipt,
    origin=origins.filter(lambda name: not name.isdigit()),
    log_index=st.integers(0, 2**63 - 1),
    leaf_hash=st.binary(min_size=32, max_size=32),
    conversation=st.uuids().map(lambda each: each.hex),
    seq=st.integers(1, 2**63 - 1),
    recorded_at=st.datetimes().map(
        lambda moment: moment.isoformat(timespec="milliseconds") + "+08:00"
    ),
)


@each(DATA["good"])
def test_a_receipt_is_read_and_written(case):
    receipt = Receipt(
        case["origin"],
        case["log_index"],
        bytes.fromhex(case["leaf_hash"]),
        case["conversation"],
        case["seq"],
        case["recorded_at"],
    )
    assert read_receipt(case["text"]) == receipt
    assert receipt.as_text() == case["text"]


@each(DATA["bad"])
def test_what_is_no_receipt_is_refused(case):
    with pytest.raises(EvidenceError) as raised:
        read_receipt(case["text"])
    assert raised.value.code == "receipt_unreadable"
    assert raised.value.zh.endswith("。")


@given(receipts)
def test_every_receipt_is_read_again_and_never_as_a_checkpoint(receipt):
    assert read_receipt(receipt.as_text()) == receipt
    with pytest.raises(EvidenceError):
        read_checkpoint(receipt.as_text())


@each(vectors("checkpoint")["good"])
def test_no_checkpoint_is_read_as_a_receipt(case):
    with pytest.raises(EvidenceError):
        read_receipt(case["text"])


def test_a_log_whose_name_is_a_number_gives_no_receipts():
    """Its receipts' second line would be one, as a checkpoint's is."""
    with pytest.raises(ValueError, match="number"):
        Receipt("42", 0, bytes(32), "system", 1, "2026-11-22T10:00:05.120+08:00")
