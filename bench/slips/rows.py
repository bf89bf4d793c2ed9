"""What a slip says, row by row, before it is printed: the words, and which fact each states."""

from typing import Literal, NamedTuple

FIELDS = (
    "amount",
    "transaction_time",
    "order_number",
    "reference_number",
    "voucher_number",
    "batch_number",
    "merchant_number",
    "terminal_number",
    "card_tail",
)

Kind = Literal["text", "rule", "gap", "qr", "bars", "signature", "grid"]


class Piece(NamedTuple):
    """Some words in a row. `states`: the field whose value they are; `names`: whose label."""

    text: str
    states: str | None = None
    names: str | None = None


class Row(NamedTuple):
    """One row of print.

    Attributes:
        left: pieces from the left margin on (or in the middle, if `centred`).
        right: pieces that end at the right margin.
        column: pieces that begin in the middle of the paper.
        size: height of a character in dots; 24 is a printer's usual one.
        wide: characters twice as wide, as printers do it.
        bold: one dot more.
        data: what a `qr` or `bars` row encodes, or the text of a `rule`.
    """

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    column: tuple[Piece, ...] = ()
    size: int = 24
    wide: bool = False
    bold: bool = False
    centred: bool = False
    kind: Kind = "text"
    data: str = ""


def words(text: str) -> tuple[Piece, ...]:
    """Words that state no fact."""
    return (Piece(text),)


def labelled(field: str, label: str, value: str, after: str = "") -> tuple[Piece, ...]:
    """A label, its value, and words behind it that are not part of the value."""
    more = (Piece(after),) if after else ()
    return (Piece(label, names=field), Piece(value, states=field), *more)


def valued(field: str, value: str, before: str = "", after: str = "") -> tuple[Piece, ...]:
    """A value whose label stands elsewhere."""
    return (
        *((Piece(before),) if before else ()),
        Piece(value, states=field),
        *((Piece(after),) if after else ()),
    )


def label(field: str, text: str) -> tuple[Piece, ...]:
    """A label whose value stands elsewhere."""
    return (Piece(text, names=field),)


def rule(text: str = "-") -> Row:
    """A line across the paper."""
    return Row(kind="rule", data=text)


def gap(size: int = 12) -> Row:
    """Empty paper."""
    return Row(kind="gap", size=size)
