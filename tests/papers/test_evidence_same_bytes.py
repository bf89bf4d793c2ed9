"""The same data give the same bytes, whatever the machine."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reading_back import ROOT, files_of
from record_sample import a_full_pack

SCRIPT = (
    "import hashlib; from reading_back import files_of; from record_sample import a_full_pack; "
    "print(*(hashlib.sha256(one).hexdigest() for one in files_of(a_full_pack()).values()))"
)


@pytest.mark.parametrize(
    "around",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Kathmandu", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    ],
    ids=["New York", "Kathmandu"],
)
def test_elsewhere_too(around: dict[str, str], tmp_path: Path) -> None:
    """Another time zone, locale, working directory and order of hashes."""
    path = os.pathsep.join((str(Path(__file__).parent), str(ROOT)))
    elsewhere = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True, check=True, cwd=tmp_path, text=True, env={"PYTHONPATH": path, **around},
    )  # fmt: skip
    here = [hashlib.sha256(one).hexdigest() for one in files_of(a_full_pack()).values()]
    assert elsewhere.stdout.split() == here


def test_a_large_document_between_changes_nothing() -> None:
    """What the setter remembers of one document is nothing to the next."""
    from test_evidence_transcript import long_pack

    first = files_of(a_full_pack())
    files_of(long_pack(300))
    assert files_of(a_full_pack()) == first
