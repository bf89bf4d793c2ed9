"""A witness's cosignature: the time in it, and all that it must not fit."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from vectors import vectors

from zhangfang.evidence.cosignature import cosign, cosigner, verify_cosignature
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import Note, Signature, SigningKey, parse_note, verify_note

DATA = vectors("signed_note")
NOTE = parse_note(
    next(case["note"] for case in DATA["notes"] if case["name"] == "with a cosignature")
)
AT = 1795312805


def key(name: str, seed: str) -> SigningKey:
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))


WITNESS = key("witness.example/w1", DATA["seeds"]["witness"])
OTHER = key("witness.example/w2", DATA["seeds"]["witness_2"])

times = st.integers(0, 2**63 - 1)


def refusal(text: str, signature: Signature, by: SigningKey = WITNESS) -> str:
    with pytest.raises(EvidenceError) as raised:
        verify_cosignature(text, signature, cosigner(by))
    assert raised.value.code == "cosignature_wrong"
    return str(raised.value)


def test_a_cosignature_is_made_as_in_the_data():
    assert cosign(NOTE.text, WITNESS, AT) == NOTE.signatures[1]
    assert cosigner(WITNESS).as_vkey() == DATA["keys"]["witness"]


@given(times)
def test_it_says_when(at):
    signature = cosign(NOTE.text, WITNESS, at)
    assert verify_cosignature(NOTE.text, signature, cosigner(WITNESS)) == at
    assert verify_note(Note(NOTE.text, (signature,)), [cosigner(WITNESS)]) == [cosigner(WITNESS)]


@given(times, st.integers(0, 72 * 8 - 1))
def test_no_bit_of_it_can_be_changed(at, bit):
    good = cosign(NOTE.text, WITNESS, at)
    changed = (int.from_bytes(good.signature) ^ 1 << bit).to_bytes(72)
    refusal(NOTE.text, Signature(good.name, good.key_id, changed))


def test_it_fits_one_checkpoint():
    refusal(NOTE.text.replace("3", "4", 1), cosign(NOTE.text, WITNESS, AT))


def test_it_is_one_witness_s():
    assert "w2" in refusal(NOTE.text, cosign(NOTE.text, WITNESS, AT), by=OTHER)


def test_the_log_s_own_signature_is_none():
    refusal(NOTE.text, NOTE.signatures[0])


def test_a_plain_key_is_no_witness():
    with pytest.raises(EvidenceError):
        verify_cosignature(NOTE.text, WITNESS.sign(NOTE.text), WITNESS.verifier)


@pytest.mark.parametrize("length", [0, 7, 8, 71, 73])
def test_one_of_another_length_is_refused(length):
    good = cosign(NOTE.text, WITNESS, AT)
    cut = (good.signature + b"\0")[:length]
    refusal(NOTE.text, Signature(good.name, good.key_id, cut))


@pytest.mark.parametrize("at", [-1, 2**63])
def test_a_time_that_cannot_be_written_is_not_signed(at):
    with pytest.raises(ValueError, match="seconds"):
        cosign(NOTE.text, WITNESS, at)
