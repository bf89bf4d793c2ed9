"""SM3: the examples of the standard, and three implementations that agree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhangfang.evidence import sm3 as ours
from zhangfang.evidence.verifier import verify

EXAMPLES = {  # GB/T 32905-2016, appendix A
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
LENGTHS = (0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000)
"""Around the places where padding needs another block."""


@pytest.mark.parametrize("data", EXAMPLES, ids=len)
def test_examples_of_the_standard(data):
    assert ours.sm3(data) == ours.sm3_in_python(data) == EXAMPLES[data]
    assert verify.sm3(data) == verify.sm3(data, by_openssl=False) == EXAMPLES[data]


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length_is_padded_right(length):
    data = bytes(range(256))[:length] * (length // 256 + 1)
    assert ours.sm3_in_python(data) == verify.sm3(data, by_openssl=False) == by_openssl(data)


@given(st.binary(max_size=300))
def test_all_agree(data):
    assert ours.sm3_in_python(data) == verify.sm3(data, by_openssl=False) == by_openssl(data)


def test_without_openssl_it_is_slower_and_not_otherwise(monkeypatch):
    def refuse(*_, **__):
        raise ValueError("unsupported hash type sm3")

    monkeypatch.setattr(hashlib, "new", refuse)
    assert ours.sm3(b"abc") == EXAMPLES[b"abc"]


def by_openssl(data: bytes) -> str:
    return hashlib.new("sm3", data).hexdigest()
