"""Numbers that say what they are: 终端号 12345678, 尾号 6222, 客服 95516, 参考号 …, 单号 ….

A number under one label is nothing else: the readers of amounts, times and order numbers all start
from here. Texts are normalised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhangfang.language.identifiers import MOBILE, identity_valid, looks_like_card
from zhangfang.language.label_words import LABELS
from zhangfang.language.numerals import CHINESE, DIGITS
from zhangfang.language.span import Span, overlaps


@dataclass(frozen=True)
class Labelled:
    """A number or code with the kind its label gives it; `said` is the value as written."""

    kind: str
    said: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the value stands, without its label."""
        return (self.start, self.end)

    @property
    def code(self) -> str:
        """Letters and digits only, upper case, spoken digits as figures."""
        return re.sub(r"[\W_]", "", self.said.translate(_SPOKEN)).upper()


_SPOKEN = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_LABEL = re.compile(
    "|".join(f"(?P<g{index}>{pattern})" for index, (_, pattern) in enumerate(LABELS)),
    re.IGNORECASE,
)
_KINDS = [kind for kind, _ in LABELS]
_GLUE = re.compile(
    r"(?:不是|\d{1,2}位|[\s:,.、;=#()<>\"'“”‘’「」『』【】\[\]…~。!]|就是|是|为|叫|应该|好像|大概|看了|看下|看看|查了?下|一下|(?:小票|票|凭条|单子|手机|机器|屏幕)上|写的|写着|显示"
    r"|上面|的|这个|那个|这|那|如下|给你|发你|发给|报给|号码|号|码|在|有|找到了?|查到了?|翻到了?|抄|来"
    r"|呢|啊|哦|吧|嗯|呐|哈|我|你|记|下|到|也|了|至){0,10}"
)
_TOKEN = re.compile(r"[A-Za-z0-9*]+")
_SPOKEN_DIGIT = f"[{DIGITS}幺]"
_SPOKEN_DIGITS = re.compile(
    rf"(?:[A-Za-z]{{1,6}}[\s-]?)?(?:{_SPOKEN_DIGIT}{{4,}}|{_SPOKEN_DIGIT}{{2,3}}(?=[\s-]{_SPOKEN_DIGIT}{{2}}))(?:[\s-]{_SPOKEN_DIGIT}{{2,}}(?![{CHINESE}元块毛点月号日]))*"
    rf"(?![{CHINESE}元块毛点月号日])"
)
_DASHED = re.compile(r"\s?[-_]+\s?([A-Za-z0-9*]+)")
_SPACED = re.compile(
    r"[ \u00b7.]{1,2}([A-Za-z]{0,4}\d{1,28}|[A-Za-z](?= [A-Za-z\d] ))(?![A-Za-z0-9]|\.\d)"
)
_UNIT = re.compile(
    r"\s*(?:元(?![旦宵])|[块毛角%‰万千]|年|月|日(?!期)|号(?!码|单|楼)|点(?!击|了)|时(?!间)|:\d|/\d|[天笔次台遍]|个|多块|rmb|来块|分钟|小时)"
)
_PHONE_LIKE = re.compile(r"(?:95\d{3}|96\d{3,4}|10\d{3}|12\d{3}|400\d+|\d{7,})$")
_COMPACT_TIME = re.compile(
    r"20[23]\d[01]\d[0-3]\d(?:[\s\-T_]?[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?![\dA-Za-z])"
)
_LINK = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:-]+|(?<![\w.-])[\w.-]+@[\w.-]+|(?<![\w-])[\w-]+\.(?:com|cn|net)[\w/]*"
)
_ADDRESS = re.compile(
    r"[路街弄巷幢栋座]\s?\d+(?:-\d+)?号|(?:大道|小区|园区)\s?\d+(?:-\d+)?号"
    r"|\d+\s?(?:号楼|栋|幢|单元)\s?(?:\d单元)?\s?\d{3,4}(?!\d|[元块])|\d+\s?(?:号楼|号院|号店|号机|号窗|号桌|号线|栋|幢|单元|室|弄|楼)"
)
_CARD_TAIL = re.compile(
    r"(?:^|(?<=[\s,。]))(?:银行|信用)?卡\s?\d{4}(?=[\s,。;的])|(?<=账[户号]|[蓄用借记行]卡)\*{0,4}\d{4}(?=[于在的\s,。;])"
)
_MASKED_CARD = re.compile(r"(?<![A-Za-z0-9*])\d{4}[ -]?\d{0,2}\*{2,}[* -]*\d[\d ]{2,3}\d(?![\d*])")
_CARD_SHAPE = re.compile(r"(?<![A-Za-z0-9])\d(?:[ -]?\d){12,18}[Xx]?(?![A-Za-z0-9]|[ -]\d)")
_LANDLINE = re.compile(
    r"(?<![A-Za-z0-9-])(?:0\d{2,3}[- ]\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4}|[48]00[- ]\d{4}[- ]\d{3})(?![\d-])"
)
_TAIL_AFTER = re.compile(
    r"(?<![\dA-Za-z])\d{4}(?=(?:的|这张|那张|结尾的?|尾号的?)[^,。;\s]{0,4}卡|结尾)"
)

