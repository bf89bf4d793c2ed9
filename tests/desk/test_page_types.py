"""The page's types are made from the API as it is."""

import json
from pathlib import Path

from zhangfang.running.api_description import api_description
from zhangfang.running.layout import find_layout

HERE = Path(__file__)


def test_the_description_that_the_page_is_typed_by_is_the_desks_own():
    layout = find_layout(HERE)
    kept = json.loads((layout.root / "web" / "openapi.json").read_text(encoding="utf-8"))
    assert kept == json.loads(api_description(layout)), "make types brings it up to date"
