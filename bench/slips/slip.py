"""A slip before it is printed, and what slips of every layout have in common."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from bench.slips.rows import FIELDS, Row, words
from bench.slips.sale import Sale

STARS = ("******", "*********", " **** **** ", "XXXXXX")
COPIES = ("商户存根", "持卡人存根", "商户存根 MERCHANT COPY", "顾客联", "商户联")


class Slip(NamedTuple):
    """A slip before it is printed.

    Attributes:
        truth: what a reader should find, in canonical form; None where it isn't printed.
    """

    rows: list[Row]
    truth: dict[str, str | None]


Layout = Callable[[Sale, random.Random], Slip]


def truth_of(
    sale: Sale, rows: list[Row], time_form: str, **otherwise: str
) -> dict[str, str | None]:
    """The values of the fields that the rows state.

    Args:
        sale: what was sold.
        rows: what is printed.
        time_form: the form in which the time is printed; it says to which precision.
        otherwise: values that aren't the sale's.
    """
    stated = {
        piece.states
        for row in rows
        for piece in (*row.left, *row.right, *row.column)
        if piece.states
    }
    known = {name: getattr(sale, name, "") for name in FIELDS}
    known |= {
        "amount": str(sale.amount),
        "transaction_time": sale.time.isoformat(timespec=_precision(time_form)),
    } | otherwise
    return {name: known[name] if name in stated else None for name in FIELDS}


def _precision(time_form: str) -> str:
    return "seconds" if "%S" in time_form else "minutes"


def money(chance: random.Random, amount: Decimal, *, refund: bool = False) -> tuple[str, str]:
    """A sum as printed: what stands before it, and its digits."""
    before = chance.choice(("RMB ", "RMB", "￥", "¥", "¥ ", "RMB:", "CNY "))
    digits = f"{amount:,.2f}" if chance.random() < 0.6 else f"{amount:.2f}"
    return before + ("-" if refund else ""), digits


def card(sale: Sale, chance: random.Random) -> str:
    """A masked card number up to its last four digits."""
    stars = chance.choice(STARS)
    return f"{sale.card_start}{stars}"


def chip_lines(chance: random.Random) -> list[Row]:
    """What a chip card adds in small print: long numbers that are no fact of ours."""
    if chance.random() < 0.5:
        return []
    code = "".join(chance.choice("0123456789ABCDEF") for _ in range(16))
    return [
        Row(words(f"ARQC:{code}"), size=20),
        Row(words(f"AID:A000000333010101 ATC:{chance.randrange(1, 999):04X}"), size=20),
        Row(words(f"TVR:0000048000 CSN:{chance.randrange(3):02d} TSI:0000"), size=20),
    ]


def undone(sale: Sale, chance: random.Random) -> list[Row]:
    """Numbers of the sale that a refund undoes."""
    if not sale.refund:
        return []
    voucher, reference = chance.randrange(10**6), chance.randrange(10**12)
    rows = [Row(words(f"原凭证号:{voucher:06d}")), Row(words(f"原参考号:{reference:012d}"))]
    return rows[: chance.randrange(1, 3)]


def printed_at(sale: Sale, chance: random.Random) -> list[Row]:
    """When a copy was printed, some time after the sale."""
    if chance.random() > 0.3:
        return []
    later = sale.time + timedelta(minutes=chance.randrange(1, 3000))
    return [Row(words(f"打印时间：{later:%Y-%m-%d %H:%M:%S}"), size=20)]
