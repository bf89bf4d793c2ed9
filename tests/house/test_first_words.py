"""First sentences and real page titles lead to the right family, or are turned away."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from running_house import House, Merchant

pytestmark = pytest.mark.rasa

CASES = yaml.safe_load((Path(__file__).parent / "first_words.yml").read_text())


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in CASES])
def test_first_words(case: dict[str, Any], house: House) -> None:
    """What the first sentence leads to."""
    answer = Merchant.arrives(house).says(case["text"])
    facts = {name: value for name, value in answer["case"]["facts"].items() if value}
    assert {"family": answer["case"]["family"], "facts": facts} == {
        "family": case["family"],
        "facts": case.get("facts", {}),
    }
