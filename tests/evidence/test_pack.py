"""What a pack is made of, and that the same data makes the same bytes."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sample_pack

from zhangfang.evidence.manifest import MANIFEST, SEAL
from zhangfang.evidence.pack import CARRIED, data_files
from zhangfang.evidence.verifier.verify import read_zip, verify

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VERIFIER = ROOT / "zhangfang" / "evidence" / "verifier"

DATA = {
    "data/pack.json",
    "data/events.jsonl",
    "data/openings.json",
    "data/last-event.tlog-proof",
    "data/system.json",
    "data/anchors.json",
}


@pytest.fixture(scope="module")
def sample():
    return sample_pack.make(11, said=20, files=2, redacted=1, key_change=True)


def test_all_of_it_is_in_the_pack(sample):
    files = read_zip(sample.pack)
    received = {f"data/files/{digest}" for digest in sample.received}
    own = {MANIFEST, SEAL, "data/authority.pem"}
    assert set(files) == DATA | received | own | set(sample.readable) | set(CARRIED)


def test_the_verifiers_are_carried_byte_for_byte(sample):
    files = read_zip(sample.pack)
    for name, own in CARRIED.items():
        assert files[name] == (VERIFIER / own).read_bytes()


@pytest.mark.parametrize(
    ("carried", "page"),
    [("格式说明.md", "evidence-format.zh-CN.md"), ("FORMAT.md", "evidence-format.md")],
)
def test_the_pages_about_the_format_are_those_of_the_documentation(sample, carried, page):
    assert read_zip(sample.pack)[carried] == (ROOT / "docs" / page).read_bytes()


def test_without_an_authority_its_certificates_are_not_there():
    files = data_files(sample_pack.make(3, stamped=False).data)
    assert "data/authority.pem" not in files


def test_events_are_leaves_one_a_line(sample):
    lines = data_files(sample.data)["data/events.jsonl"].decode().split("\n")
    assert lines == [*(event.leaf for event in sample.data.events), ""]


def test_what_is_not_shown_is_not_in_it():
    masked = sample_pack.make(12, said=60, opened=False)
    assert b"13698765432" not in masked.pack
    assert b"13698765432" in sample_pack.make(12, said=60, opened=True).pack


def test_the_manifest_lists_every_file_but_itself_and_its_seal(sample):
    files = read_zip(sample.pack)
    listed = [one["path"] for one in json.loads(files[MANIFEST])["files"]]
    assert listed == sorted(set(files) - {MANIFEST, SEAL})


def test_the_same_data_gives_the_same_bytes(sample):
    again = sample_pack.make(11, said=20, files=2, redacted=1, key_change=True)
    assert again.pack == sample.pack
    received = dict(reversed(sample.data.files.items()))
    assert sample.sealed(replace(sample.data, files=received)) == sample.pack


def test_other_machines_give_the_same_bytes(sample, tmp_path):
    """Another time zone, locale, working directory and order of hashing."""
    write = "import sample_pack, sys; sys.stdout.buffer.write(sample_pack.make(11, said=20, files=2, redacted=1, key_change=True).pack)"
    elsewhere = {
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": f"{HERE}:{ROOT}",
    }
    made = subprocess.run(
        [sys.executable, "-c", write], cwd=tmp_path, env=elsewhere, capture_output=True, check=True
    )
    assert made.stdout == sample.pack


def test_a_pack_of_one_event_is_sound():
    alone = sample_pack.make(1, said=1, strangers=0, files=0, stamped=False)
    assert len(alone.data.events) == 1
    assert verify(alone.pack).failures == []