_CODE_BEFORE = re.compile(
    r"(?<![A-Za-z0-9-])[A-Za-z0-9-]{8,}\s*(?:就?是|这个|为|这)(?:我|这笔|那笔)?的?(?:交易|支付)?$"
)
_PLACES = (("link", _LINK), ("address", _ADDRESS), ("tail", _TAIL_AFTER), ("tail", _CARD_TAIL))
_SERVICE_LINE = re.compile(
    r"(?<![A-Za-z0-9¥.:额扣刷收付退卖款共-])(?:955\d\d|10086|123(?:15|45|78|63|21|48))(?![A-Za-z0-9元块.]|\s?[元块毛])"
)
_PHONES = (("phone", MOBILE), ("phone", _LANDLINE), ("phone", _SERVICE_LINE))
_EXPIRY = re.compile(r"\d{1,4}[/.年-]?\d{0,2}")
_LONGEST_RUN, _LONGEST_CODE, _LONGEST_GROUP, _FULL_GROUP = 64, 32, 12, 5
_CODE_BEGUN, _CODE_WHOLE, _MANY = 2, 12, 3
_IN_GROUPS = {"order", "loose_order", "reference", "card", "bare_card", "courier", "licence", "id"}


def read_labelled(text: str) -> list[Labelled]:
    """The labelled numbers of a normalised text, in order, none overlapping."""
    found = _matches(text, _PLACES)
    for label in _LABEL.finditer(text):
        kind = _KINDS[int((label.lastgroup or "g0")[1:])]
        if _inside_word(text, label) or overlaps(label.span(), _spans(found)):
            continue
        value = _value_after(text, label, kind)
        if value is not None and not overlaps(value.span, _spans(found)):
            found.append(value)
    found += [item for item in _unlabelled(text) if not overlaps(item.span, _spans(found))]
    return sorted(found, key=lambda item: item.start)


def run_end(text: str, start: int, *, spaced: bool = True) -> int:
    """Where the code that begins at `start` ends, over dashes and groups of digits."""
    token = _TOKEN.match(text, start)
    if token is None:
        return start
    end, group = token.end(), token.group()
    while True:
        step = _DASHED.match(text, end)
        if step is None and spaced and "-" not in text[start:end]:
            step = _next_group(text, start, end, group)
        if step is None:
            return end
        end, group = step.end(), step.group(1)


def _next_group(text: str, start: int, end: int, group: str) -> re.Match[str] | None:
    """The group after a space, if it belongs to the code and not to the next fact."""
    step = _SPACED.match(text, end)
    if step is None or step.end() - start > _LONGEST_RUN or _UNIT.match(text, step.end()):
        return None
    size = len(re.sub(r"[\W_]", "", text[start:end]))
    if size + len(step.group(1)) > _LONGEST_CODE or MOBILE.fullmatch(step.group(1)):
        return None
    if _is_one_of_many(text, step, size) or _goes_on(step.group(1), group, size, end - start):
        return step
    return None


def _is_one_of_many(text: str, step: re.Match[str], size: int) -> bool:
    """2026 1120 1 8 3 5: groups of any size, as long as the code is not whole without them."""
    group, following = step.group(1), _groups_from(text, step.start())
    if re.match(r"[-/:]\d", text[step.end() :]) or not 0 < len(group) <= _LONGEST_GROUP:
        return False
    if len(group) == 1 or following >= _MANY:
        return True
    is_more = following > 1 or (len(group) >= _FULL_GROUP and not is_compact_day(group))
    return _CODE_BEGUN <= size < _CODE_WHOLE and is_more


