"""Signed notes and their keys, good and damaged."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from vectors import each, vectors

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import (
    ED25519,
    Note,
    SigningKey,
    VerifierKey,
    parse_note,
    signed,
    verify_note,
)

DATA = vectors("signed_note")
KEYS = {name: VerifierKey.from_vkey(vkey) for name, vkey in DATA["keys"].items()}
GOOD = [case for case in DATA["notes"] if "by" in case]
BAD = [case for case in DATA["notes"] if "error" in case]
LOG = SigningKey(
    KEYS["log"].name, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(DATA["seeds"]["log"]))
)

lines = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]))
texts = st.lists(lines, min_size=1).map(lambda each: "".join(line + "\n" for line in each))


@each(GOOD)
def test_the_signers_of_a_note_are_known(case):
    note = parse_note(case["note"])
    assert verify_note(note, KEYS.values()) == [KEYS[name] for name in case["by"]]
    assert note.as_text() == case["note"]


@each(BAD)
def test_a_damaged_note_is_refused(case):
    with pytest.raises(EvidenceError) as raised:
        verify_note(parse_note(case["note"]), KEYS.values())
    assert raised.value.code == case["error"]
    assert raised.value.zh.endswith("。")


@pytest.mark.parametrize("name", DATA["keys"])
def test_a_key_is_one_line(name):
    assert KEYS[name].as_vkey() == DATA["keys"][name]


@each(DATA["not_keys"])
def test_what_is_no_key_is_refused(case):
    with pytest.raises(EvidenceError) as raised:
        VerifierKey.from_vkey(case["vkey"])
    assert raised.value.code == "key_unreadable"


def test_a_private_key_says_which_key_verifies_it_and_not_more():
    assert LOG.verifier == KEYS["log"]
    assert LOG.verifier.algorithm == ED25519
    assert "rivateKey" not in repr(LOG)


@given(texts)
def test_what_is_signed_is_read_again_and_verified(text):
    note = signed(text, LOG)
    assert parse_note(note.as_text()) == note
    assert verify_note(note, [LOG.verifier]) == [LOG.verifier]


@given(texts, texts)
def test_a_signature_fits_one_text(text, other):
    moved = Note(other, signed(text, LOG).signatures)
    if text == other:
        assert verify_note(moved, [LOG.verifier])
    else:
        with pytest.raises(EvidenceError):
            verify_note(moved, [LOG.verifier])


@given(st.data())
def test_no_sign_of_a_note_can_be_changed(data):
    raw = DATA["notes"][0]["note"]
    at = data.draw(st.integers(0, len(raw) - 1))
    sign = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda each: each != raw[at]))
    with pytest.raises(EvidenceError):
        verify_note(parse_note(raw[:at] + sign + raw[at + 1 :]), [LOG.verifier])


@pytest.mark.parametrize(
    "text", ["", "no newline", "a\tb\n", "a\0\n", "\r\n", "\ud800\n"], ids=ascii
)
def test_what_could_not_be_read_again_is_not_signed(text):
    with pytest.raises(ValueError, match="newline"):
        LOG.sign(text)


def test_the_error_names_the_signer():
    with pytest.raises(EvidenceError) as raised:
        verify_note(Note("x\n", signed("y\n", LOG).signatures), [LOG.verifier])
    assert raised.value.where == f"signature of {LOG.name}"
    assert LOG.name in raised.value.zh
