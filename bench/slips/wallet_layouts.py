"""Slips of sales paid from a wallet: an order's number and a sum, little else."""

import random
from decimal import Decimal

from bench.slips.rows import Row, gap, label, labelled, rule, valued, words
from bench.slips.sale import Sale
from bench.slips.slip import COPIES, Slip, money, printed_at, truth_of


def scan_receipt(sale: Sale, chance: random.Random) -> Slip:
    """Long numbers that go on in the next line, and sums before and after a discount."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M"))
    paid = max(sale.amount - sale.discount, Decimal("0.01"))
    before, digits = money(chance, paid, refund=sale.refund)
    whole = f"{sale.amount:.2f}"
    discounted = chance.random() < 0.55
    if not discounted:
        digits = money(chance, sale.amount)[1]
        paid = sale.amount
    rows = [
        Row(words(f"{sale.wallet}收款凭证"), size=32, centred=True),
        Row(words(sale.merchant), centred=True),
        rule("-"),
        Row(labelled("merchant_number", "商户编号：", sale.merchant_number)),
        Row(
            labelled(
                "terminal_number", chance.choice(("终端编号：", "设备号：")), sale.terminal_number
            )
        ),
        Row(words(f"交易类型：{'扫码退款' if sale.refund else '扫码消费'}")),
        Row(words(f"支付方式：{sale.wallet}")),
        Row(
            labelled(
                "order_number",
                chance.choice(("订单号：", "商户单号：", "商户订单号：")),
                sale.order_number,
            )
        ),
        *([Row(words(f"交易单号：{sale.wallet_number}"))] if chance.random() < 0.4 else []),
        *(
            [Row(labelled("voucher_number", "凭证号：", sale.voucher_number))]
            if chance.random() < 0.5
            else []
        ),
        Row(
            labelled(
                "transaction_time",
                chance.choice(("交易时间：", "支付时间：")),
                f"{sale.time:{time_form}}",
            )
        ),
        rule("-"),
        *(
            [
                Row(words("订单金额："), right=words(f"{before}{whole}")),
                Row(words("优惠金额："), right=words(f"-{sale.amount - paid:.2f}")),
                Row(
                    label("amount", chance.choice(("实付金额：", "实收金额："))),
                    right=valued("amount", digits, before),
                    size=32,
                    bold=True,
                ),
            ]
            if discounted
            else [
                Row(
                    label("amount", "交易金额："),
                    right=valued("amount", digits, before),
                    size=32,
                    bold=True,
                )
            ]
        ),
        rule("-"),
        *([Row(kind="qr", data=sale.order_number, size=150)] if chance.random() < 0.6 else []),
        *printed_at(sale, chance),
        Row(words("扫码查看电子凭证"), centred=True, size=20),
    ]
    return Slip(rows, truth_of(sale, rows, time_form, amount=str(paid)))


def small_box(sale: Sale, chance: random.Random) -> Slip:
    """The sum first and large, as the boxes that speak print it; few numbers."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y-%m-%d %H:%M"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        Row(words(sale.acquirer), size=32, centred=True, bold=True),
        Row(words(chance.choice(COPIES)), centred=True, size=20),
        gap(16),
        Row(label("amount", chance.choice(("收款金额(元)", "交易金额", "实收金额"))), centred=True),
        Row(valued("amount", digits, before), size=48, centred=True, bold=True),
        rule("-"),
        Row(words("门店：" + sale.merchant)),
        Row(words("收款方式：" + sale.wallet + ("退款" if sale.refund else ""))),
        Row(
            labelled(
                "transaction_time",
                chance.choice(("交易时间：", "时间：", "收款时间：")),
                f"{sale.time:{time_form}}",
            )
        ),
        Row(label("order_number", chance.choice(("订单号", "交易订单号：", "商户订单号：")))),
        Row(valued("order_number", sale.order_number)),
        *(
            [Row(labelled("terminal_number", "终端号：", sale.terminal_number))]
            if chance.random() < 0.6
            else []
        ),
        Row(words(f"收银员：{sale.operator}")),
        rule("-"),
        *printed_at(sale, chance),
        Row(words("如有疑问请联系客服"), centred=True, size=20),
        *([Row(kind="bars", data=sale.order_number)] if chance.random() < 0.5 else []),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))