def _groups_from(text: str, position: int) -> int:
    """How many groups follow each other after single spaces."""
    count = 0
    while (step := _SPACED.match(text, position)) and not _UNIT.match(text, step.end()):
        count, position = count + 1, step.end()
    return count


def _goes_on(step: str, group: str, size: int, said: int) -> bool:
    """The run is made of short groups, or letters stand before its figures."""
    is_head = group.isalpha() and size == len(group)
    if len(step) < 2 or (len(step) > _LONGEST_GROUP and not is_head):
        return False
    is_serial = re.match(r"0\d\d", step) is not None or is_compact_day(group)
    is_card = size == 16 and len(step) == 3  # 6222 0212 3456 7890 123
    is_other = (
        size >= _CODE_WHOLE and not is_card and 3 <= len(step) != len(group) and not is_serial
    )
    longest = 6 if said == len(group) else 8
    return not is_other and (group.isalpha() or len(group) <= longest or is_serial)


def is_compact_day(group: str) -> bool:
    """Whether a group of digits is a day such as 20261118, the head of many order numbers."""
    return re.fullmatch(r"20[23]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", group) is not None


def _matches(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> list[Labelled]:
    return [
        Labelled(kind, match.group(), *match.span())
        for kind, pattern in patterns
        for match in pattern.finditer(text)
    ]


def _unlabelled(text: str) -> list[Labelled]:
    """Telephone, card and identity numbers are known by their shape alone."""
    masked = _matches(text, (("card", _MASKED_CARD),))
    cards = masked + [
        item for item in _matches(text, (("card", _CARD_SHAPE),)) if _is_personal(item.code)
    ]
    return _matches(text, _PHONES) + cards


def _is_personal(code: str) -> bool:
    return identity_valid(code) or looks_like_card(code)


def _spans(found: list[Labelled]) -> list[Span]:
    return [item.span for item in found]


def _inside_word(text: str, label: re.Match[str]) -> bool:
    """A Latin label must not be a part of a longer Latin word."""
    start, end = label.span()
    starts_latin = label.group()[0].isascii() and label.group()[0].isalpha()
    ends_latin = label.group()[-1].isascii() and label.group()[-1].isalpha()
    before = starts_latin and start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    after = ends_latin and end < len(text) and text[end].isascii() and text[end].isalpha()
    return before or after


def _value_after(text: str, label: re.Match[str], kind: str) -> Labelled | None:
    label_start, position = label.span()
    glue = _GLUE.match(text, position)
    start = glue.end() if glue else position
    if kind == "time":
        return _found(text, "time", start, _COMPACT_TIME.match(text, start))
    spoken = _SPOKEN_DIGITS.match(text, start)
    if spoken is not None and not kind.startswith(("loose", "bare")):
        return _found(text, kind, start, spoken)
    if kind == "expiry":
        return _found(text, kind, start, _EXPIRY.match(text, start))
    end = run_end(text, start, spaced=kind in _IN_GROUPS)
    said = text[start:end]
    if kind == "order" and _CODE_BEFORE.search(text[max(0, label_start - 40) : label_start]):
        return None
    if not said or _UNIT.match(text, end) or not _fits(kind, said):
        return None
    return Labelled(_settled(kind), said, start, end)


def _found(text: str, kind: str, start: int, match: re.Match[str] | None) -> Labelled | None:
    return None if match is None else Labelled(kind, text[start : match.end()], start, match.end())


def _fits(kind: str, said: str) -> bool:
    letters = sum(char.isalpha() for char in said)
    digits = sum(char.isdigit() for char in said)
    if kind == "loose_order":
        return digits >= 8 or (letters > 0 and digits >= 5)
    if kind == "tail":
        return digits in (3, 4)
    if kind == "phone":
        return _PHONE_LIKE.match(re.sub(r"\D", "", said)) is not None
    if kind in ("card", "bare_card") and "*" in said:
        return True
    least_digits, least_characters = _LEAST.get(kind, (1, 1))
    return digits >= least_digits and letters + digits >= least_characters


_LEAST = {  # digits; letters and digits
    "order": (3, 4),
    "reference": (6, 6),
    "terminal": (1, 4),
    "merchant": (1, 4),
    "loose_merchant": (8, 8),
    "courier": (8, 8),
    "licence": (1, 6),
    "id": (4, 4),
    "card": (8, 8),
    "bare_card": (12, 12),
}


def _settled(kind: str) -> str:
    return kind.removeprefix("loose_").removeprefix("bare_")
