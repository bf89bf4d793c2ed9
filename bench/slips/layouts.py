"""Six ways in which slips are set."""

from bench.slips.card_layouts import bank_slip, label_above, right_aligned, two_columns
from bench.slips.slip import Layout
from bench.slips.wallet_layouts import scan_receipt, small_box

LAYOUTS: dict[str, Layout] = {
    "bank_slip": bank_slip,
    "label_above": label_above,
    "right_aligned": right_aligned,
    "two_columns": two_columns,
    "scan_receipt": scan_receipt,
    "small_box": small_box,
}
