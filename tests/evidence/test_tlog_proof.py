"""Inclusion proofs as files: read as they were written, or refused."""

import pytest
from vectors import each, vectors

from zhangfang.evidence.checkpoint import read_checkpoint
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import HASH_SIZE, root_from_inclusion
from zhangfang.evidence.signed_note import parse_note
from zhangfang.evidence.tlog_proof import TlogProof, read_tlog_proof

DATA = vectors("tlog_proof")
LAST_LEAF = bytes.fromhex("0b9a757811cf7b4434d1949c835e83ada49bccb61df0087ff29245d830ff32ca")


@each(DATA["good"])
def test_a_proof_is_read_and_written(case):
    proof = TlogProof(
        case["index"],
        tuple(bytes.fromhex(one) for one in case["hashes"]),
        case["checkpoint_note"],
        None if case["extra"] is None else bytes.fromhex(case["extra"]),
    )
    assert read_tlog_proof(case["text"]) == proof
    assert proof.as_text() == case["text"]


@each(DATA["bad"])
def test_what_is_no_proof_is_refused(case):
    with pytest.raises(EvidenceError) as raised:
        read_tlog_proof(case["text"])
    assert raised.value.code == case["error"]
    assert raised.value.zh.endswith("。")


def test_a_proof_leads_to_the_root_of_its_checkpoint():
    """The example of docs/evidence-format.md."""
    proof = read_tlog_proof(DATA["good"][0]["text"])
    checkpoint = read_checkpoint(parse_note(proof.checkpoint_note).text)
    found = root_from_inclusion(proof.index, checkpoint.size, LAST_LEAF, proof.hashes)
    assert found == checkpoint.root


@pytest.mark.parametrize("wrong", [{"index": -1}, {"extra": b""}, {"hashes": (b"short",)}])
def test_what_would_not_be_read_again_is_never_made(wrong):
    fields = {"index": 0, "hashes": (bytes(HASH_SIZE),), "checkpoint_note": "", "extra": None}
    with pytest.raises(ValueError, match=r"index|hash"):
        TlogProof(**{**fields, **wrong})
