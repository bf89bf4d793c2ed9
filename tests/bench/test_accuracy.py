"""Which sentences count for which share."""

import pytest

from bench.accuracy import score_sentences

ROWS = [
    {"label": label, "difficulty": difficulty, "tags": tags}
    for label, difficulty, tags in (
        ("overcharged", "easy", "plain"),
        ("overcharged", "hard", "typo"),
        ("not_arrived", "hard", "story,voice"),
        ("greet", "easy", "plain"),
        ("out_of_scope", "hard", "near_miss:rate"),
        ("out_of_scope", "easy", "plain"),
    )
]
READINGS = [
    {"intent": intent}
    for intent in ("overcharged", "greet", "not_arrived", "greet", "overcharged", "out_of_scope")
]


@pytest.mark.parametrize(
    ("name", "right", "of"),
    [
        ("families", 2, 3),
        ("families_easy", 1, 1),
        ("families_medium", 0, 0),
        ("families_hard", 1, 2),
        ("overcharged", 1, 2),
        ("other_labels", 1, 1),
        ("out_of_scope", 1, 2),
        ("near_miss", 0, 1),
        ("all", 4, 6),
    ],
)
def test_score(name: str, right: int, of: int) -> None:
    assert {"right": right, "of": of} == score_sentences(ROWS, READINGS)[name]
