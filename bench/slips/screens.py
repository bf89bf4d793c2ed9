"""What apps show of a sale: rows for a screen instead of paper."""

import random

from bench.slips.rows import Row, gap, label, rule, valued, words
from bench.slips.sale import Sale
from bench.slips.slip import Slip, card, money, truth_of

TITLES = ("交易详情", "收款详情", "账单详情", "订单详情")


def app_detail(sale: Sale, chance: random.Random) -> Slip:
    """The sum in the middle, then labels on the left and values on the right."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y/%m/%d %H:%M"))
    _, digits = money(chance, sale.amount)
    sign = chance.choice(("-", "¥-")) if sale.refund else chance.choice(("¥", "￥", "+", ""))
    rows = [
        gap(30),
        Row(words(sale.merchant), size=26, centred=True),
        Row(valued("amount", digits, sign), size=52, centred=True),
        Row(words("退款成功" if sale.refund else "收款成功"), size=22, centred=True),
        rule(),
        Row(words("交易类型"), right=words("退款" if sale.refund else "收款")),
        Row(words("付款方式"), right=words(sale.wallet)),
        Row(
            label("transaction_time", chance.choice(("交易时间", "支付时间", "创建时间"))),
            right=valued("transaction_time", f"{sale.time:{time_form}}"),
        ),
        Row(
            label("order_number", chance.choice(("订单号", "商户单号", "商户订单号"))),
            right=valued("order_number", sale.order_number),
        ),
        *(
            [Row(words("交易单号"), right=words(sale.wallet_number))]
            if chance.random() < 0.5
            else []
        ),
        *(
            [
                Row(
                    label("terminal_number", "终端号"),
                    right=valued("terminal_number", sale.terminal_number),
                )
            ]
            if chance.random() < 0.4
            else []
        ),
        rule(),
        Row(words("对订单有疑问"), right=words("联系客服")),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))


def machine_screen(sale: Sale, chance: random.Random) -> Slip:
    """What a machine with a large screen shows of a card sale, values in a column."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        gap(20),
        Row(words("交易状态"), column=words("已退款" if sale.refund else "交易成功"), size=28),
        Row(label("amount", "交易金额"), column=valued("amount", digits, before), size=28),
        Row(words("交易类型"), column=words("退货" if sale.refund else "消费"), size=28),
        Row(
            label("card_tail", "卡号"),
            column=valued("card_tail", sale.card_tail, card(sale, chance)),
            size=28,
        ),
        Row(
            label("transaction_time", "交易时间"),
            column=valued("transaction_time", f"{sale.time:{time_form}}"),
            size=28,
        ),
        Row(
            label("reference_number", "参考号"),
            column=valued("reference_number", sale.reference_number),
            size=28,
        ),
        Row(
            label("voucher_number", "凭证号"),
            column=valued("voucher_number", sale.voucher_number),
            size=28,
        ),
        Row(
            label("batch_number", "批次号"),
            column=valued("batch_number", sale.batch_number),
            size=28,
        ),
        Row(
            label("merchant_number", "商户号"),
            column=valued("merchant_number", sale.merchant_number),
            size=28,
        ),
        Row(
            label("terminal_number", "终端号"),
            column=valued("terminal_number", sale.terminal_number),
            size=28,
        ),
        rule(),
        Row(words("重新打印"), right=words("返回"), size=30),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))


SCREEN_LAYOUTS = {"app_detail": app_detail, "machine_screen": machine_screen}
