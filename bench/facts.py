"""How often order number, amount and time are right, on facts.tsv.

The rules of comparison are those of tests/data/samples/README.md.
"""

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bench.figures import Share, share
from bench.samples import Row, tagged, tags

COLUMNS = ("order_number", "amount", "transaction_time")
Reading = dict[str, Any]


def same_order_number(expected: str, found: str | None) -> bool:
    """NFKC, letters and digits only, upper case, on both sides."""
    return _bare(expected) == _bare(found or "")


def same_amounts(expected: str, found: Sequence[str]) -> bool:
    """The same set of sums, whatever their order and trailing zeros."""
    try:
        return {Decimal(sum_) for sum_ in expected.split(";")} == {Decimal(sum_) for sum_ in found}
    except InvalidOperation:
        return False  # not a plain number, such as the words of the merchant


def same_time(expected: str, found: str | None) -> bool:
    """What was expected begins what was found, which may be more precise."""
    return (found or "").startswith(expected)


SAME: dict[str, Callable[[str, Any], bool]] = {
    "order_number": same_order_number,
    "amount": same_amounts,
    "transaction_time": same_time,
}


def score_facts(rows: Sequence[Row], readings: Sequence[Reading]) -> dict[str, Share]:
    """For each column: right where given, something found where given, invented where not.

    Rows marked `ref_only` are counted apart for the order number.
    """
    pairs = list(zip(rows, readings, strict=True))
    scores = {}
    for column in COLUMNS:
        counted = [(r, f) for r, f in pairs if column != "order_number" or not _reference(r)]
        given = [(r[column], f[column]) for r, f in counted if r[column]]
        absent = [f[column] for r, f in counted if not r[column]]
        scores[f"{column}_exact"] = share(SAME[column](said, found) for said, found in given)
        scores[f"{column}_found"] = share(bool(found) for _, found in given)
        scores[f"{column}_invented"] = share(bool(found) for found in absent)
    references = [(number, f) for r, f in pairs if (number := _reference(r))]
    disputed = [(main, f) for r, f in pairs if (main := tagged(r, "main"))]
    nothing = [f for r, f in pairs if "none" in tags(r)]
    return {
        **scores,
        "reference_exact": share(same_order_number(n, f["order_number"]) for n, f in references),
        "main_amount_first": share(same_amounts(main, f["amount"][:1]) for main, f in disputed),
        "none_with_anything": share(any(f[c] for c in COLUMNS) for f in nothing),
    }


def _reference(row: Row) -> str | None:
    """The reference number that a message gives in place of an order number."""
    return (tagged(row, "ref") or row["order_number"]) if "ref_only" in tags(row) else None


def _bare(number: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", number).upper() if c.isalnum())
