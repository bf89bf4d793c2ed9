import re

import pytest

from zhangfang.desk.greeting import greeting
from zhangfang.desk.responses import load_responses


def test_the_greeting_is_what_domain_yml_says(tmp_path, knowledge):
    domain = tmp_path / "domain.yml"
    domain.write_text(
        "responses:\n  utter_greet:\n  - text: 你好\n  utter_which_family:\n  - text: 哪一种？\n"
    )
    bubble = greeting(load_responses(domain), knowledge)
    assert bubble.text == "你好\n哪一种？"
    assert [option.payload for option in bubble.options] == [
        f"/{name}" for name in knowledge.guides
    ]


@pytest.mark.parametrize(
    "content", ["", "{}", "responses:\n", "responses:\n  utter_greet:\n  - text: 你好\n"]
)
def test_a_missing_response_is_named(tmp_path, knowledge, content):
    domain = tmp_path / "domain.yml"
    domain.write_text(content)
    with pytest.raises(ValueError, match=re.escape(str(domain)) + ".*responses.utter_"):
        greeting(load_responses(domain), knowledge)
