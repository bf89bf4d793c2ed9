"""Hides what must not be stored: card numbers, identity numbers, telephones, passwords, codes.

A card keeps its first six and last four digits; a password or a code is dropped. Masking works on
the text as it was typed, and masking twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from zhangfang.language.identifiers import identity_valid, looks_like_card, luhn_valid
from zhangfang.language.normalise import fold_in_place
from zhangfang.language.span import Span, overlaps

Kind = Literal["card", "identity", "phone", "secret"]
HIDDEN = "〔已隐去〕"


@dataclass(frozen=True)
class Finding:
    """One thing hidden, and what stands in its place."""

    kind: Kind
    shown: str


@dataclass(frozen=True)
class Masked:
    """A text safe to store."""

    text: str
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Hit:
    kind: Kind
    start: int
    end: int


_DIGIT = "0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_DIGIT_OF = {char: str(value) for value, char in enumerate("零一二三四五六七八九")}
_DIGIT_OF |= {char: str(value) for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"幺": "1"}
_GAP = "[ \t\u200b.·_\r\n-]"
_RUN = re.compile(rf"[{_DIGIT}](?:{_GAP}{{0,3}}[{_DIGIT}])*{_GAP}?[Xx]?")
_PHONE = re.compile(
    r"(?<![A-Za-z0-9*])(?<![A-Za-z0-9][-_])(?:\+?86[ -]?)?(?P<number>[1一幺][ \u200b-]?[3-9三四五六七八九]"
    rf"(?:[ \u200b-]{{0,2}}[{_DIGIT}]){{9}})(?![A-Za-z0-9*{_DIGIT[3:]}]|[-_ ]?[0-9]{{5}}|[-_][A-Za-z])"
)
_TOLD_PHONE = re.compile(
    r"(?:电话|手机|tel|phone|mobile|vx|微信)(?:号码?)?[:是为 ]*(?P<number>1[3-9][0-9]{9})(?![0-9])",
    re.IGNORECASE,
)
_GLUE = r"[\s:=,.。、]*(?:(?:就?是|为|叫|给你|发给你|发过来的?|收到的?|写的|填的|输的|我|的|了|码|号|在这)[\s:=,]*){0,4}[\"“'「(]?"
_VALUE = rf"(?:[{_DIGIT}](?:[ \u200b-]{{0,2}}[{_DIGIT}]){{2,11}}|(?=[A-Za-z!@#$%^&_]*[0-9])[A-Za-z0-9!@#$%^&_]{{4,24}})"
_NOT_VALUE = r"(?![元块毛%*次位遍个天笔号点分秒年月日]|\s*[元块]|[A-Za-z0-9])"
_SECRETS = (
    re.compile(
        rf"(?:密码|口令|验证码|校验码|动态码|短信码|安全码|背面后?三位(?:数字?)?|背后三位|(?<![a-z])(?:cvv2?|cvc2?|cvn2?|pin)(?![a-z])(?:码)?)"
        rf"{_GLUE}(?P<value>{_VALUE}){_NOT_VALUE}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![A-Za-z0-9*])(?P<value>[0-9]{3,8})[\s,]*(?:就?是|为)(?:我|你|这个|那个|短信|支付|交易|登录|取款|银行卡?|卡|的)*"
        r"(?:密码|验证码|校验码|动态码|安全码|cvv)",
        re.IGNORECASE,
    ),
)
_CARD_WORD = re.compile(
    r"(?:卡|ka|咔|帐|账)(?:的)?(?:号|hao)|(?:银行|信用|储蓄|借记|结算|付款)(?:卡|ka)|账户|帐户|存折|(?:这|那)张卡|卡是|card",
    re.IGNORECASE,
)
_ID_WORD = re.compile(r"身份证|证件号|身份号|id\s?card", re.IGNORECASE)
_OTHER_WORD = re.compile(
    r"单号|订单|流水|参考号|交易号|商户号|终端号|凭证号|批次号|授权码|编号|运单|快递|order|ref|sn(?![a-z])|信用代码|执照",
    re.IGNORECASE,
)
_BROKEN_CARD = re.compile(r"62|4|5[1-5]")
_CARD_AFTER = re.compile(
    r"\s*[,(]?(?:就是|这是|是|为)(?:我|他|她|顾客|客户|客人)?的?(?:银行|信用|储蓄)?卡号?(?!\s*[0-9])"
)


def mask(text: str) -> Masked:
    """Hide until nothing is left to hide."""
    found: list[Finding] = []
    while True:
        hits = _hits(fold_in_place(text))
        if not hits:
            return Masked(text, tuple(found))
        found += [Finding(hit.kind, _shown(text, hit)) for hit in hits]
        text = _replaced(text, hits)


def _replaced(text: str, hits: list[_Hit]) -> str:
    parts: list[str] = []
    position = 0
    for hit in hits:
        parts += [text[position : hit.start], _shown(text, hit)]
        position = hit.end
    return "".join([*parts, text[position:]])


def _hits(text: str) -> list[_Hit]:
    """What to hide, in order, none overlapping; the surest kinds claim first."""
    claimed: list[_Hit] = []
    finders: tuple[Callable[[str], Iterator[_Hit]], ...] = (_secrets, _runs, _phones)
    for finder in finders:
        for hit in finder(text):
            spans: list[Span] = [(other.start, other.end) for other in claimed]
            if not overlaps((hit.start, hit.end), spans):
                claimed.append(hit)
    return sorted(claimed, key=lambda hit: hit.start)


def _secrets(text: str) -> Iterator[_Hit]:
    for pattern in _SECRETS:
        for match in pattern.finditer(text):
            yield _Hit("secret", *match.span("value"))


def _phones(text: str) -> Iterator[_Hit]:
    for match in _TOLD_PHONE.finditer(text):
        yield _Hit("phone", *match.span("number"))
    for match in _PHONE.finditer(text):
        if _context(text, match.start()) != "other":
            yield _Hit("phone", *match.span("number"))


def _runs(text: str) -> Iterator[_Hit]:
    """Identity and card numbers: windows of whole groups inside a run of digits."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= 13 and not _in_latin_word(text, run):
            yield from _in_run(text, run)


