"""Every row of the source documents, and every checked fact, has its place or its reason."""

from collections import Counter
from pathlib import Path

import pytest

from zhangfang.guides.coverage import Covered, as_markdown, coverage
from zhangfang.guides.load import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rows() -> tuple[Covered, ...]:
    return coverage(load(ROOT / "knowledge"))


def test_every_row_has_its_place_or_a_reason(rows: tuple[Covered, ...]) -> None:
    assert [row.fault for row in rows if row.fault] == []


def test_no_row_was_dropped(rows: tuple[Covered, ...]) -> None:
    """The five documents have 297 rows; the checked facts 88 and more."""
    documents = Counter(row.row.id[0] for row in rows if row.row.level is None)
    assert documents == {"A": 62, "B": 63, "C": 55, "D": 53, "E": 64}
    assert sum(1 for row in rows if row.row.level) >= 88


def test_unverified_facts_are_shown_to_nobody(rows: tuple[Covered, ...]) -> None:
    assert [row.row.id for row in rows if row.row.level == "C" and row.places] == []


def test_the_page_is_true(rows: tuple[Covered, ...]) -> None:
    """docs/sources.md is what `zhangfang knowledge coverage` writes."""
    assert (ROOT / "docs/sources.md").read_text(encoding="utf-8") == as_markdown(rows)
