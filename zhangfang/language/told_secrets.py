"""Finds passwords, PINs, CVVs and codes from text messages: they are dropped, never kept.

A code has a word of codes beside it, or six digits and such a word not far off. What has a unit,
another name or a word of money beside it is no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhangfang.language.digit_runs import Run, digit_runs
from zhangfang.language.number_names import name_before, name_of
from zhangfang.language.secret_words import (
    BACK,
    CODE,
    LINK,
    LONE_CODE,
    MONEY,
    OTHER_NUMBER,
    THREE,
)
from zhangfang.language.span import Span

_LINKS = rf"{LINK}{{0,12}}"
_CODE = re.compile(rf"(?P<word>{CODE}|{LONE_CODE}){_LINKS}$", re.IGNORECASE)
_LONE = re.compile(rf"(?:{LONE_CODE})[\s:是系]*$")
_BACK = re.compile(rf"(?:{BACK}){_LINKS}$", re.IGNORECASE)
_THREE = re.compile(rf"(?P<word>{THREE}){_LINKS}$")
_AFTER_CARD = re.compile(
    r"(?:有效期|exp|[0-9*]{4}[^0-9*]{1,6})[^0-9*;。]{0,6}(?<![0-9])(?:0[1-9]|1[0-2])\s?[/-]?\s?(?:20)?[23][0-9](?![0-9])[\s,/]{1,3}$"
    r"|(?:卡|有效期|[0-9*]{4}\s)[^;。]{0,20}后面[^,。;]{0,2}$",
    re.IGNORECASE,
)
_CARD = re.compile(r"卡|有效期|[0-9](?:[ -]?[0-9]){14}|visa|master", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    rf"[\s\"”'」』)]*(?:,?\s*(?:这|就|也|都)*(?:是|为|乃)|\(|这|[,]?\s?)(?:{LINK}|银行|卡号?|登录|支付|交易|取款){{0,6}}?"
    rf"(?:(?P<back>{BACK}|{THREE})|{CODE}|短信码|短信(?:里|上)?的码|(?:刚才?|刚刚)?的?短信(?:上|里|中)面?的(?![单订流参])|(?:银行|95[0-9]{3})(?:刚|刚才)?发(?:来|过来|给我)?的(?![账单流])|(?<=[个这那串是])码(?![头号]))",
    re.IGNORECASE,
)
# 密码错误，我输的是 4488: what was entered at a word of codes
_ENTERED = re.compile(
    rf"(?:{CODE})[^0-9。;\n]{{0,10}}(?:输入?|填|打|明明|按)的?(?:就?是|都是|了)?[\s:]*$",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"[^0-9,。;!?]{0,6}[0-9]")
_MENTIONED = re.compile(
    rf"(?:{CODE}|{LONE_CODE}|短信|骗子)(?:[^0-9]|(?<![0-9])[0-9]{{3,8}}(?![0-9])|[0-9]{{4,}}){{0,20}}$",
    re.IGNORECASE,
)
_MENTIONED_NEAR = re.compile(rf"(?:{CODE})[^0-9,。;]{{0,6}}$", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:(?<![没未只才少])收到(?!账|钱|款)|念|报给?|告诉|(?<!金额)输入?|发给|让我?|填|说|(?:95[0-9]{3}|银行|短信)(?:上|里|给我)?发)[^0-9,。;]{0,8}$"
)
_SPOKEN_AFTER = re.compile(
    r"\s?,?(?:我|就|也|都|已经)*(?:念|报|告诉|发|说|给)(?:了|过|给)*(?:他|她|人家|对方|客服|骗子|业务员)"
    r"|\s?,?(?:是|就|这)*(?:银行)?(?:短信(?:里|上|中|刚)?(?:面|头)?(?:发来|收到|说|给|来|写|发)?|刚才?(?:收到|发来))的(?:码|[\s,。;!?]|$)"
)
_OF_MONEY = re.compile(r"(?:[扣刷付款额钱账费价共¥退差]|金额)[^,。;]{0,4}$")
_MONEY = re.compile(MONEY)
_UNIT = re.compile(
    r"\s?(?:[元块毛%¥*次位遍个天笔点分秒年月日万千百]|号(?!码)|rmb)|(?!c[vw]|pin|otp|yzm)[A-Za-z]|\.[0-9]|[-_][A-Za-z0-9]",
    re.IGNORECASE,
)
_OR = re.compile(r"[\s,]{0,2}(?:还是|或者?是?|要么是?|/|、)\s?")
_GONE = re.compile(r"[\s,]*(?:还|都|又|也)?(?:没(?!错)|未|到账|退|扣|进(?!不|去|来)|多|少|成功)")
# 第一条码 2703，第二条 9854: the second of two, said by its place among them
_ANOTHER = re.compile(
    r"[^0-9。;\n]{0,10}(?:第[二三四]|另外?一?[条个次]|[上下前后]一?[条个次]|新的|改成|换成|变成|重发的?|后来|之前)[^0-9。;\n]{0,5}"
)
_NO_CODE = re.compile(r"95\d{3}|1[02]\d{3}|20[0-3]\d(?:0[1-9]|1[0-2])[0-3]\d|0*")
_ENTERING = re.compile(r"输[入了完好对错]?(?:的|过)?$")
_PASSWORD = re.compile(
    r"(?:密码|口令|pass(?:word)?|passwd|pwd|mima)(?:[\s:=是为叫的了]|[改设换][成为]?){0,5}[\"“'「(]?"
    r"(?P<value>(?=[A-Za-z!@#$%^&_]*[0-9])(?=[0-9]*[A-Za-z!@#$%^&_])[A-Za-z0-9!@#$%^&_]{4,24})(?![A-Za-z0-9元块%])",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(rf"(?:{CODE}|{BACK}|{THREE})(?:{LINK}){{0,4}}$", re.IGNORECASE)
_NOT_TOLD = re.compile(r"没|不|无|要|问|别|未|吗|什么|骗|输|忘")


def told_secrets(text: str) -> Iterator[Span]:
    """Where the secrets of a folded text stand, without the words that name them."""
    for match in _PASSWORD.finditer(text):
        yield match.span("value")
    last = (0, 0)
    for run in digit_runs(text):
        for code, start, end in _candidates(run):
            if _is_secret(text, code, start, end) or _is_another(text, last, (start, end)):
                yield start, end
                last = (start, end)


def secret_to_come(text: str) -> str:
    """The last words of a message if they name a secret that is still to come: 验证码是."""
    match = _STILL_TO_COME.search(text[-20:])
    if match is None or _NOT_TOLD.search(text[-20:][: match.start()][-6:] + match.group()):
        return ""
    return match.group()


def _is_another(text: str, last: Span, here: Span) -> bool:
    """The second of two that the merchant wavers between: 是 7494… 还是 4921…."""
    if here[1] - here[0] != last[1] - last[0]:
        return False
    if _OR.fullmatch(text, last[1], here[0]) is not None:
        return True
    between = _ANOTHER.fullmatch(text, last[1], here[0])
    is_sum = between is None or _MONEY.search(between.group()) or _UNIT.match(text, here[1])
    name = name_of(text, *here)
    return not is_sum and not (name is not None and name.kind == "other" and name.close)


def _is_gone(before: str, after: str) -> bool:
    """没到账, 退了: the number was a sum; but 密码5460，退货… goes on to something else."""
    next_clause = after.lstrip().startswith(",") and _is_right_before(before)
    return not next_clause and _GONE.match(after) is not None


def _candidates(run: Run) -> Iterator[tuple[str, int, int]]:
    """The whole run, if it is as short as a code; otherwise its short groups."""
    last = len(run.groups) - 1
    whole = run.code(0, last)
    if 3 <= len(whole) <= 12 and set("".join(run.gaps)) <= set(" \u200b-"):
        yield whole, *run.span(0, last)
    elif 4 <= len(whole) <= 8 and last and len({len(group.code) for group in run.groups}) == 1:
        yield whole, *run.span(0, last)  # 三二一、零零五; its parts alone are no codes
    if last:
        for group in run.groups:
            if 3 <= len(group.code) <= 8:
                yield group.code, group.start, group.end


def _is_secret(text: str, code: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 24]
    if before[-1:].isascii() and re.search(r"[A-Za-z][-_]?$|(?<![A-Za-z])[0-9][.:]$", before):
        by_google = before[-2:] == "G-" and len(code) == 6 and _NAMED_AFTER.match(after)
        return bool(_glued_name(before) or by_google) and not _UNIT.match(after)
    if _UNIT.match(after) or (len(code) != 6 and _NO_CODE.fullmatch(code)):
        return len(code) == code.count("0") > 3 and _is_right_before(before)
    name = name_of(text, start, end)
    harmless = name is not None and name.kind == "other" and name.close
    if len(code) == 3:
        return not _GONE.match(after) and (_is_back(before, after) or _is_right_before(before))
    if _is_named(text, code, before, after):
        return not harmless or (_is_right_before(before) and not _is_plain_code(text, start))
    return len(code) == 6 and not harmless and _is_six(text, before, after)


def _is_plain_code(text: str, start: int) -> bool:
    """码 4412是优惠码: what is only called 码 is what the words behind it call it."""
    earlier = name_before(text, start)
    named = earlier is not None and earlier.close
    return not named and _LONE.search(text[max(0, start - 40) : start]) is not None


def _glued_name(before: str) -> bool:
    """CVV381, otp884213: the letters right before the digits are the name."""
    return re.search(rf"(?<![A-Za-z])(?:{CODE}|{BACK})$", before, re.IGNORECASE) is not None


def _is_back(before: str, after: str) -> bool:
    """Three digits from the back of a card."""
    if _BACK.search(before) or _AFTER_CARD.search(before):
        return True
    three = _THREE.search(before)
    if three is not None:
        if re.match(r"\s*的?[那这]?个?[单号流参批凭]", after):
            return False
        return re.search(OTHER_NUMBER, before[: three.start()]) is None
    if _LONE.search(before):
        return True
    named = _NAMED_AFTER.match(after)
    if named is None or named["back"] is None:
        return False
    return _NEXT_NUMBER.match(after[named.end() :]) is None


def _is_right_before(before: str) -> bool:
    said = _CODE.search(before)
    return said is not None and said.end() - said.end("word") <= 3


def _is_named(text: str, code: str, before: str, after: str) -> bool:
    """Four digits and more with a word of codes beside them."""
    said = _CODE.search(before)
    if said is not None and (len(code) <= 8 or _is_right_before(before)):
        entering = _ENTERING.search(before[: said.start()]) is not None
        is_sum = len(code) < 6 and (_is_gone(before, after) or (entering and _MONEY.search(text)))
        return not is_sum
    if len(code) > 8:
        return False
    if _MENTIONED_NEAR.search(before) and not _GONE.match(after):
        return _MONEY.search(text) is None or len(code) == 6
    if _ENTERED.search(before) and _MONEY.search(before + after) is None:
        return not _GONE.match(after)
    named = _NAMED_AFTER.match(after)
    if named is None or named["back"] or _NEXT_NUMBER.match(after[named.end() :]):
        return False
    return len(code) == 6 or _MONEY.search(text) is None


def _is_six(text: str, before: str, after: str) -> bool:
    """Six digits not far from a word of codes: 验证码我给他了，145688."""
    if _OF_MONEY.search(before) or _GONE.match(after):
        return False
    if _MENTIONED.search(before):
        return True
    spoken = _SPOKEN.search(before) or _SPOKEN_AFTER.match(after)
    return spoken is not None and _MONEY.search(text) is None
