"""Finds a number that a merchant sent in two messages: 「卡号62220212」, then 「34567890123」.

The first message is read as it was stored, so some of its digits may be stars already. A join needs
a name in either message, or, between two bare numbers, a check digit or a mobile's shape.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhangfang.language.digit_runs import HAN_DIGITS, Run, as_digits, check_letter_end, digit_runs
from zhangfang.language.identifiers import identity_shaped, identity_valid, issued_card
from zhangfang.language.number_names import Name, name_of
from zhangfang.language.personal_numbers import KEPT, Kind
from zhangfang.language.span import Span
from zhangfang.language.starring import digit_places, middle

_DIGIT = f"[0-9{HAN_DIGITS}]"
_LONE_HAN = f"[{HAN_DIGITS}](?![{HAN_DIGITS}])"
_GAP = "[ \t\u200b.·_-]"
# 6228/4809: between groups of one size, as on a card
_BETWEEN_GROUPS = (
    r"(?:(?<=(?<![0-9])[0-9*]{4})|(?<=(?<![0-9])1[0-9]{2}))[/,、](?=[0-9*]{1,4}(?![0-9]))"
)
_TAIL = re.compile(
    rf"(?<![0-9][:./])(?P<number>(?:[0-9*]|{_DIGIT}(?={_GAP}{{0,3}}{_DIGIT}))(?:(?:{_GAP}{{0,3}}|{_BETWEEN_GROUPS})[0-9*{HAN_DIGITS}])*"
    rf"(?:{_GAP}{{0,2}}[Xx])?)(?P<trail>(?:[^0-9*{HAN_DIGITS}]|{_LONE_HAN}){{0,16}})$"
)
# 622202**: with a name, and not yet whole, wherever it stands.
_BEGUN = re.compile(r"(?<![0-9*A-Za-z.:])[0-9*](?:[ \u200b·-]?[0-9*]){2,13}(?![0-9*]|[ -][0-9*])")
_SUM = re.compile(r"[0-9]+\.[0-9]{1,2}")
_OF_MONEY = re.compile(
    r"(?:[扣刷付收退款额钱共到费价¥￥]|rmb)(?:[了的是过]|总共|一共)?[\s:]*$", re.IGNORECASE
)
_NO_WORDS = re.compile(r"[\W_]*")
_GOES_ON = re.compile(
    r"接|前[0-9一二三四五六七八九几]{1,2}[位个]|中间|后[面半边头段]|剩|下半|还有|然后|续|再|没[打发写输]完|未完|前[半面边头段]|开头(?!的)|起头|上半|先|[等稍][下等一]|分[两二开]|少了|最后|补|第[一二]段|手滑|发完|发全|念"
)
_HALF = re.compile(
    r"前[半面边头段]|后[半边头段]|上半|下半|半截|分[两二开]|没[打发写输]完|剩|接[着上]|第[一二]段"
)
_UNIT = re.compile(r"\s?(?:[元块毛%年月点个笔次天万千百]|日(?!本)|号(?!码)|:\d|rmb)", re.IGNORECASE)
_DAY = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MOBILE = re.compile(r"1[3-9][0-9*]{9}")
_COUNTRY = re.compile(rf"(?:00)?86{_GAP}?(?=1[3-9]{_GAP}?[0-9])")
_COMPLETE_CARD = re.compile(r"3[47]\d{4}\*{5}\d{4}|\d{6}\*{6}\d{4}|\d{6}\*{9}\d{4}")
_HIDDEN_CARD = re.compile(r"\d{6}\*+\d{0,4}")
_HIDDEN_PERSON = re.compile(r"\d{3}\*+\d{0,4}")
_BEGINS_LIKE_A_CARD = re.compile(r"62\d*|3[47]\d\d|9558|6013|\d{6,}")
_LONGEST_GLUE, _MOST_GROUPS = 12, 24
_TAIL_REACH = 120
_FOUR, _MARKS = 4, set("/,、")
_LAST_ONES = re.compile(r"[后末尾][0-9一二三四五六七八九几]{1,2}[位个]\W*(?:数字?)?(?:就?是)?\W*$")
_END_OF_IT = re.compile(r"(?:末尾|尾巴|结尾|末段|尾段)[几0-9一二两三四位的是]*\W*$")


@dataclass(frozen=True)
class SplitNumber:
    """A number in two messages: what to hide in each, and where its second half stands.

    Attributes:
        kind: what it is.
        before: the places to star out in the first message.
        text: the places to star out in the second.
        span: where the second half stands.
        said: its digits; of a number whose first half is hidden already, those of the second half.
    """

    kind: Kind
    before: frozenset[int]
    text: frozenset[int]
    span: Span
    said: str


@dataclass(frozen=True)
class _Part:
    """One half of a number.

    Attributes:
        span: where it stands in its message.
        code: its digits, and stars for those that are hidden already.
        name: what its message calls it.
        alone: whether the message has no words beside it.
        goes_on: whether the message says that there is more, or that this is the rest.
        is_sum: whether the words before it speak of money.
        in_groups: whether it is written in groups, as on a card.
        is_end: whether the words before it call it the last digits of something.
        parted: whether these groups are parted by commas or slashes, as lists are.
    """

    span: Span
    code: str
    name: Name | None
    alone: bool
    goes_on: bool
    is_sum: bool = False
    in_groups: bool = False
    is_end: bool = False
    parted: bool = False


def split_number(before: str, text: str) -> SplitNumber | None:
    """The number that the end of `before` and the beginning of `text` are, if they are one.

    Both texts are folded.
    """
    heads = list(_heads(text))
    for tail in _tails(before):
        for head in heads:
            found = _joined(tail, head)
            if found is not None:
                return _split(before, tail, text, head, *found)
    return None


def goes_on_harmless(before: str, text: str) -> bool:
    """Whether `text` begins with the other half of an order number: 单号前半 6250, 后半 ….

    Both texts are folded.
    """
    tail = next(_tails(before), None)
    if tail is None or tail.name is None or not (tail.name.close and tail.name.kind == "other"):
        return False
    start, end = tail.span
    if _HALF.search(text[:_LONGEST_GLUE]):
        return True
    whole = any(issued_card(head.code) or identity_valid(head.code) for head in _heads(text))
    around = before[max(0, start - 8) : start] + before[end : end + 16]
    return not whole and _HALF.search(around) is not None


def _tails(before: str) -> Iterator[_Part]:
    """The number that ends the first message, or one that is named there and has only begun."""
    match = _TAIL.search(before, max(0, len(before) - _TAIL_REACH))
    last = _part_before(before, _without_country(match)) if match is not None else None
    if last is not None:
        yield last
    for number in reversed(list(_BEGUN.finditer(before))):
        part = _part_before(before, number.span())
        if part is not None and part != last and (part.goes_on or (part.name and part.name.close)):
            yield part


def _without_country(tail: re.Match[str]) -> Span:
    start, end = tail.span("number")
    country = _COUNTRY.match(tail["number"])
    return (start + country.end() if country else start, end)


def _part_before(before: str, span: Span) -> _Part | None:
    start, end = span
    words, trail, said = before[:start], before[end:], before[start:end]
    name = name_of(before, start, end)
    if _UNIT.match(trail) or _SUM.fullmatch(said):
        return None
    if re.search(r"[A-Za-z][-_]?$", words) and name is None:
        return None
    return _Part(
        span=span,
        code="".join(char if char in "*Xx" else as_digits(char) for char in said).upper(),
        name=name,
        alone=_NO_WORDS.fullmatch(words + trail) is not None,
        goes_on=_GOES_ON.search(words[-8:] + trail[:16]) is not None,
        is_sum=_OF_MONEY.search(words) is not None,
    )


def _heads(text: str) -> Iterator[_Part]:
    """The beginning of the second message: as many groups as may belong to it, then fewer."""
    letter_end = check_letter_end(text, 0)
    if letter_end is not None:
        yield _Part((0, letter_end), "X", None, alone=True, goes_on=False)
    run = next((run for run in digit_runs(text) if not _is_lone_numeral(text, run)), None)
    if run is None or run.groups[0].start > _LONGEST_GLUE or "*" in text[: run.groups[0].start]:
        return
    for last in reversed(range(min(len(run.groups), _MOST_GROUPS))):
        breaks = run.breaks(0, last)
        in_fours = all(len(group.code) <= _FOUR for group in run.groups[: last + 1])
        if not breaks or (in_fours and len(breaks) == 1 and breaks <= _MARKS):
            yield from _head(text, run, last)


def _is_lone_numeral(text: str, run: Run) -> bool:
    """The 一 of 最后一位, the 8 of 后8位, which count digits and are none."""
    start, end = run.groups[0].start, run.groups[-1].end
    return end - start <= 2 and (
        text[start] in HAN_DIGITS or text[end : end + 1] in set("位个段条")
    )


def _is_counted(text: str, code: str, end: int) -> bool:
    """Money, or a small number of something: 320元, 12点; but 34567890123 天天刷."""
    unit = _UNIT.match(text, end)
    return unit is not None and (len(code) <= 5 or unit.group().strip() in set("元块毛万"))


def _head(text: str, run: Run, last: int) -> Iterator[_Part]:
    start, end = run.span(0, last)
    glue = text[:start]
    readings = [(run.code(0, last), end)]
    letter_end = check_letter_end(text, end)
    if letter_end is not None:
        readings.insert(0, (run.code(0, last) + "X", letter_end))
    elif _is_counted(text, run.code(0, last), end) or re.match(r"\.?[0-9A-Za-z]", text[end:]):
        return
    for code, stop in readings:
        yield _Part(
            span=(start, stop),
            code=code,
            name=None if _END_OF_IT.search(glue) else name_of(text, start, end),
            alone=_NO_WORDS.fullmatch(glue + text[stop:]) is not None,
            goes_on=_GOES_ON.search(glue + text[stop : stop + 12]) is not None,
            in_groups=last > 0,
            is_end=_LAST_ONES.search(glue) is not None,
            parted=bool(run.breaks(0, last)),
        )


def _joined(tail: _Part, head: _Part) -> tuple[Kind, tuple[int, int]] | None:
    """What the two are together, and what may be read of it."""
    head_name = None if head.is_end and _is_begun(tail, head) else head.name
    names = {
        name.kind
        for name in (tail.name, head_name)
        if name is not None
        and (name.close or ((tail.goes_on or head.goes_on) and name.kind != "other"))
    }
    if "other" in names or not tail.code:
        return None
    return _named(tail, head, names) or _hidden(tail, head) or _by_digits(tail, head)


def _is_begun(tail: _Part, head: _Part) -> bool:
    """Whether 后四位 can be the rest of what the first message names, not the end of a card."""
    if tail.name is None or not tail.name.close:
        return False
    length = len(tail.code) + len(head.code)
    is_card = tail.name.kind in ("card", "card_number") and length in range(16, 20)
    return is_card or (tail.name.kind in ("phone", "identity") and length in (11, 15, 18))


def _named(tail: _Part, head: _Part, names: Collection[str]) -> tuple[Kind, tuple[int, int]] | None:
    length = len(tail.code) + len(head.code)
    if "identity" in names:
        if length in (15, 18):
            return "identity", KEPT["identity"]
        return ("identity", (3, 0)) if length < 18 and _is_said_on(tail, head) else None
    if "card_number" in names or ("card" in names and _BEGINS_LIKE_A_CARD.match(tail.code)):
        return _card(tail, head)
    if "phone" in names and _MOBILE.fullmatch(tail.code + head.code):
        return "phone", KEPT["phone"]
    return None


def _is_said_on(tail: _Part, head: _Part) -> bool:
    """Whether more digits are meant to go on the number, though it isn't whole even then."""
    long_enough = len(tail.code) >= 4 and len(head.code) >= 4 and head.alone
    return tail.goes_on or head.goes_on or long_enough


