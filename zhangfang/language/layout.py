"""How a message is laid out: its lines, and the gaps that a voice transcript puts between words."""

from __future__ import annotations

import re
from dataclasses import replace

from zhangfang.language.normalise import Aligned

_HAN = "一-鿿〇"
_GAP = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_SPOKEN_GAP = re.compile(
    rf"(?<=[{_HAN}]) +(?=[{_HAN}])|(?<=\d) +(?=[点时分秒月日号块元毛角百千万])|(?<=[点月]) +(?=\d)"
)
_WORDS = re.compile(rf"[{_HAN}]+")
_LINE_END = re.compile(r"[\r\n\v\f\u2028]")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[\r\n\v\f\u2028](?=[\r\n]?\d)")
_FEWEST_GAPS = 3
_LONGEST_WORD = 3.5
# 三百二 三点: the number after the gap is a day or a clock, not the rest of the sum.
_SUM_BEFORE = re.compile(r"[百千万][零一二三四五六七八九十]*$")
_TIME_AFTER = re.compile(r"[零一二两三四五六七八九十]+(?:[点号月]|个半?小时)")


def as_one_line(aligned: Aligned) -> Aligned:
    """The text with its line ends as commas, which part two facts; 280 and 960 stay apart."""
    text = _BETWEEN_FIGURES.sub(";", aligned.text)
    return replace(aligned, text=_LINE_END.sub(",", text))


def close_gaps(aligned: Aligned) -> Aligned:
    """昨天 下午 三 点 刷 了 三 百 二: the text without its gaps, if it is a transcript."""
    if not is_transcript(aligned.text):
        return aligned
    dropped = {
        place
        for gap in _SPOKEN_GAP.finditer(aligned.text)
        if not _parts_facts(aligned.text, gap)
        for place in range(*gap.span())
    }
    kept = [place for place in range(len(aligned.text)) if place not in dropped]
    return Aligned(
        "".join(aligned.text[place] for place in kept),
        tuple(aligned.origins[place] for place in kept),
    )


def is_transcript(text: str) -> bool:
    """Whether spaces stand between short words throughout, not only between sentences."""
    gaps = len(_GAP.findall(text))
    if gaps < _FEWEST_GAPS:
        return False
    words = _WORDS.findall(text)
    return sum(map(len, words)) <= _LONGEST_WORD * len(words)


def _parts_facts(text: str, gap: re.Match[str]) -> bool:
    before, after = text[: gap.start()], text[gap.end() :]
    return _SUM_BEFORE.search(before) is not None and _TIME_AFTER.match(after) is not None
