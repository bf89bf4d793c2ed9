"""The page of the format in English and in Chinese says the same, as far as a machine can tell."""

import re
from pathlib import Path

import pytest

from zhangfang.evidence.pack import CARRIED
from zhangfang.evidence.verifier.verify import CODES

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH = (DOCS / "evidence-format.md").read_text("utf-8")
CHINESE = (DOCS / "evidence-format.zh-CN.md").read_text("utf-8")

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9][0-9A-Za-z⁵³]*")


def parts(page: str) -> list[str]:
    """The head of a page and its numbered sections."""
    return re.split(r"^(?=## )", page, flags=re.MULTILINE)


BOTH = [
    pytest.param(english, chinese, id=english.splitlines()[0].lstrip("# "))
    for english, chinese in zip(parts(ENGLISH), parts(CHINESE), strict=True)
]


def headings(page: str) -> list[tuple[str, str]]:
    """Level and number of each; those below a section have no number."""
    found = re.findall(r"^(#+) (?:([0-9]+)\. )?", FENCED.sub("", page), re.MULTILINE)
    return [(level, number) for level, number in found]


def first_column(part: str) -> list[list[str]]:
    """What stands in code marks in the first cell of each row of its tables."""
    return [INLINE.findall(row.split("|")[1]) for row in part.splitlines() if row.startswith("|")]


def codes_and_places(page: str) -> list[tuple[list[str], list[str]]]:
    rows = [line.split("|") for line in parts(page)[5].splitlines() if line.startswith("| `")]
    return [(INLINE.findall(row[1]), INLINE.findall(row[2])) for row in rows]


def test_they_have_the_same_sections():
    assert headings(CHINESE) == headings(ENGLISH)
    assert [number for level, number in headings(ENGLISH) if level == "##"] == list("1234567")


def test_they_show_the_same_examples():
    assert FENCED.findall(CHINESE) == FENCED.findall(ENGLISH)


def test_they_list_all_codes_in_the_order_of_the_verifier():
    assert codes_and_places(CHINESE) == codes_and_places(ENGLISH)
    assert [code for codes, _ in codes_and_places(CHINESE) for code in codes] == list(CODES)


@pytest.mark.parametrize(("english", "chinese"), BOTH)
def test_their_tables_name_the_same(english, chinese):
    assert first_column(chinese) == first_column(english)


@pytest.mark.parametrize(("english", "chinese"), BOTH)
def test_what_stands_in_code_marks_is_the_same(english, chinese):
    """Keys, names of files, values and formulas: a rule that only one page has would show here."""
    in_code = [set(INLINE.findall(FENCED.sub("", part))) for part in (english, chinese)]
    assert in_code[1] == in_code[0]


@pytest.mark.parametrize(("english", "chinese"), BOTH)
def test_no_number_differs(english, chinese):
    """Sizes, limits, offsets and clauses of standards, each as often as on the other page."""
    plain = [INLINE.sub("", FENCED.sub("", part)) for part in (english, chinese)]
    assert sorted(NUMBER.findall(plain[1])) == sorted(NUMBER.findall(plain[0]))


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_they_name_what_every_pack_carries(page):
    assert {name for row in first_column(parts(page)[4]) for name in row} >= set(CARRIED)


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_their_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert [it for it in links if "://" not in it and not (DOCS / it).exists()] == []
