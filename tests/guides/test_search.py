"""Which entry of faq.yml answers a question asked in the middle of a case."""

from pathlib import Path

import pytest

from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge
from zhangfang.guides.search import find_answer, find_explained

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(ROOT / "knowledge")


def test_every_phrasing_finds_its_own_entry(knowledge: Knowledge) -> None:
    """However it is ended, and with a particle or two."""
    found = {
        (entry.id, ask): answer.id
        if (answer := find_answer(knowledge.faq, f"{ask}啊？", None))
        else None
        for entry in knowledge.faq
        for ask in entry.ask
    }
    assert {key: got for key, got in found.items() if got != key[0]} == {}


@pytest.mark.parametrize(
    "text", ["", "？", "今天会下雨吗", "费率能不能给我降一点", "你是机器人吗", "钱"]
)
def test_other_questions_find_nothing(knowledge: Knowledge, text: str) -> None:
    """Better no answer than another question's."""
    assert find_answer(knowledge.faq, text, None) is None


def test_an_entry_of_another_family_is_not_for_this_case(knowledge: Knowledge) -> None:
    """What is true of a refund may be wrong of a fee."""
    entry = next(entry for entry in knowledge.faq if entry.families)
    other = next(family for family in knowledge.guides if family not in entry.families)
    found = find_answer(knowledge.faq, entry.ask[0], other)
    assert found is None or found.id != entry.id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("结算明细截图在哪找", "payout_detail"),
        ("收单协议去哪找啊", "agreement"),
        ("小票签购单怎么弄", "slip"),
        ("今天天气怎么样", None),
        ("你们老板是谁", None),
    ],
)
def test_materials_and_steps_are_found_by_name(
    knowledge: Knowledge, text: str, found: str | None
) -> None:
    explained = find_explained(knowledge.guides["not_arrived"], text)
    assert (explained.id if explained else None) == found