def _card(tail: _Part, head: _Part) -> tuple[Kind, tuple[int, int]] | None:
    length = len(tail.code) + len(head.code)
    if length > 19 or not head.code.isdigit():
        return None
    if _COMPLETE_CARD.fullmatch(tail.code) and not (head.goes_on or tail.goes_on):
        return None
    if length < 13:
        return ("card", (6, 0)) if _is_said_on(tail, head) else None
    return "card", KEPT["card"]


def _hidden(tail: _Part, head: _Part) -> tuple[Kind, tuple[int, int]] | None:
    """The second half of a number whose first half was hidden when it came."""
    if "*" not in tail.code or not (tail.alone or tail.goes_on or head.goes_on):
        return None
    length = len(tail.code) + len(head.code)
    if _HIDDEN_CARD.fullmatch(tail.code):
        return _card(tail, head)
    if _HIDDEN_PERSON.fullmatch(tail.code):
        if length == 11:
            return "phone", KEPT["phone"]
        return ("identity", KEPT["identity"]) if length == 18 else None
    is_middle = set(tail.code) == {"*"} and length <= 19 and head.code.isdigit()
    return ("card", (0, 4)) if is_middle else None


def _by_digits(tail: _Part, head: _Part) -> tuple[Kind, tuple[int, int]] | None:
    """Two numbers that nothing names, and that are one by a check digit or a mobile's shape."""
    code = tail.code + head.code
    if "*" in code or head.parted:
        return None
    if len(code) == 18 and identity_shaped(code):
        return "identity", KEPT["identity"]
    if _DAY.match(head.code) or _DAY.match(tail.code):
        return None
    told = tail.goes_on or head.goes_on
    said_so = told or tail.alone
    called = any(name is not None and name.kind == "card" for name in (tail.name, head.name))
    if (told or called or head.in_groups or _BEGINS_LIKE_A_CARD.match(tail.code)) and (
        issued_card(code) or (said_so and len(code) in (16, 19) and code.startswith("62"))
    ):
        return "card", KEPT["card"]
    if len(code) == 15 and (said_so or head.alone) and identity_shaped(code):
        return "identity", KEPT["identity"]
    is_told = tail.alone or (not tail.is_sum and (told or len(tail.code) >= 3))
    return ("phone", KEPT["phone"]) if is_told and _MOBILE.fullmatch(code) else None


def _split(
    before: str, tail: _Part, text: str, head: _Part, kind: Kind, kept: tuple[int, int]
) -> SplitNumber | None:
    first, second = digit_places(before, tail.span), digit_places(text, head.span)
    shift = len(before)
    hidden = middle([*first, *(shift + place for place in second)], kept)
    in_before = frozenset(place for place in hidden if place < shift and before[place] != "*")
    in_text = frozenset(place - shift for place in hidden if place >= shift)
    if not in_before and not in_text:
        return None
    said = head.code if "*" in tail.code else tail.code + head.code
    return SplitNumber(kind, in_before, in_text, head.span, said)
