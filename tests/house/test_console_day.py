"""The agents' console in Chromium against the whole house; the day is in web/tests/shift."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running_house import House

pytestmark = pytest.mark.page

ROOT = Path(__file__).parents[2]
ADD = ("agent", "add", "老板", "--role", "administrator")


def test_a_day_at_the_console(empty_house: House) -> None:
    """Administrator, agents, supervisor, and merchants on their phones; by keyboard alone, too."""
    made = subprocess.run(
        [sys.executable, "-m", "zhangfang.cli", *ADD, "--data", str(empty_house.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    run = subprocess.run(
        ["npm", "run", "--silent", "test:shift"],
        cwd=ROOT / "web",
        env={
            **os.environ,
            "HOUSE_URL": str(empty_house.http.base_url),
            "ADMIN_PASSWORD": made.stdout.strip(),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
