"""What holds for every text, not only for the cases."""

from __future__ import annotations

import json
from datetime import datetime

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhangfang.language.durations import read_durations
from zhangfang.language.normalise import Spellings, align, normalise
from zhangfang.language.numerals import read_number
from zhangfang.language.reading import read_facts

NOW = datetime(2026, 11, 22, 14, 0)  # noqa: DTZ001
WORDS = (
    *"0123456789零一二三四五六七八九十百千万两点半号日月年周元块毛分角，。：:-/. *%¥xXkw",
    *("单号", "卡号", "身份证", "手机", "密码", "验证码", "昨天", "上周", "前", "晚上", "扣了", "不是"),
    *("6222021234567890123", "13912345678", "20261118140322", "参考号", "RMB", "TK", "CVV", "６２", "\u200b"),
)  # fmt: skip
TALK = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
TEXTS = st.one_of(TALK, st.text(max_size=60))


@given(TEXTS, st.sampled_from([None, "amount", "order_number", "transaction_time"]))
@settings(deadline=None)
def test_any_text_can_be_read(text: str, asking: str | None) -> None:
    """No text stops a reader, and what is read is JSON."""
    facts = read_facts(text, NOW, asking=asking)
    read_durations(normalise(text))
    assert set(json.loads(json.dumps(facts.as_json()))) == {
        "order_number", "amount", "transaction_time",
    }  # fmt: skip


@given(TEXTS)
@settings(deadline=None)
def test_said_is_what_stands_in_the_message(text: str) -> None:
    """A fact's span is a span of the message as it was typed."""
    facts = read_facts(text, NOW)
    single = [fact for fact in (facts.order_number, facts.transaction_time) if fact]
    for fact in (*single, *facts.amounts):
        assert text[fact.start : fact.end] == fact.said


@given(TEXTS)
@settings(deadline=None)
def test_every_normalised_character_has_an_origin(text: str) -> None:
    aligned = align(text)
    assert len(aligned.text) == len(aligned.origins)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_agree_with_cn2an(number: int) -> None:
    read = read_number(cn2an.an2cn(str(number)))
    assert read is not None
    assert number == read.value


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([("单号", ["号"])], "too short"),
        ([("单号", ["丹号"]), ("订单号", ["丹号"])], "keep one"),
        ([("刷卡机", ["卡机"])], "must not be changed again"),
    ],
)
def test_a_damaging_spelling_is_refused(pairs: list[tuple[str, list[str]]], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Spellings.from_pairs(pairs)


def test_a_lone_surrogate_does_not_stop_a_reader() -> None:
    """JSON may carry half a character."""
    assert read_facts("扣了320\ud83d", NOW).as_json()["amount"] == ["320"]
