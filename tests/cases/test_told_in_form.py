"""A fact filled in by its name is read as the chat reads it, or refused in words that help."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhangfang.cases.case import Fact
from zhangfang.cases.told_in_form import Told, Unclear, read_told
from zhangfang.cases.wording import fact_name, fact_questions
from zhangfang.guides.model import Knowledge

NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
FIELDS = yaml.safe_load((Path(__file__).parent / "told_in_form.yml").read_text())


def called(field: dict[str, Any]) -> str:
    return f"{field['name']}: {field['typed']}" + (" (day known)" if "before" in field else "")


@pytest.mark.parametrize("field", FIELDS, ids=called)
def test_a_field_is_read_or_refused(field: dict[str, Any], knowledge: Knowledge) -> None:
    """The value, or a sentence that says what to write."""
    before = Fact(value=field["before"]) if "before" in field else None
    label = fact_name(knowledge, "overcharged", field["name"])
    question = fact_questions(knowledge, "overcharged")[field["name"]]
    found = read_told(Told(field["name"], label, field["typed"], NOW, before), question)
    if "refused" in field:
        assert isinstance(found, Unclear), found
        assert field["refused"] in found.message
        assert found.message.endswith("。")
        assert field["typed"] not in found.message or not field["typed"]
    else:
        assert isinstance(found, Fact), found
        assert (found.value, found.approximate) == (
            field["value"],
            field.get("approximate", False),
        )
        assert found.said == field["typed"]
