"""The zip of a pack: one form, and any unzipper can read it."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhangfang.evidence import container
from zhangfang.evidence.container import write_container
from zhangfang.evidence.verifier.verify import read_zip, write_zip

paths = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
files = st.dictionaries(paths, st.binary(max_size=200), max_size=8)


@given(files)
def test_what_is_packed_is_found_again(packed):
    assert read_zip(write_container(packed)) == packed


@given(files)
def test_the_verifier_makes_the_same_bytes(packed):
    assert write_zip(packed) == write_container(packed)


@given(files)
def test_the_order_in_which_files_come_is_nothing(packed):
    assert write_container(dict(reversed(packed.items()))) == write_container(packed)


def test_any_unzipper_reads_it():
    packed = {"先看这里.html": "你好".encode(), "data/events.jsonl": b"{}\n", "verify.py": b""}
    with zipfile.ZipFile(io.BytesIO(write_container(packed))) as unzipped:
        assert unzipped.testzip() is None
        assert unzipped.namelist() == sorted(packed)
        assert {one: unzipped.read(one) for one in packed} == packed
        assert {one.compress_type for one in unzipped.infolist()} == {zipfile.ZIP_STORED}


def test_every_byte_of_a_small_one_is_as_the_specification_says():
    local = bytes.fromhex("504b0304 1400 0008 0000 0000 2100 434b fb1b 01000000 01000000 0100 0000")
    entry = bytes.fromhex(
        "504b0102 1403 1400 0008 0000 0000 2100 434b fb1b 01000000 01000000 0100 0000 0000 0000 0000"
        "0000a481 00000000"
    )
    crc = (0xE8B7BE43).to_bytes(4, "little")  # of "a"
    local, entry = local[:14] + crc + local[18:], entry[:16] + crc + entry[20:]
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, 47, 32, 0)
    assert write_container({"n": b"a"}) == local + b"na" + entry + b"n" + end


def test_an_empty_one_is_an_end_only():
    assert write_container({}) == b"PK\5\6" + bytes(18)


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(container, "MOST_BYTES", 10)
    with pytest.raises(ValueError, match="too large"):
        write_container({"a": bytes(11)})
    monkeypatch.setattr(container, "MOST_FILES", 1)
    with pytest.raises(ValueError, match="2 files"):
        write_container({"a": b"", "b": b""})