def _in_run(text: str, run: re.Match[str]) -> Iterator[_Hit]:
    groups = [
        (run.start() + group.start(), run.start() + group.end())
        for group in re.finditer(rf"[{_DIGIT}Xx]+", run.group())
    ]
    position = 0
    while position < len(groups):
        hit = _window(text, groups, position)
        if hit is None:
            position += 1
            continue
        yield hit
        position = next((i for i, (start, _) in enumerate(groups) if start >= hit.end), len(groups))


def _window(text: str, groups: list[Span], first: int) -> _Hit | None:
    """The best stretch of groups from `first` on: a valid number, or the longest one named so."""
    context = _context(text, groups[0][0])
    named: _Hit | None = None
    for last in range(min(len(groups), first + 19) - 1, first - 1, -1):
        start, end = groups[first][0], groups[last][1]
        code = _figures(text[start:end])
        if not 13 <= len(code) <= 19:
            continue
        kind = _kind(code, context, called_card=_CARD_AFTER.match(text, end) is not None)
        if kind is None or (_over_lines(text[start:end]) and not _is_broken(code, kind, context)):
            continue
        if identity_valid(code) or luhn_valid(code.rstrip("X")):
            return _Hit(kind, start, end)
        named = named or _Hit(kind, start, end)
    return named


def _over_lines(said: str) -> bool:
    return "\n" in said or "\r" in said


def _is_broken(code: str, kind: Kind, context: str) -> bool:
    """A number that a line end broke in two, not two numbers in two lines."""
    if context == kind == "card":
        return luhn_valid(code) or code.startswith("62")
    if kind == "card":
        return len(code) in (16, 19) and luhn_valid(code) and _BROKEN_CARD.match(code) is not None
    return identity_valid(code)


def _kind(code: str, context: str, *, called_card: bool) -> Kind | None:
    digits_only = code.isdigit()
    if context == "identity" and len(code) in (15, 18):
        return "identity"
    if context == "card" or called_card:
        return "card" if digits_only else None
    if context == "other":
        return None
    if identity_valid(code):
        return "identity"
    return "card" if digits_only and looks_like_card(code) else None


def _context(text: str, start: int) -> str:
    """The last word before `start` that says what the number is, looking past other digits."""
    before = re.sub(rf"[{_DIGIT}*Xx]{{4,}}", "", text[max(0, start - 60) : start])[-20:]
    nearest = {
        "card": _last(_CARD_WORD, before),
        "identity": _last(_ID_WORD, before),
        "other": _last(_OTHER_WORD, before),
    }
    name = max(nearest, key=lambda key: nearest[key])
    return name if nearest[name] >= 0 else ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _in_latin_word(text: str, run: re.Match[str]) -> bool:
    """A code such as TK2026…: its digits are not a card's unless the words before say so."""
    before = re.search(r"[A-Za-z]+[-_]?$", text[: run.start()][-12:])
    joined = before is not None and _CARD_WORD.search(before.group()) is None
    return joined and _context(text, run.start()) not in ("card", "identity")


def _figures(said: str) -> str:
    """A run's digits as 0-9, with the X of an identity number."""
    return "".join(_DIGIT_OF.get(char, char) for char in said if char.isalnum()).upper()


def _shown(text: str, hit: _Hit) -> str:
    said = text[hit.start : hit.end]
    if hit.kind == "secret":
        return HIDDEN
    kept = {"card": (6, 4), "identity": (3, 4), "phone": (3, 4)}[hit.kind]
    return _starred(said, *kept)


def _starred(said: str, first: int, last: int) -> str:
    total = sum(char.isalnum() for char in said)
    shown: list[str] = []
    index = 0
    for char in said:
        is_figure = char.isalnum()
        hidden = is_figure and first <= index < total - last
        shown.append("*" if hidden else char)
        index += is_figure
    return "".join(shown)
