"""Finds the amounts of a message, in yuan, the disputed one first. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from zhangfang.language.corrections import is_in_correction, withdrawn
from zhangfang.language.labels import read_labelled
from zhangfang.language.money_roles import Amount, disputed_first, role_of, with_pair_roles
from zhangfang.language.money_value import number_of, value_of
from zhangfang.language.money_words import (
    ABOUT,
    AFTER,
    AFTER_ROUND_SUM,
    AMOUNT,
    AND,
    BEFORE,
    BEGINNING,
    CLAUSE_ENDS,
    EXACT,
    FILLING,
    FOUND_TO_BE,
    IDIOM,
    MEASURED,
    MONEY_TALK,
    NAMED_OR_SIZED,
    NO_SUM_MEANT,
    NOT_A_SUM,
    NUMBERED,
    PER_PIECE,
    PERHAPS_NAMED,
    RATE,
    ROUND_SUM,
    SHOWN_BEFORE,
    SPENT_BEFORE,
    TOKEN_EDGE,
    UNIT_PRICE,
)
from zhangfang.language.numerals import CHINESE
from zhangfang.language.span import Span, overlaps
from zhangfang.language.time_words import time_words


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
    kept = with_pair_roles(text, _without_unit_prices(text, _without_guesses(text, kept)))
    return _distinct(disputed_first(text, kept))


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
    """1280 和 960 没到: what closes a clause, and what is listed with an amount, is one."""
    possible = [match for match in doubtful if _could_be_money(text, match)]
    closing = [match for match in possible if _ends_clause(text, match)]
    sure = [*found, *closing]
    sure += [one for one in possible if one not in sure and _is_shown_wrong(text, one, sure)]
    while beside := [one for one in possible if one not in sure and _is_beside(text, one, sure)]:
        sure += beside
    return [match for match in sure if match not in found]


def _is_shown_wrong(text: str, match: re.Match[str], sure: Sequence[re.Match[str]]) -> bool:
    """实付45，后台显示450: the figures of a sum with a nought or a point too many."""
    if SHOWN_BEFORE.search(text[: match.start()]) is None:
        return False
    figures = match["number"].replace(".", "").strip("0")
    return any(one["number"].replace(".", "").strip("0") == figures for one in sure)


def _is_beside(text: str, match: re.Match[str], sure: Sequence[re.Match[str]]) -> bool:
    pairs = [(one, match) if one.start() < match.start() else (match, one) for one in sure]
    return any(AND.fullmatch(text[one.end() : other.start()]) for one, other in pairs)


def _ends_clause(text: str, match: re.Match[str]) -> bool:
    """一个汤 168, 流量卡六十: in a talk of money, a sum closes what it is the price of."""
    if len(match["number"]) < 2 or MONEY_TALK.search(text) is None:
        return False
    before = text[max(0, match.start() - 6) : match.start()]
    return CLAUSE_ENDS.match(text, match.end()) is not None and NUMBERED.search(before) is None


def _closed_until(span: Span, closed: Sequence[Span]) -> int:
    """Reading goes on behind what belongs to something else."""
    return max((end for start, end in closed if start <= span[0] < end), default=0)


def _is_round_sum(text: str, match: re.Match[str]) -> bool:
    """两千六没到, 卖了条烟四百八: of merchants, a round sum that counts nothing is money."""
    before = text[max(0, match.start() - 12) : match.start()]
    if NOT_A_SUM.search(before):
        return False
    if ROUND_SUM.search(match["number"]) is None and SPENT_BEFORE.search(before) is None:
        return False
    return AFTER_ROUND_SUM.match(text, match.end()) is not None


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
        if whole and self.asking is None and len(match["number"]) == 1:
            return False  # 2 alone picks from a list
        if whole or self.asking == "amount":
            return self.asking in (None, "amount") or len(match["number"]) <= 4
        return (
            _is_called_money(text, match)
            or self._is_bare_fact(text, match)
            or _is_found_to_be(text, match)
            or _is_round_sum(text, match)
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
    figures = re.sub(r"\D", "", number.split(".")[0])
    if MEASURED.match(text, match.end()) is not None or len(figures) >= 8:
        return False
    if _is_name_or_size(text, match):
        return False
    return re.match(r"0\d", number) is None if figures else _is_spoken_amount(number)


def _is_name_or_size(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 8) : match.start()]
    if NAMED_OR_SIZED.search(before) is not None:
        return True
    return PERHAPS_NAMED.search(before) is not None and MONEY_TALK.search(text) is None


def _is_found_to_be(text: str, match: re.Match[str]) -> bool:
    """我查了，是1499.9: with a point, at the end, and of nothing that is counted otherwise."""
    before = text[: match.start()]
    return (
        "." in match["number"]
        and CLAUSE_ENDS.match(text, match.end()) is not None
        and FOUND_TO_BE.search(before) is not None
        and NO_SUM_MEANT.search(before) is None
    )


def _is_called_money(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    if BEFORE.search(before) is not None:
        return re.search(r"[打拨]$|按$", before) is None
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
    value = value_of(match)
    if value is None or value == 0 or value >= 1_000_000_000:
        return None
    number = number_of(match["number"])
    before = text[max(0, match.start() - 10) : match.start()]
    about = bool(match["more"] or match["about"] or ABOUT.search(before))
    return Amount(
        value=value,
        approximate=about or (number is not None and number.vague),
        role=role_of(text, match.start()),
        negative=bool(match["sign"]) or "-" in (match["currency"] or ""),
        start=match.start(),
        end=match.end(),
        said=match.group().strip(),
    )


def _could_be_exact(rough: Amount, exact: Amount, text: str) -> bool:
    """Two thousand and something may be 2016; about 2000, to be exact, may be 1988 as well."""
    said_so = EXACT.search(text[rough.end : exact.start]) is not None
    least = rough.value * Decimal("0.8") if said_so else rough.value
    return least <= exact.value < rough.value * Decimal("1.5")


def _without_guesses(text: str, amounts: list[Amount]) -> list[Amount]:
    """三千出头，具体 3012.6: the exact figure replaces the rough one."""

    def is_made_exact(rough: Amount) -> bool:
        return rough.approximate and any(
            not exact.approximate and _could_be_exact(rough, exact, text)
            for exact in amounts
            if 0 <= exact.start - rough.end <= 20
        )

    return [amount for amount in amounts if not is_made_exact(amount)]


def _without_unit_prices(text: str, amounts: list[Amount]) -> list[Amount]:
    """A unit price is no disputed amount beside another sum."""

    def before(amount: Amount) -> str:
        return text[max(0, amount.start - 6) : amount.start]

    whole = [
        amount
        for amount in amounts
        if not (UNIT_PRICE.search(before(amount)) or PER_PIECE.match(text, amount.end))
    ]
    return whole or amounts


def _distinct(amounts: list[Amount]) -> list[Amount]:
    first = {amount.value: amount for amount in reversed(amounts)}
    return [amount for amount in amounts if first[amount.value] is amount]
