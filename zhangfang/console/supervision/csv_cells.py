"""Cells of a table for a spreadsheet, which must run none of them.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, of either width, after
a tab, a line's end or blanks too (OWASP, "CSV Injection"). Where its separator is a semicolon or a
tab, one inside a cell begins another cell. Such a beginning gets an apostrophe, which makes it text.
So do numbers that a spreadsheet would write otherwise: a long one loses its last digits, a leading
zero goes, `12E5` becomes a million, `3-15` a day in March. `read_back` takes away what was put there, and nothing else.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None

BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the machine's own encoding."""

_FORMULA = "=+-@＝＋－＠"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_BREAKS = "\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SEPARATOR = re.compile(r"([;\t\r\n])")
_REWRITTEN = re.compile(
    r"\d{12,}|0\d+|\d+(\.\d+)?[eE][+-]?\d+|\d{1,2}[-/]\d{1,2}([-/]\d{2,4})?", re.ASCII
)


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole table: UTF-8 with its mark, every cell quoted, CRLF (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([as_text(it) for it in header])
    writer.writerows([as_cell(it) for it in row] for row in rows)
    return (BOM + written.getvalue()).encode()


def as_cell(value: Cell) -> str:
    """What is written of a value: numbers as they are, None as nothing, text as text."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return str(value)
    return as_text(value)


def as_text(text: str) -> str:
    """A text that no spreadsheet runs or rewrites."""
    first, *rest = _SEPARATOR.split(text)
    pieces = [first, *(_marked(it) if _is_formula(it) else it for it in rest)]
    whole = "".join(pieces)
    return _marked(whole) if _must_be_marked(whole) else whole


def read_back(cell: str) -> str:
    """The text that `as_text` made a cell of."""
    is_marked = cell.startswith("'") and _must_be_marked(cell[1:])
    first, *rest = _SEPARATOR.split(cell[1:] if is_marked else cell)
    return "".join(
        [first, *(it[1:] if it.startswith("'") and _is_formula(it[1:]) else it for it in rest)]
    )


def _must_be_marked(whole: str) -> bool:
    inner = whole.lstrip("'")
    return _is_formula(whole) or inner[:1] in tuple(_BREAKS) or bool(_REWRITTEN.fullmatch(inner))


def _is_formula(piece: str) -> bool:
    """Whether it is one, whatever blanks and apostrophes stand before it."""
    start = piece
    while start != (shorter := start.lstrip().lstrip("'" + _INVISIBLE)):
        start = shorter
    return start[:1] in tuple(_FORMULA)


def _marked(piece: str) -> str:
    return f"'{piece}"
