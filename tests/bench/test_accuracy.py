"""Which sentences count for which share."""

from typing import Any

import pytest

from bench.accuracy import chosen_or_offered, score_sentences
from zhangfang.cases.reading import SURE


def reading(intent: str, confidence: float = 1.0, *ranking: str) -> dict[str, Any]:
    return {
        "intent": intent,
        "confidence": confidence,
        "ranking": [[name, 0.1] for name in ranking or (intent,)],
    }


PAIRS = [
    (("overcharged", "easy", "plain"), reading("overcharged")),
    (("overcharged", "hard", "typo"), reading("greet", 0.1, "greet", "not_arrived", "overcharged")),
    (("not_arrived", "hard", "story,voice"), reading("not_arrived")),
    (("wrong_refund", "hard", "plain"), reading("overcharged")),
    (("greet", "easy", "plain"), reading("greet")),
    (("out_of_scope", "hard", "near_miss:rate"), reading("overcharged")),
    (("out_of_scope", "hard", "near_miss:device"), reading("out_of_scope")),
    (("out_of_scope", "hard", "near_miss:consumer_credit"), reading("greet")),
    (("out_of_scope", "hard", "near_miss:other_bank"), reading("wrong_refund")),
    (("out_of_scope", "hard", "consumer:recharge,typo"), reading("not_arrived")),
    (("out_of_scope", "easy", "plain"), reading("out_of_scope")),
]
ROWS = [
    {"label": label, "difficulty": difficulty, "tags": tags}
    for (label, difficulty, tags), _ in PAIRS
]
READINGS = [read for _, read in PAIRS]


@pytest.mark.parametrize(
    ("name", "right", "of"),
    [
        ("families", 2, 4),
        ("families_easy", 1, 1),
        ("families_medium", 0, 0),
        ("families_hard", 1, 3),
        ("overcharged", 1, 2),
        ("families_offered", 3, 4),
        ("other_labels", 1, 1),
        ("out_of_scope", 2, 6),
        ("near_miss", 1, 2),
        ("consumer", 0, 3),
        ("all", 5, 11),
        ("out_of_scope_as_family", 3, 6),
        ("near_miss_as_family", 1, 2),
        ("consumer_as_family", 2, 3),
    ],
)
def test_score(name: str, right: int, of: int) -> None:
    assert {"right": right, "of": of} == score_sentences(ROWS, READINGS)[name]


@pytest.mark.parametrize(
    ("read", "expect"),
    [
        (reading("overcharged", SURE), True),
        (reading("wrong_refund", SURE, "wrong_refund", "overcharged"), False),
        (reading("greet", SURE, "greet", "overcharged"), False),
        (reading("wrong_refund", SURE - 0.01, "wrong_refund", "greet", "overcharged"), True),
        (reading("greet", 0.1, "greet", "wrong_refund", "not_arrived", "overcharged"), False),
        (reading("greet", 0.1, "greet"), False),
    ],
    ids=[
        "chosen",
        "another chosen",
        "something else chosen",
        "offered, other intents do not count",
        "third",
        "in no ranking",
    ],
)
def test_chosen_or_offered(read: dict[str, Any], *, expect: bool) -> None:
    assert expect == chosen_or_offered("overcharged", read)
