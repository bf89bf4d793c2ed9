"""Layouts of the blind set alone: who writes the reader must not see them before it is measured."""

import random

from bench.slips.rows import Row, gap, label, labelled, rule, valued, words
from bench.slips.sale import Sale
from bench.slips.slip import COPIES, Slip, card, money, truth_of, undone


def boxed_form(sale: Sale, chance: random.Random) -> Slip:
    """As a bank's own machines print: labels without colons, two to a row, English ones below."""
    time_form = chance.choice(("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y年%m月%d日 %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        Row(words(sale.bank), size=36, centred=True),
        Row(words("签购单 SALES SLIP"), centred=True, bold=True),
        rule("line"),
        Row(words(f"商户 {sale.merchant}")),
        Row(
            labelled("merchant_number", "商户编号 ", sale.merchant_number),
            column=labelled("terminal_number", "终端编号 ", sale.terminal_number),
        ),
        Row(words("MERCHANT ID"), column=words("TERMINAL ID"), size=16),
        rule("line"),
        Row(
            (
                *label("card_tail", "卡号 "),
                *valued("card_tail", sale.card_tail, card(sale, chance)),
            ),
            size=28,
        ),
        Row(words("CARD NUMBER"), column=words("EXP DATE ****"), size=16),
        Row(
            words("交易种类 " + ("退货 REFUND" if sale.refund else "预授权完成 AUTH COMPLETE")),
            bold=True,
        ),
        rule("line"),
        Row(
            labelled("batch_number", "批次号 ", sale.batch_number),
            column=labelled("voucher_number", "凭证号 ", sale.voucher_number),
        ),
        Row(words("BATCH NO"), column=words("TRACE NO"), size=16),
        Row(
            words(f"授权码 {sale.auth_code}"),
            column=labelled("reference_number", "参考号 ", sale.reference_number),
        ),
        Row(words("AUTH NO"), column=words("REF NO"), size=16),
        Row(labelled("transaction_time", "日期/时间 ", f"{sale.time:{time_form}}")),
        rule("line"),
        Row(
            (*label("amount", "金额 "), *valued("amount", digits, before)),
            size=chance.choice((28, 36, 48)),
        ),
        Row(words("AMOUNT"), size=16),
        rule("line"),
        *undone(sale, chance),
        Row(words("签名 X")),
        Row(kind="signature"),
        Row(words("同意支付上列款项 " + chance.choice(COPIES)), size=20),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))


def hand_held(sale: Sale, chance: random.Random) -> Slip:
    """As the small machines with a touch screen print: sum in the middle, sections with titles."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y/%m/%d %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        Row(words(chance.choice(COPIES)), right=words(f"操作员 {sale.operator}"), size=20),
        Row(words(sale.merchant), size=32, centred=True),
        rule("*"),
        Row(words("退款" if sale.refund else "收款"), centred=True),
        Row(valued("amount", digits, before), size=48, centred=True, bold=True),
        rule("*"),
        Row(words("【交易信息】")),
        Row(labelled("transaction_time", "时间 ", f"{sale.time:{time_form}}")),
        Row(words(f"渠道 {sale.wallet}（{sale.acquirer}）")),
        Row(label("order_number", chance.choice(("订单编号", "商户订单号")))),
        Row(valued("order_number", sale.order_number), right=()),
        Row(labelled("reference_number", "参考号 ", sale.reference_number)),
        gap(10),
        Row(words("【终端信息】")),
        Row(labelled("merchant_number", "商户号 ", sale.merchant_number)),
        Row(labelled("terminal_number", "终端号 ", sale.terminal_number)),
        rule("-"),
        Row(words("商户热线 400-000-00XX"), centred=True, size=20),
        Row(kind="bars", data=sale.order_number),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))


def wallet_bill(sale: Sale, chance: random.Random) -> Slip:
    """A bill in a wallet's own app: many rows, dates without zeros, both kinds of number."""
    sign = "+" if sale.refund else "-"
    day = f"{sale.time.year}年{sale.time.month}月{sale.time.day}日"
    moment = f"{day} {sale.time:%H:%M:%S}"
    rows = [
        gap(20),
        Row(words(sale.merchant), size=24, centred=True),
        Row(valued("amount", f"{sale.amount:,.2f}", sign), size=50, centred=True),
        rule(),
        Row(words("当前状态"), column=words("已全额退款" if sale.refund else "支付成功"), size=23),
        Row(
            label("transaction_time", "支付时间"),
            column=valued("transaction_time", moment),
            size=23,
        ),
        Row(words("商品"), column=words(chance.choice(("订单付款", "扫码付款", "收款"))), size=23),
        Row(words("商户全称"), column=words(sale.merchant), size=23),
        Row(words("收单机构"), column=words(sale.acquirer), size=23),
        Row(
            label("card_tail", "支付方式"),
            column=valued("card_tail", sale.card_tail, f"{sale.bank}储蓄卡(", ")"),
            size=23,
        ),
        Row(words("交易单号"), column=words(sale.wallet_number), size=23),
        Row(
            label("order_number", "商户单号"),
            column=valued("order_number", sale.order_number),
            size=23,
        ),
        rule(),
        Row(words("对订单有疑惑"), size=23),
    ]
    return Slip(rows, truth_of(sale, rows, "%S"))


BLIND_LAYOUTS = {"boxed_form": boxed_form, "hand_held": hand_held}
BLIND_SCREENS = {"wallet_bill": wallet_bill}
