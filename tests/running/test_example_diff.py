"""What is exported of accepted corrections: a diff that git applies, and nothing twice."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from zhangfang.running.example_diff import Learnt, example_diff

ROOT = Path(__file__).parents[2]
NEW = "刷了 350 一直没见着影"


@pytest.fixture
def checkout(tmp_path) -> Path:
    for folder in ("data/nlu", "tests/language"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def learnt(sentence: str, name: str, what: str = "intent", value: str | None = None) -> Learnt:
    return Learnt(sentence, what, name, sentence, value, "2026-11-22T10:00")


def applied(checkout: Path, diff: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=checkout, input=diff.encode(), check=True)


def examples(checkout: Path, path: str) -> list[str]:
    block = yaml.safe_load((checkout / "data/nlu" / path).read_text("utf-8"))["nlu"][0]
    return block["examples"].splitlines()


def test_examples_go_to_the_file_of_their_intent(checkout) -> None:
    """A topic's to the topic's; the diff applies, and the files are what Rasa reads."""
    howto = "外卖平台费率是几个点呀师傅"
    found = example_diff(
        checkout, [learnt(NEW, "not_arrived"), learnt(howto, "out_of_scope/rates")]
    )
    assert found.added == (NEW, howto)
    before = (checkout / "data/nlu/not_arrived.yml").read_text("utf-8")
    assert NEW not in before
    applied(checkout, found.diff)
    assert f"- {NEW}" in examples(checkout, "not_arrived.yml")
    assert f"- {howto}" in examples(checkout, "out_of_scope/rates.yml")


def test_what_is_known_is_not_added_again(checkout) -> None:
    """Not what data/ has, not the same twice, and not what is an example of something else."""
    [old, *_] = [it.removeprefix("- ") for it in examples(checkout, "not_arrived.yml")]
    found = example_diff(
        checkout,
        [
            learnt(old, "not_arrived"),
            learnt(NEW, "not_arrived"),
            learnt(NEW, "not_arrived"),
            learnt(old, "overcharged"),
            learnt("随便一句", "no_such"),
        ],
    )
    assert found.added == (NEW,)
    assert found.known == (old, NEW)
    assert [reason.split()[-1] for _, reason in found.by_hand] == [
        "already",
        "data/nlu/no_such.yml",
    ]
    assert found.diff.count(f"+    - {NEW}") == 1


def test_other_marks_and_blanks_make_no_other_sentence(checkout) -> None:
    """Nor does the width of a figure."""
    found = example_diff(
        checkout,
        [
            learnt(NEW, "not_arrived"),
            learnt("刷了350，一直没见着影。", "not_arrived"),
        ],
    )
    assert found.added == (NEW,)
    assert found.known == ("刷了350，一直没见着影。",)


def test_what_was_accepted_as_two_things_teaches_neither(checkout) -> None:
    """However often it is exported; somebody has to decide."""
    found = example_diff(
        checkout,
        [learnt(NEW, "not_arrived"), learnt("刷了 ３５０ 一直没见着影！", "overcharged")],
    )
    assert (found.diff, found.added, found.known) == ("", (), ())
    assert {reason for _, reason in found.by_hand} == {
        "it was accepted as not_arrived and as overcharged"
    }


def test_facts_become_cases_of_the_tests_of_their_rules(checkout) -> None:
    """They fail until somebody mends the rule; what has no such file is left to a person."""
    found = example_diff(
        checkout,
        [
            learnt("多扣：350, 你看", "amount", "fact", "350"),
            learnt("前天夜里那笔", "transaction_time", "fact", "2026-11-20T22:00"),
            learnt("不是金额 12", "amount", "fact"),
            learnt("流量费", "overcharge_kind", "fact", "service_fee"),
        ],
    )
    assert len(found.added) == 3
    [(left, _)] = found.by_hand
    assert left.name == "overcharge_kind"
    applied(checkout, found.diff)
    money = yaml.safe_load((checkout / "tests/language/money.yml").read_text("utf-8"))
    assert money[-2:] == [
        {"text": "多扣：350, 你看", "amounts": ["350"]},
        {"text": "不是金额 12", "amounts": []},
    ]
    times = yaml.safe_load((checkout / "tests/language/times.yml").read_text("utf-8"))
    assert times[-1]["time"] == "2026-11-20T22:00"
    assert times[-1]["now"] == "2026-11-22T10:00"


def test_what_is_measured_with_is_not_trained_on(checkout) -> None:
    """The report would praise itself."""
    kept = checkout / "tests/data/samples/sentences.tsv"
    kept.parent.mkdir(parents=True)
    kept.write_text(f"text\tlabel\n{NEW}\tnot_arrived\n", "utf-8")
    found = example_diff(checkout, [learnt(NEW, "not_arrived")])
    assert found.diff == ""
    assert "measures" in found.by_hand[0][1]


def test_nothing_accepted_is_no_diff(checkout) -> None:
    assert example_diff(checkout, []).diff == ""
