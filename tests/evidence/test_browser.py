"""核验.html in Chromium and verify.py say the same of every pack: sound, damaged, changed by chance."""

import io
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sample_pack
from damage import cases
from mutants import mutants

from zhangfang.evidence.verifier.verify import verify

pytestmark = pytest.mark.page

WEB = Path(__file__).parents[2] / "web"
GOOD, MUTANTS = 100, int(os.environ.get("MUTANTS", "150"))


@dataclass(frozen=True)
class Case:
    name: str
    pack: bytes
    expected: tuple[str, str] = ("", "")
    key: str | None = None
    receipts: Sequence[str] = ()
    look: str | None = None


def good() -> list[Case]:
    """Every third with what the merchant kept, every fifth with the published key."""
    return [
        Case(
            name,
            sample.pack,
            key=sample.keys[-1].verifier.as_vkey() if number % 5 == 0 else None,
            receipts=sample.receipts if number % 3 == 0 else (),
            look="sound" if number == 12 else None,
        )
        for number, (name, sample) in enumerate(sample_pack.good(count=GOOD))
    ]


def bad() -> list[Case]:
    """Every damage. One that is about a message is looked at closely."""
    damaged = [Case(one.name, one.pack, one.expected, one.key, one.receipts) for one in cases()]
    at = next(at for at, one in enumerate(damaged) if one.expected[0] == "opening_wrong")
    damaged[at] = replace(damaged[at], look="changed")
    return damaged


@pytest.fixture(scope="module")
def packs() -> list[Case]:
    chance = [Case(name, pack) for name, pack in mutants(0, MUTANTS)]
    return [*good(), *bad(), *chance]


@pytest.fixture(scope="module")
def by_page(packs: list[Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the page says of each. It is opened from disk; the browser has no network."""
    folder = tmp_path_factory.mktemp("packs")
    listed = []
    for number, case in enumerate(packs):
        (folder / f"{number}.zip").write_bytes(case.pack)
        one = {"name": case.name, "file": f"{number}.zip", "key": case.key, "look": case.look}
        if case.receipts:
            one["receipts"] = f"{number}.receipts"
            (folder / f"{number}.receipts").write_text(json.dumps(list(case.receipts)))
        listed.append({name: value for name, value in one.items() if value is not None})
        if case.look == "sound":
            ZipFile(io.BytesIO(case.pack)).extractall(folder / "unpacked")
            (folder / "unpacked" / ".DS_Store").touch()
    (folder / "cases.json").write_text(json.dumps(listed))
    run = subprocess.run(
        ["npm", "run", "--silent", "test:verify"],
        cwd=WEB,
        env={**os.environ, "PACKS": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads((folder / "reports.json").read_text())


def failures(report: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["where"]) for one in report["failures"]]


def test_both_verifiers_say_the_same(packs: list[Case], by_page: dict[str, Any]) -> None:
    differ = {}
    for case in packs:
        ours = verify(case.pack, case.key, case.receipts).failures
        if (theirs := failures(by_page[case.name])) != list(map(tuple, ours)):
            differ[case.name] = {"verify.py": ours, "核验.html": theirs}
    assert differ == {}


def test_the_page_finds_each_sound_pack_sound(packs: list[Case], by_page: dict[str, Any]) -> None:
    alarms = {case.name: by_page[case.name] for case in packs if case.name.startswith("good")}
    assert len(alarms) == GOOD
    assert {name: report for name, report in alarms.items() if not report["sound"]} == {}


def test_the_page_names_each_damage(packs: list[Case], by_page: dict[str, Any]) -> None:
    damaged = [case for case in packs if case.expected[0]]
    assert len(damaged) >= 60
    missed = {
        case.name: failures(by_page[case.name])
        for case in damaged
        if case.expected not in failures(by_page[case.name])
    }
    assert missed == {}
