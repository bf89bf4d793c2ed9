"""Checkpoints: read as they were written, or refused."""

import pytest
from vectors import each, vectors

from zhangfang.evidence.checkpoint import Checkpoint, read_checkpoint
from zhangfang.evidence.fault import EvidenceError

DATA = vectors("checkpoint")
ROOT = bytes(range(32))


@each(DATA["good"])
def test_a_checkpoint_is_read_and_written(case):
    checkpoint = Checkpoint(
        case["origin"], case["size"], bytes.fromhex(case["root"]), tuple(case["extensions"])
    )
    assert read_checkpoint(case["text"]) == checkpoint
    assert checkpoint.as_text() == case["text"]


@each(DATA["bad"])
def test_what_is_no_checkpoint_is_refused(case):
    with pytest.raises(EvidenceError) as raised:
        read_checkpoint(case["text"])
    assert raised.value.code == "checkpoint_unreadable"
    assert raised.value.zh.endswith("。")


@pytest.mark.parametrize(
    "fields",
    [
        ("", 1, ROOT),
        ("two\nlines", 1, ROOT),
        ("log", -1, ROOT),
        ("log", 2**63, ROOT),
        ("log", 1, ROOT[:31]),
        ("log", 0, ROOT),
        ("log", 1, ROOT, ("",)),
        ("log", 1, ROOT, ("a\nb",)),
    ],
)
def test_what_would_read_as_another_checkpoint_is_never_made(fields):
    with pytest.raises(ValueError, match=r"line|size|root"):
        Checkpoint(*fields)
