"""Finds the amounts of a message, in yuan, the disputed one first. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from zhangfang.language.corrections import is_in_correction, withdrawn
from zhangfang.language.labels import read_labelled
from zhangfang.language.money_words import (
    ABOUT,
    AFTER,
    AMOUNT,
    AND,
    BEFORE,
    BEGINNING,
    CHARGED,
    CLAUSE_BEGINS,
    CLAUSE_ENDS,
    DIFFERENCE,
    EXPECTED,
    FILLING,
    IDIOM,
    MEASURED,
    PER_PIECE,
    RATE,
    ROUND_SUM,
    SOLD,
    TOKEN_EDGE,
    TOTAL,
    UNIT_PRICE,
)
from zhangfang.language.numerals import CHINESE, read_number
from zhangfang.language.span import Span, overlaps
from zhangfang.language.time_words import time_words

Role = Literal["expected", "charged"]


@dataclass(frozen=True)
class Amount:
    """An amount in yuan, always positive; `role` when the words say it was due or was taken."""

    value: Decimal
    approximate: bool
    role: Role | None
    negative: bool
    start: int
    end: int
    said: str


def read_amounts(
    text: str,
    asking: str | None = None,
    taken: Sequence[Span] | None = None,
    *,
    bare: bool = False,
) -> list[Amount]:
    """The amounts of a normalised text. `bare`: a number standing by itself is one as well."""
    if taken is None:
        labelled = [item.span for item in read_labelled(text)]
        words = time_words(text, datetime(2000, 1, 1), labelled)  # noqa: DTZ001 (only where)
        taken = [*labelled, *((word.start, word.end) for word in words)]
    closed = [*taken, *_spans(IDIOM, text), *_spans(RATE, text)]
    reader = _Reader(asking, taken, bare)
    found = [_amount(text, match) for match in _candidates(text, closed, reader)]
    amounts = [amount for amount in found if amount is not None]
    dropped = withdrawn(text, [(amount.start, amount.end) for amount in amounts])
    kept = [amount for index, amount in enumerate(amounts) if index not in dropped]
    kept = _with_pair_roles(text, _without_unit_prices(text, _without_guesses(kept)))
    return _distinct(sorted(kept, key=lambda amount: _rank(text, amount)))


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _candidates(text: str, closed: Sequence[Span], reader: _Reader) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    doubtful: list[re.Match[str]] = []
    position = 0
    while (begin := BEGINNING.search(text, position)) is not None:
        match = AMOUNT.match(text, begin.start())
        if match is None:
            position = begin.end()
        elif overlaps(match.span("number"), closed):
            position = max(begin.end(), _closed_until(match.span(), closed))
        elif reader.is_money(text, match):
            found.append(match)
            position = match.end()
        else:
            doubtful.append(match)
            position = max(begin.end(), match.end("number"))
    return sorted([*found, *_listed(text, found, doubtful)], key=lambda match: match.start())


def _listed(
    text: str, found: Sequence[re.Match[str]], doubtful: Sequence[re.Match[str]]
) -> list[re.Match[str]]:
    """1280 和 960 没到: what is listed with an amount is one."""

    def is_listed(match: re.Match[str]) -> bool:
        return any(
            AND.fullmatch(text[one.end() : other.start()]) is not None
            for sure in found
            for one, other in ((sure, match), (match, sure))
            if one.end() <= other.start()
        )

    return [match for match in doubtful if _could_be_money(text, match) and is_listed(match)]


def _closed_until(span: Span, closed: Sequence[Span]) -> int:
    """Reading goes on behind what belongs to something else."""
    return max((end for start, end in closed if start <= span[0] < end), default=0)


def _is_alone_in_clause(text: str, match: re.Match[str]) -> bool:
    """两千六呢, or 卖了条烟四百八: in a complaint a round sum that ends a clause is money."""
    if ROUND_SUM.search(match["number"]) is None:
        return False
    before, after = text[: match.start()], text[match.end() :]
    begun = CLAUSE_BEGINS.search(before) or SOLD.search(before)
    return begun is not None and CLAUSE_ENDS.match(after) is not None


@dataclass(frozen=True)
class _Reader:
    """What makes a number money: its unit, its words, or the question that it answers."""

    asking: str | None
    others: Sequence[Span]
    bare: bool

    def is_money(self, text: str, match: re.Match[str]) -> bool:
        """Whether a number is an amount."""
        if _has_unit(match):
            return True
        whole = FILLING.sub("", text) == FILLING.sub("", match.group())
        if not _could_be_money(text, match):
            is_answer = whole and self.asking == "amount"
            return is_answer and re.fullmatch(rf"[{CHINESE}]+", match["number"]) is not None
        if whole or self.asking == "amount":
            return self.asking in (None, "amount") or len(match["number"]) <= 4
        return (
            _is_called_money(text, match)
            or self._is_bare_fact(text, match)
            or _is_alone_in_clause(text, match)
        )

    def _is_bare_fact(self, text: str, match: re.Match[str]) -> bool:
        """288 beside an order number or a time, or 288.00 anywhere."""
        is_exact = re.search(r"\.\d\d$", match["number"]) is not None
        after = match.end() >= len(text) or TOKEN_EDGE.match(text[match.end()]) is not None
        before = match.start() == 0 or TOKEN_EDGE.match(text[match.start() - 1]) is not None
        follows = any(text[end : match.start()] in ("", "的", "那笔") for _, end in self.others)
        return (self.bare or is_exact) and ((after and before) or follows)


def _could_be_money(text: str, match: re.Match[str]) -> bool:
    """Not a count, not a long or zero-led code, and more than one spoken digit."""
    number = match["number"]
    figures = re.sub(r"\D", "", number)
    if MEASURED.match(text, match.end()) is not None or len(figures) >= 8:
        return False
    return re.match(r"0\d", number) is None if figures else _is_spoken_amount(number)


def _is_called_money(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    if BEFORE.search(before) is not None:
        return re.search(r"[打拨]$", before) is None
    if AFTER.match(text, match.end()) is not None or match["about"] is not None:
        return True
    return bool(match["sign"]) or is_in_correction(text, match.span("number"))


def _has_unit(match: re.Match[str]) -> bool:
    said = match.group()
    plain = (
        match["currency"] or match["yuan"] or match["small"] or match["cents"] or match["suffix"]
    )
    return bool(plain) or said.rstrip().endswith("整")


def _is_spoken_amount(number: str) -> bool:
    return len(number) > 1 and re.search(r"[十百千万拾佰仟廿卅]", number) is not None


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    value = _value(match)
    if value is None or value == 0 or value >= 1_000_000_000:
        return None
    number = read_number(match["number"])
    before = text[max(0, match.start() - 10) : match.start()]
    about = bool(match["more"] or match["about"] or ABOUT.search(before))
    return Amount(
        value=value,
        approximate=about or (number is not None and number.vague),
        role=_role(text, match.start()),
        negative=bool(match["sign"]) or "-" in (match["currency"] or ""),
        start=match.start(),
        end=match.end(),
        said=match.group().strip(),
    )


def _value(match: re.Match[str]) -> Decimal | None:
    said = match["number"]
    number = read_number(said)
    if number is None or (re.fullmatch(r"[百千万亿]+", said) and match["more"] is None):
        return None
    value = number.value
    if match["small"]:
        return value / 10 + _digit(match["small_fen"]) / 100
    if match["cents"]:
        return value / 100
    if match["half"]:
        return value + Decimal("0.5")
    return value + _fraction(match)


def _fraction(match: re.Match[str]) -> Decimal:
    """12块8 is 12.8, 12块85 is 12.85, 12块05 and 12块零5分 are 12.05."""
    said = match["mao"]
    if said is None:
        return Decimal(0)
    number = read_number(said)
    value = Decimal(0) if number is None else number.value
    in_cents = len(said) == 2 or match["only_fen"] is not None
    return value / (100 if in_cents else 10) + _digit(match["fen"]) / 100


def _digit(said: str | None) -> Decimal:
    number = read_number(said) if said else None
    return Decimal(0) if number is None else number.value


def _role(text: str, start: int) -> Role | None:
    """The nearest word before the amount, in its clause, that says due or taken."""
    clause = re.split(r"[,。;!?\s\d块元]", text[max(0, start - 12) : start])[-1]
    expected = max((match.end() for match in EXPECTED.finditer(clause)), default=0)
    charged = max((match.end() for match in CHARGED.finditer(clause)), default=0)
    if expected == charged == 0:
        return None
    return "expected" if expected >= charged else "charged"


def _with_pair_roles(text: str, amounts: list[Amount]) -> list[Amount]:
    """退 80 我退了 800: what was due, then what was done."""
    if len(amounts) != 2:
        return amounts
    first, second = amounts
    between = text[first.end : second.start]
    if first.role is None and second.role == "charged" and re.search(r"[刷扣退收打输录]", between):
        return [replace(first, role="expected"), second]
    return amounts


def _without_guesses(amounts: list[Amount]) -> list[Amount]:
    """三千出头，具体 3012.6: the exact figure replaces the rough one."""

    def is_made_exact(rough: Amount) -> bool:
        return rough.approximate and any(
            not exact.approximate and rough.value <= exact.value < rough.value * Decimal("1.5")
            for exact in amounts
            if 0 <= exact.start - rough.end <= 20
        )

    return [amount for amount in amounts if not is_made_exact(amount)]


def _without_unit_prices(text: str, amounts: list[Amount]) -> list[Amount]:
    """A unit price is no disputed amount when a total is given."""

    def before(amount: Amount) -> str:
        return text[max(0, amount.start - 6) : amount.start]

    if not any(TOTAL.search(before(amount)) for amount in amounts):
        return amounts
    return [
        amount
        for amount in amounts
        if not (UNIT_PRICE.search(before(amount)) or PER_PIECE.match(text, amount.end))
    ]


def _rank(text: str, amount: Amount) -> tuple[int, int]:
    if DIFFERENCE.search(text[max(0, amount.start - 6) : amount.start]):
        return (0, amount.start)
    return ({"charged": 1, None: 2, "expected": 3}[amount.role], amount.start)


def _distinct(amounts: list[Amount]) -> list[Amount]:
    first = {amount.value: amount for amount in reversed(amounts)}
    return [amount for amount in amounts if first[amount.value] is amount]
