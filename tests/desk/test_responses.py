import re
from pathlib import Path

import pytest

from zhangfang.desk.responses import load_responses

ROOT = Path(__file__).parents[2]


@pytest.fixture
def domain(tmp_path):
    file = tmp_path / "domain.yml"
    file.write_text(
        "responses:\n"
        "  utter_due:\n  - text: |\n      编号 {number}\n      {due}到了 {number}\n  - text: 另一种说法\n"
        "  utter_picture:\n  - image: x.png\n"
    )
    return file


def test_the_first_wording_is_filled_in(domain):
    said = load_responses(domain).text("utter_due", {"number": "ZF-1", "due": "{number}日"})
    assert said == "编号 ZF-1\n{number}日到了 ZF-1"


@pytest.mark.parametrize("name", ["utter_nothing", "utter_picture"])
def test_a_response_without_a_text_is_named(domain, name):
    with pytest.raises(ValueError, match=re.escape(f"{domain}: responses.{name} is missing")):
        load_responses(domain).text(name)


def test_a_value_that_was_not_given_is_named(domain):
    with pytest.raises(ValueError, match=r"utter_due has a place {due}.*gives number"):
        load_responses(domain).text("utter_due", {"number": "ZF-1"})


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("utter_follow_up", ("number", "family", "due")),
        ("utter_follow_up_promised", ("number", "family", "due")),
        ("utter_limit_near", ("day",)),
    ],
)
def test_what_the_desk_says_when_a_day_has_come_is_in_the_domain(name, values):
    said = load_responses(ROOT / "domain.yml").text(name, {value: f"<{value}>" for value in values})
    assert all(f"<{value}>" in said for value in values)
