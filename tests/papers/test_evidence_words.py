"""The smaller parts: lines of changes, characters to be seen, numbers put back, moments."""

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pylopdf_fonts_zh_cn import sans_path
from reading_back import knowledge

from zhangfang.cases.change import Change, changes_adapter
from zhangfang.papers.evidence import moments
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.change_lines import change_line
from zhangfang.papers.evidence.glyphs import code_points, has_glyph
from zhangfang.papers.evidence.revealed import number_name, reveal
from zhangfang.papers.evidence.visible import in_print, on_screen

LINES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("change_lines.yml").read_text(encoding="utf-8")
)
PLACED: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("revealed.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", LINES, ids=[row["line"] for row in LINES])
def test_a_change_in_words(row: dict[str, Any]) -> None:
    (change,) = changes_adapter.validate_python([row["change"]])
    assert change_line(change, CaseWords(knowledge(), row.get("family"))) == row["line"]


def test_every_kind_of_change_has_words() -> None:
    kinds = {one.model_fields["kind"].default for one in get_args(get_args(Change)[0])}
    assert kinds == {row["change"]["kind"] for row in LINES}


@pytest.mark.parametrize("row", PLACED, ids=[row["text"] for row in PLACED])
def test_numbers_are_put_back(row: dict[str, Any]) -> None:
    found = reveal(row["text"], row["numbers"])
    shown = "".join(f"[{it.text}]" if it.masked else it.text for it in found.pieces)
    assert shown == row["shown"]
    assert dict(found.elsewhere) == row.get("elsewhere", {})


@given(st.text(), st.dictionaries(st.sampled_from(["phone-1", "phone-2", "identity-1"]), st.text()))
def test_nothing_is_lost_by_putting_back(text: str, numbers: dict[str, str]) -> None:
    found = reveal(text, numbers)
    assert "".join(it.text if it.masked is None else it.masked for it in found.pieces) == text
    placed = [it.text for it in found.pieces if it.masked is not None]
    assert sorted([*placed, *found.elsewhere.values()]) == sorted(numbers.values())


def test_names_of_numbers() -> None:
    assert number_name("phone-2") == "电话 2"
    assert number_name("identity-1") == "身份证号 1"
    assert number_name("passport-1") == "passport-1"


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printed_can_be_drawn(text: str) -> None:
    """And what can be drawn is unchanged."""
    shown = in_print(text, has_glyph)
    assert all(char == "\n" or has_glyph(char) for char in shown)
    shown.encode()


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_on_screen_can_be_written_and_turns_nothing(text: str) -> None:
    shown = on_screen(text)
    shown.encode()
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r\0")


def test_ordinary_text_is_unchanged() -> None:
    text = "多扣了 12.50 元——「订单号」TK2026！囍龘犇㎡℃①…·é Ж\n第二行"
    assert in_print(text, has_glyph) == on_screen(text) == text


def test_the_font_knows_chinese_and_no_emoji() -> None:
    points = code_points(sans_path())
    assert {ord(char) for char in "账房的了元1aZ。"} <= points
    assert ord("😀") not in points
    assert len(points) > 20_000


def test_a_file_that_is_no_font(tmp_path: Path) -> None:
    other = tmp_path / "none.otf"
    other.write_bytes(b"OTTO\0\0" + bytes(100))
    with pytest.raises(ValueError, match="cmap"):
        code_points(other)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-22T10:00:05.120+08:00", "2026-11-22 10:00:05"),
        ("2026-11-22T02:00:05Z", "2026-11-22 10:00:05"),
        ("2026-11-22T10:00:05", "2026-11-22 10:00:05"),
        ("soon", "soon"),
        ("", ""),
        ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_moments(written: str, shown: str) -> None:
    assert moments.second(written) == shown
