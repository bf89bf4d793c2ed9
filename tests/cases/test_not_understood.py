"""What the bot made nothing of is on record as that: two in a row call a person."""

from datetime import datetime
from pathlib import Path

import pytest

from zhangfang.cases.case import Case, Conversation
from zhangfang.cases.change import NotUnderstood
from zhangfang.cases.engine import respond
from zhangfang.cases.reading import Reading
from zhangfang.guides.load import load

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
CASE = Case(number="ZF-20261122-AAAA-A", family="overcharged", opened_at=NOW.isoformat())
NOTHING_YET = Conversation()
WITH_A_CASE = Conversation(cases=(CASE,), current=CASE.number)


@pytest.fixture(scope="module")
def guides():
    return load(Path(__file__).parents[2] / "knowledge")


@pytest.mark.parametrize("conversation", [NOTHING_YET, WITH_A_CASE], ids=["no case", "a case"])
@pytest.mark.parametrize(
    ("topic", "times"),
    [(None, 1), ("noise", 1), ("rates", 0), ("smalltalk", 0)],
)
def test_noise_is_not_understood_though_it_has_an_answer(guides, conversation, topic, times):
    reading = Reading(text="咕噜咕噜呱呱呱", intent="out_of_scope", topic=topic)
    turn = respond(guides, conversation, reading, NOW, iter(()))
    assert sum(isinstance(change, NotUnderstood) for change in turn.changes) == times
    assert turn.replies
