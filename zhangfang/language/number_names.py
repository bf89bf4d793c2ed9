"""What the words beside a number call it: a card, an identity number, a telephone, or none of these.

A name is close when hardly a word stands between it and the number. A close name decides; a distant
one only helps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zhangfang.language.digit_runs import HAN_DIGITS
from zhangfang.language.label_words import LABELS

Kind = Literal["card", "card_number", "identity", "phone", "other"]

_REACH = 40
_PERSONAL = {"secret", "id", "postcode", "tail", "card", "bare_card", "phone", "time", "expiry"}
_ORDERS = "|".join(pattern for kind, pattern in LABELS if kind not in _PERSONAL)
_BANK = r"(?:银行|信用|储蓄|借记|结算|付款|收款|工资|工行|建行|农行|中行|招行|交行|邮政|社保)"
_NAMES: tuple[tuple[Kind, str], ...] = (
    ("identity", r"(?:身份证|证件|身份|居民证)(?:的?号码?)?|id\s?card|(?<![a-z])sfz(?:h|hao)?"),
    (
        "card_number",
        (
            rf"{_BANK}?(?:卡|ka|咔)(?:片|的|面)?(?:号码?|hao|[帐账]号)|[帐账][号户]|户头|存折"
            r"|(?<![a-z])kh|card\s?(?:no|num(?:ber)?|#)"
        ),
    ),
    ("card", rf"{_BANK}(?:卡|ka)|卡(?!机|单|纸|住|了|死|顿|片)|card|(?<![a-z])ka(?![a-z])"),
    (
        "phone",
        (
            r"电话|手机|(?<![证卡单])号码|联系(?:方式|我|他)?|微信号?|加我|打(?:给|我|他|她)"
            r"|(?<![a-z])(?:tel|phone|mobile|vx|wx|dh|sjh)(?![a-z])"
        ),
    ),
    ("other", _ORDERS),
)
_NAME = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _NAMES), re.IGNORECASE)
_NUMBER = re.compile(rf"[{HAN_DIGITS}0-9*][{HAN_DIGITS}0-9* ·._-]{{2,}}[{HAN_DIGITS}0-9*Xx]")
_FILL = re.compile(
    r"[\W_]|就|是|为|叫|的|[号户](?=码?)|码|我|你|他|她|给|发|报|记|写|填|存|这|那|个|串|下面|如下|在|了|一下|完整|全"
    r"|有|呢|吧|啊|哈|呀|哦|no|number|本人|顾客|客人|客户|老公|老婆|我家|后面|前面|应该|好像"
)
_LISTED = re.compile(
    r"[\s,、/]*(?:和|跟|还有|另外|以及|及|或|、|/|,?再|同)[\s,、/一个]*(?:是|有)?\s*"
)
_AFTER = re.compile(
    r"[\s,)]*[(]?(?:(?:这个?|那个?|都)?(?:就?是|为|乃|系)|的|这|那|[(,]\s?)\s*(?:我|你|他|她|咱|顾客|客户|客人|本人|这笔|那笔|店里|老板)*(?:自己)?的?(?:一?个|那张)?"
    rf"(?:{_NAME.pattern})(?![^0-9{HAN_DIGITS},。;!?]{{0,6}}[0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """What a number is called; `close`: the words stand right beside it."""

    kind: Kind
    close: bool


def name_of(text: str, start: int, end: int) -> Name | None:
    """What the words before and after the number at `start`–`end` call it, the surest first."""
    before = name_before(text, start)
    if before is not None and before.close:
        return before
    after = _AFTER.match(text, end)
    if after is not None and after.lastgroup is not None:
        return Name(_kind(after), close=True)
    return before


def name_before(text: str, start: int) -> Name | None:
    """What the last word before `start` that names numbers calls the number there."""
    window = text[max(0, start - _REACH) : start]
    last = _last(_NAME, window)
    if last is None:
        return None
    return Name(_kind(last), close=_is_glue(window[last.end() :]))


def naming_end(text: str) -> str:
    """The last words of a message if they name a number that is still to come: 我的卡号是."""
    window = text[-_REACH:]
    last = _last(_NAME, window)
    if last is None or re.search(rf"[0-9*{HAN_DIGITS}]{{2}}|[?吗么没]", window[last.end() :]):
        return ""
    return window[last.start() :] if _is_glue(window[last.end() :]) else ""


def _is_glue(between: str) -> bool:
    """Whether a name still holds after what stands between it and the number."""
    last = _last(_NUMBER, between)
    if last is None:
        return len(_FILL.sub("", between)) <= 1
    return _LISTED.fullmatch(between, last.end()) is not None


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind, _ in _NAMES if match.group(kind) is not None)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
