"""The page in Chromium against the whole house; the walks are in web/tests/house."""

import os
import subprocess
from pathlib import Path

import pytest
from running_house import House

pytestmark = pytest.mark.page

WEB = Path(__file__).parents[2] / "web"


def test_page(house: House) -> None:
    """Five families from the complaint to the money, and what a merchant relies on between."""
    run = subprocess.run(
        ["npm", "run", "--silent", "test:house"],
        cwd=WEB,
        env={**os.environ, "HOUSE_URL": str(house.http.base_url)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
