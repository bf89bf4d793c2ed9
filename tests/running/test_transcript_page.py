"""A transcript's page: what a reader sees, and that another run gives the same bytes."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from zhangfang.cases.number import is_case_number
from zhangfang.running.failure import Failure
from zhangfang.running.script import Script, read_script
from zhangfang.running.transcript_page import Scene, page

ROOT = Path(__file__).parents[2]
AT = datetime.fromisoformat("2026-11-23T09:12:00+08:00")
SCRIPT = Script.model_validate(
    {"title": "多扣费", "persona": "五金店老板。", "begins": AT, "turns": ()}
)


def case(number: str | None = None, **more: Any) -> dict[str, Any]:
    stands = {
        "number": number,
        "family": "overcharged",
        "family_name": "多扣费",
        "phase": "wait",
        "phases": [{"id": "wait", "name": "等待"}],
        "status": "open",
        "due_at": None,
        "due_promised": False,
        "human": {"asked": False},
    }
    return {**stands, **more}


def message(actor: str, text: str, *labels: str) -> dict[str, Any]:
    return {"actor": actor, "text": text, "choices": [{"label": label} for label in labels]}


def test_who_said_what_and_what_was_offered() -> None:
    """Both speakers, the quick replies, and the small line on the case."""
    said = message("merchant", "交了"), message("bot", "交给谁了？", "银行", "代理商")
    due = "2026-11-26T18:00:00+08:00"
    text = page(SCRIPT, [Scene(AT, said, tapped=False, case=case(due_at=due, due_promised=True))])
    assert text.splitlines() == [
        *("# 多扣费", "", "五金店老板。", "", "## 11月23日（周一）", ""),
        *("**商户** 09:12", "", "> 交了", ""),
        *("**账房** 09:12", "", "> 交给谁了？", "", "可点：［银行］［代理商］", ""),
        "<sub>多扣费 · 等待 · 等到11月26日（周四），对方答应</sub>",
    ]


def test_a_tapped_reply_is_told_from_a_typed_one() -> None:
    """In brackets, as it was offered."""
    tapped = page(SCRIPT, [Scene(AT, (message("merchant", "银行"),), tapped=True, case=case())])
    assert "> ［银行］" in tapped


def test_the_state_is_shown_when_it_changes() -> None:
    """Twice the same would only be in the way."""
    scene = Scene(AT, (message("bot", "在呢"),), tapped=False, case=case())
    assert page(SCRIPT, [scene, scene]).count("<sub>") == 1


def test_lines_of_a_bubble_stay_lines() -> None:
    """Numbered and dotted lines too, and nothing of the text is taken for markup."""
    text = page(
        SCRIPT,
        [Scene(AT, (message("bot", "1. 甲_乙\n· 丙\n\n丁"),), tapped=False, case=case())],
    )
    assert "> 1\\. 甲\\_乙\\\n> · 丙\n>\n> 丁" in text


def test_random_case_numbers_give_the_same_bytes() -> None:
    """Each case keeps a number of its own, and it is a sound one."""

    def written(*numbers: str) -> str:
        bubbles = tuple(message("bot", f"编号 {number} 收好") for number in numbers)
        return page(SCRIPT, [Scene(AT, bubbles, tapped=False, case=case())])

    first = written("ZF-20261123-K4MT-F", "ZF-20261123-0A7C-X", "ZF-20261123-K4MT-F")
    assert first == written("ZF-20261123-7777-M", "ZF-20261123-HH2P-4", "ZF-20261123-7777-M")
    numbers = [line.split()[2] for line in first.splitlines() if "编号" in line]
    assert len(set(numbers)) == 2
    assert all(is_case_number(number) for number in numbers)


@pytest.mark.parametrize(
    "turn", ["{say: 好, tap: 做好了}", "{}"], ids=["typed and tapped", "neither, and no time"]
)
def test_a_turn_that_makes_no_sense(turn: str, tmp_path: Path) -> None:
    """It is named, with its file."""
    script = tmp_path / "x.yml"
    script.write_text(
        f'title: 甲\npersona: 乙\nbegins: "2026-11-23T09:00:00+08:00"\nturns: [{turn}]'
    )
    with pytest.raises(Failure, match=r"x\.yml is no script"):
        read_script(script)


def test_every_script_has_its_page() -> None:
    """Ten, each under its script's name."""
    folder = ROOT / "docs" / "transcripts"
    scripts = {path.stem for path in (folder / "scripts").glob("*.yml")}
    assert len(scripts) >= 10
    assert scripts == {path.stem for path in folder.glob("*.md")} - {"README"}
