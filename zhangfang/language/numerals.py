"""Numbers as merchants write them: 320, 1,288.00, 三百二, 2万3, 1.2w, 2k5, 叁仟陆佰捌拾, 廿五.

cn2an is the oracle of the tests, not the reader: it knows no 俩, k, w or 百二, gives floats, and
raises KeyError on 一亿二.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGIT_OF = {char: value for value, char in enumerate("零一二三四五六七八九")}
_SCALE_OF = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CANONICAL = str.maketrans(
    "〇壹贰叁肆伍陆柒捌玖拾佰仟两俩仨弍弎幺kKwW", "零一二三四五六七八九十百千二二三二三一千千万万"
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")

DIGITS = "零〇一二三四五六七八九两俩仨壹贰叁肆伍陆柒捌玖"
CHINESE = DIGITS + "十百千万亿拾佰仟廿卅"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
# 二十来万, 三十几万: about so many
_ABOUT = r"(?:(?<=[十百千0])[来多几余](?=[万亿]))"
# 一次五百一次三百: the second 一 counts what follows it.
_RUN = rf"(?:(?!(?:(?<=[百千万])|(?<=[百千万][一二三四五六七八九]))[一两三](?:次|笔|单|回|张|个))(?:[{CHINESE}]|{_ABOUT}))+"
_FEW = r"零?\d{1,4}(?![\d:./点月号日])"
NUMERAL = (
    rf"(?:{ARABIC}(?:(?:\s|{_ABOUT})?[百千万亿kKwW](?![A-Za-z])(?:{_FEW}|{_RUN})?)*"
    rf"|[{DIGITS}十]+[百千万](?:{_FEW})|{_RUN})"
)
SMALL = rf"(?:\d{{1,2}}|[{DIGITS}十廿]{{1,3}})"


@dataclass(frozen=True)
class Number:
    """A number read; `vague` when the words name a range, as 两三百 does."""

    value: Decimal
    vague: bool = False


def read_number(said: str) -> Number | None:
    """What `said` is worth, or None when it is not a number."""
    about = re.search(r"[来多几余](?=[万亿])", said)
    if about is not None:
        exact = read_number(said[: about.start()] + said[about.end() :])
        return None if exact is None else Number(exact.value, vague=True)
    text = said.replace(",", "").replace(" ", "").translate(_CANONICAL)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tokens = _TOKEN.findall(text)
    if not tokens or not all(map(_is_number_token, tokens)):
        return None
    if not any(token in _SCALE_OF for token in tokens):
        return _plain(tokens)
    narrowed = _without_ranges(tokens)
    return Number(_scaled(narrowed), vague=narrowed != tokens)


def read_small(said: str) -> int | None:
    """A whole number such as an hour, a day or a count of days."""
    number = read_number(said)
    if number is None or number.value != int(number.value):
        return None
    return int(number.value)


def plain_decimal(value: Decimal) -> str:
    """320, 19.9, 1288: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_number_token(token: str) -> bool:
    return token in _DIGIT_OF or token in _SCALE_OF or token[0] in "0123456789"


def _value(token: str) -> Decimal:
    return Decimal(_DIGIT_OF[token]) if token in _DIGIT_OF else Decimal(token)


def _plain(tokens: list[str]) -> Number | None:
    if len(tokens) == 1:
        return Number(_value(tokens[0]))
    if all(token in _DIGIT_OF for token in tokens):
        return Number(Decimal("".join(str(_DIGIT_OF[token]) for token in tokens)))
    return None


def _without_ranges(tokens: list[str]) -> list[str]:
    """两三百 → 两百, 十七八 → 十七: of two digits side by side the lower one stays."""
    kept: list[str] = []
    for token in tokens:
        follows_digit = bool(kept) and kept[-1] in _DIGIT_OF and kept[-1] != "零"
        if not (token in _DIGIT_OF and follows_digit):
            kept.append(token)
    return kept


def _scaled(tokens: list[str]) -> Decimal:
    """A lone last digit takes the scale below: 三百二 is 320, 2万3 is 23000, 三百零二 is 302."""
    total = section = Decimal(0)
    pending, below = "", 1
    for part in tokens:
        scale = _SCALE_OF.get(part)
        if part == "零":
            below = 1
        elif scale is None:
            pending = part
        else:
            count = _value(pending) if pending else Decimal(0)
            if scale < 10_000:
                section += (count or Decimal(1)) * scale
            elif scale == 10_000:
                total, section = total + (section + count or Decimal(1)) * scale, Decimal(0)
            else:
                total, section = (total + section + count or Decimal(1)) * scale, Decimal(0)
            pending, below = "", scale // 10
    last = _value(pending) if pending else Decimal(0)
    return total + section + last * (below if len(pending) == 1 else 1)
