"""What smells of fraud, abuse, despair or a threat is noticed, and ordinary complaints are not."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from zhangfang.guides.dangers import smells_of
from zhangfang.guides.load import load
from zhangfang.guides.model import Danger

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = YAML(typ="safe").load(HERE / "dangers.yml")


@pytest.fixture(scope="module")
def dangers() -> tuple[Danger, ...]:
    return load(HERE.parents[1] / "knowledge").dangers


@pytest.mark.parametrize("sentence", SENTENCES, ids=[one["text"] for one in SENTENCES])
def test_sentence(sentence: dict[str, Any], dangers: tuple[Danger, ...]) -> None:
    """Each sentence smells of what dangers.yml says, and of nothing else."""
    assert [danger.id for danger in smells_of(dangers, sentence["text"])] == sentence["smells"]


def test_every_danger_has_its_sentences(dangers: tuple[Danger, ...]) -> None:
    """No danger is shipped that no sentence tries, and none in `smells` that is not shipped."""
    tried = {name for one in SENTENCES for name in one["smells"]}
    assert tried == {danger.id for danger in dangers}


def test_width_case_and_marks_between_characters_do_not_hide_it() -> None:
    """Swindlers are quoted as they write: spaced out, full-width, in capitals."""
    danger = Danger(id="code", kind="fraud", said=(("CVV", "报"),), answer="别报。")
    assert smells_of((danger,), "他叫我 报　ｃ·Ｖ-v") == (danger,)


def test_every_word_of_a_group_is_wanted() -> None:
    """Half a group is an ordinary complaint; a word of `unless` takes it back."""
    danger = Danger(
        id="swap", kind="fraud", said=(("换机", "押金"),), unless=("扣了",), answer="先别交。"
    )
    assert smells_of((danger,), "换机要等几天") == ()
    assert smells_of((danger,), "换机要押金") == (danger,)
    assert smells_of((danger,), "换机押金扣了") == ()
