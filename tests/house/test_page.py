"""The page in Chromium against the whole house; the walks are in web/tests/house."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml
from hostile_files import made
from running_house import House

pytestmark = pytest.mark.page

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "desk" / "hostile_files.yml"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of files made to do harm, with a list of what they are called."""
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    files = [
        {
            "file": str(place),
            "called": case.get("called", "照片.jpg"),
            "refused": "refused" in case,
        }
        for place, case in enumerate(cases)
    ]
    for place, case in enumerate(cases):
        (tmp_path / str(place)).write_bytes(made(case["file"]))
    (tmp_path / "files.json").write_text(json.dumps(files), encoding="utf-8")
    return tmp_path


def test_page(house: House, hostile: Path) -> None:
    """Five families from the complaint to the money, and what a merchant relies on between."""
    run = subprocess.run(
        ["npm", "run", "--silent", "test:house"],
        cwd=ROOT / "web",
        env={
            **os.environ,
            "HOUSE_URL": str(house.http.base_url),
            "HOUSE_PID": str(house.pid),
            "HOSTILE": str(hostile),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
