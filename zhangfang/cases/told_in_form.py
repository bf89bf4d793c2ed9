"""One fact filled in by its name, on the case's sheet or a slip's card, read as the chat reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhangfang.cases.case import Fact
from zhangfang.cases.deadlines import due_as_promised
from zhangfang.cases.told import named_choice
from zhangfang.guides.model import FactQuestion
from zhangfang.language.masking import mask
from zhangfang.language.normalise import normalise
from zhangfang.language.numerals import plain_decimal
from zhangfang.language.promises import Promise, read_promise
from zhangfang.language.reading import read_facts
from zhangfang.language.ticket_number import read_ticket_number

CLOCKS_DIFFER = timedelta(minutes=15)
"""A terminal's clock may be ahead of ours by so much."""

_FEWEST_DIGITS, _LONGEST_CODE = 4, 40
_ONE_CODE = re.compile(r"[^A-Za-z0-9]*([A-Za-z0-9]+(?:[ _-]+[A-Za-z0-9]+)*)[。\s]*")
"""A field with nothing in it but the number, perhaps under its label: no group is left out."""
_DAY = re.compile(r"\s*(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
_HIDDEN = {
    "card": "银行卡号",
    "identity": "身份证号",
    "phone": "手机号",
    "secret": "密码或者验证码",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed into a field, and what is known around it.

    Attributes:
        label: what the field is called: 金额.
        before: the value on record.
        now: when it was sent, in local time with its offset.
    """

    name: str
    label: str
    text: str
    now: datetime
    before: Fact | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a field could not be read, in words for the merchant, with an example."""

    message: str


def read_told(told: Told, question: FactQuestion | None) -> Fact | Unclear:
    """The fact that a field was filled in with; `said` keeps the words.

    Args:
        told: the field.
        question: of a fact that is asked for; None for the other numbers of a slip.
    """
    alone, named = mask(told.text).found, mask(f"{told.label}：{told.text}").found
    hidden = [one for one in alone if one.kind != "secret"] + list(named)
    if hidden:
        kind = _HIDDEN[hidden[0].kind]
        return Unclear(f"这像是{kind}，我不收。{told.label}这一栏只填{told.label}，别的删掉。")
    if question and question.choices:
        return _chosen(told, question)
    return _READERS.get(told.name, _numbered)(told)


def _chosen(told: Told, question: FactQuestion) -> Fact | Unclear:
    values = {choice.value for choice in question.choices}
    value = told.text if told.text in values else named_choice(question, told.text)
    if value is None:
        labels = "、".join(choice.label for choice in question.choices)
        return Unclear(f"{told.label}从这几样里选一样：{labels}。")
    return Fact(value=value, said=told.text)


def _amount(told: Told) -> Fact | Unclear:
    found = read_facts(told.text, _wall(told.now), asking="amount").amounts
    if len(found) > 1:
        return Unclear("金额只写一个数，就写出问题的那笔，比如 1288.5。")
    if not found:
        return Unclear("金额没看懂，写成数字，比如 1288.5。")
    value = plain_decimal(found[0].value)
    if len(value.partition(".")[2]) > 2:
        return Unclear("金额最多写到分，比如 1288.55。")
    return Fact(value=value, approximate=found[0].approximate, said=told.text)


def _transaction_time(told: Told) -> Fact | Unclear:
    moment = read_facts(told.text, _wall(told.now), asking="transaction_time").transaction_time
    if moment is None:
        return Unclear("时间没看懂，写上哪天几点，比如 11月21日 14:05。")
    value = moment.value
    if value.startswith("T"):
        day = told.before.value.partition("T")[0] if told.before else ""
        if not day:
            return Unclear("钟点看到了，还差是哪天，比如 11月21日 14:05。")
        value = day + value
    if is_ahead(value, told.now):
        return Unclear("这个时间还没到。再看看是哪天的，比如 11月21日 14:05。")
    return Fact(value=value, approximate=moment.approximate, said=told.text)


def is_ahead(value: str, now: datetime) -> bool:
    """Whether a local time, to whatever precision it is known, has not come yet."""
    latest = _wall(now + CLOCKS_DIFFER) if "T" in value else _wall(now)
    return value > latest.isoformat()[: len(value)]


def _order_number(told: Told) -> Fact | Unclear:
    example = "订单号没看懂，照着小票抄字母和数字就行，比如 POS20261121066。"
    if "*" in told.text:
        return Unclear("带星号的是打了码的卡号。订单号印在小票中间，照着抄字母和数字就行。")
    if whole := _ONE_CODE.fullmatch(normalise(told.text)):
        value = re.sub(r"[\W_]", "", whole[1]).upper()
    else:
        number = read_facts(told.text, _wall(told.now), asking="order_number").order_number
        value = number.value if number else ""
    if sum(map(str.isdigit, value)) < _FEWEST_DIGITS or len(value) > _LONGEST_CODE:
        return Unclear(example)
    return Fact(value=value, said=told.text)


def _number_of_theirs(told: Told) -> Fact | Unclear:
    number = read_ticket_number(told.text, asked=True)
    if number is None or len(number) > _LONGEST_CODE:
        return Unclear(f"{told.label}没看懂，照他们给的写字母和数字就行，比如 TK2026112201。")
    return Fact(value=number, said=told.text)


def _promised_by(told: Told) -> Fact | Unclear:
    today = told.now.date()
    promise = _written_day(told.text) or read_promise(told.text, today, asked=True)
    if promise is None or (promise.day is not None and promise.day < today):
        return Unclear("日子没看懂，写今天往后的哪一天，比如 11月30日、下周五、三个工作日。")
    day = due_as_promised(told.now, promise).at.date()
    return Fact(value=day.isoformat(), said=told.text)


def _written_day(text: str) -> Promise | None:
    """A day as a date field writes it, 2026-11-30."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        year, month, day = map(int, found.groups())
        return Promise(day=date(year, month, day))
    except ValueError:
        return None


_SHAPES = {
    "reference_number": (re.compile(r"[0-9A-Z]{6,24}"), "参考号一般是 12 位数字"),
    "voucher_number": (re.compile(r"[0-9A-Z]{2,12}"), "凭证号一般是 6 位数字"),
    "batch_number": (re.compile(r"[0-9A-Z]{2,12}"), "批次号一般是 6 位数字"),
    "merchant_number": (re.compile(r"[0-9A-Z]{6,20}"), "商户号一般是 15 位"),
    "terminal_number": (re.compile(r"[0-9A-Z]{4,16}"), "终端号一般是 8 位"),
    "card_tail": (re.compile(r"\d{4}"), "只写卡号最后 4 位数字"),
}
"""What the other numbers of a slip look like, and how to say so."""


def _numbered(told: Told) -> Fact | Unclear:
    shape, hint = _SHAPES.get(told.name, (re.compile(r"[0-9A-Z]{2,40}"), "写字母和数字"))
    now = _wall(told.now)
    found = (
        *read_facts(told.text, now).others,
        *read_facts(f"{told.label}：{told.text}", now).others,
    )
    value = next((one.value for one in found if one.kind == told.name), None)
    if value is None or shape.fullmatch(value) is None:
        return Unclear(f"{told.label}没看懂。{hint}，照着小票抄就行。")
    return Fact(value=value, said=told.text)


def _wall(now: datetime) -> datetime:
    """What the clock on the wall shows: all times of facts are local."""
    return now.replace(tzinfo=None)


_READERS: dict[str, Callable[[Told], Fact | Unclear]] = {
    "amount": _amount,
    "transaction_time": _transaction_time,
    "order_number": _order_number,
    "ticket_number": _number_of_theirs,
    "complaint_number": _number_of_theirs,
    "promised_by": _promised_by,
}
