"""Six ways in which slips are set, as acquirers' machines in China print them; all names invented."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from bench.slips.rows import FIELDS, Row, gap, label, labelled, rule, valued, words
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
    """What a chip card adds below the sum, in small print: long numbers that are no fact of ours."""
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


def bank_slip(sale: Sale, chance: random.Random) -> Slip:
    """Bilingual labels and everything on the left, as the big network's machines print."""
    time_form = chance.choice(("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d  %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    english = chance.random() < 0.6

    def named(chinese: str, latin: str) -> str:
        return f"{chinese}({latin}):" if english else f"{chinese}:"

    kind = chance.choice(("退货", "消费撤销")) if sale.refund else "消费"
    latin = {"消费": "SALE", "退货": "REFUND", "消费撤销": "VOID"}[kind]
    rows = [
        Row(words("POS 签购单"), size=36, centred=True),
        gap(),
        Row(words(chance.choice(COPIES)), right=words("请妥善保管")),
        rule(),
        Row(words(f"{named('商户名称', 'MERCHANT NAME')}")),
        Row(words(f"  {sale.merchant}")),
        Row(labelled("merchant_number", named("商户编号", "MERCHANT NO"), sale.merchant_number)),
        Row(labelled("terminal_number", named("终端编号", "TERMINAL NO"), sale.terminal_number)),
        Row(words(f"操作员号: {sale.operator}")),
        rule(),
        Row(words(f"发卡行:{sale.bank}")),
        Row(words(f"收单行:{sale.acquirer}")),
        Row(label("card_tail", named("卡号", "CARD NO"))),
        Row(
            valued("card_tail", sale.card_tail, card(sale, chance), chance.choice((" /C", " /I", " C"))),
            size=chance.choice((24, 32)),
        ),
        Row(words(f"{named('交易类型', 'TXN TYPE')} {kind}" + (f"({latin})" if english else ""))),
        Row(words(f"有效期(EXP DATE): {chance.randrange(26, 34)}/{chance.randrange(1, 13):02d}")),
        Row(
            labelled("batch_number", "批次号:", sale.batch_number),
            column=labelled("voucher_number", "凭证号:", sale.voucher_number),
        ),
        Row(words(f"授权码:{sale.auth_code}")),
        Row(labelled("reference_number", named("参考号", "REFER NO"), sale.reference_number)),
        Row(labelled("transaction_time", chance.choice(("日期/时间:", "日期时间:", "DATE/TIME:")), f"{sale.time:{time_form}}")),
        Row((*label("amount", named("金额", "AMOUNT")),), size=24),
        Row(valued("amount", digits, f"  {before}"), size=chance.choice((32, 40, 48)), bold=True),
        rule(),
        Row(words("备注(REFERENCE):")),
        *undone(sale, chance),
        *chip_lines(chance),
        *([Row(words("*重打印凭证/DUPLICATED*"), centred=True)] if chance.random() < 0.25 else []),
        Row(words("持卡人签名(CARDHOLDER SIGNATURE):")),
        Row(kind="signature"),
        Row(words("本人确认以上交易，同意将其计入本卡账户"), size=20),
        Row(words("I ACKNOWLEDGE SATISFACTORY RECEIPT"), size=16),
    ]  # fmt: skip
    return Slip(rows, truth_of(sale, rows, time_form))


def label_above(sale: Sale, chance: random.Random) -> Slip:
    """Each value under its label, as the machines of the small shops print."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y%m%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        Row(words(sale.acquirer), size=40, centred=True, bold=True),
        Row(words("欢迎使用银行卡"), centred=True),
        rule("="),
        Row(words("商户名称 MERCHANT NAME")),
        Row(words(sale.merchant), right=()),
        Row(label("merchant_number", "商户编号 MERCHANT NO.")),
        Row(valued("merchant_number", sale.merchant_number)),
        Row(
            label("terminal_number", "终端号 TERMINAL"),
            right=words("操作员 OPER"),
        ),
        Row(valued("terminal_number", sale.terminal_number), right=words(sale.operator)),
        rule(),
        Row(label("card_tail", "卡号 CARD NO.")),
        Row(
            valued("card_tail", sale.card_tail, card(sale, chance), chance.choice(("(I)", "(C)", " I", ""))),
            size=chance.choice((24, 36)),
        ),
        Row(words("交易类型 TRANS TYPE")),
        Row(words("退货 REFUND" if sale.refund else "消费 SALE"), size=32, bold=True),
        Row(words("发卡机构 ISSUER"), right=words(sale.bank)),
        Row(label("batch_number", "批次号 BATCH"), right=label("voucher_number", "凭证号 VOUCHER")),
        Row(valued("batch_number", sale.batch_number), right=valued("voucher_number", sale.voucher_number)),
        Row(words("授权码 AUTH"), right=label("reference_number", "参考号 REF. NO")),
        Row(words(sale.auth_code), right=valued("reference_number", sale.reference_number)),
        Row(label("transaction_time", "日期时间 DATE/TIME")),
        Row(valued("transaction_time", f"{sale.time:{time_form}}")),
        Row(label("amount", chance.choice(("金额 AMOUNT", "交易金额 AMOUNT", "消费金额 AMOUNT")))),
        Row(valued("amount", digits, before), size=48, right=(), bold=chance.random() < 0.5),
        rule(),
        Row(words("签名 SIGNATURE")),
        Row(kind="signature"),
        Row(words("客服热线 95XXX  " + chance.choice(COPIES)), size=20),
    ]  # fmt: skip
    return Slip(rows, truth_of(sale, rows, time_form))


def right_aligned(sale: Sale, chance: random.Random) -> Slip:
    """Labels on the left edge, values on the right one."""
    time_form = chance.choice(("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S"))
    before, digits = money(chance, sale.amount, refund=sale.refund)
    colon = chance.choice((":", "：", ""))
    rows = [
        Row(words("银行卡交易凭条"), size=36, centred=True),
        Row(words(chance.choice(COPIES)), centred=True, size=20),
        rule("line"),
        Row(words(f"商户名{colon}"), right=words(sale.merchant)),
        Row(label("merchant_number", f"商户号{colon}"), right=valued("merchant_number", sale.merchant_number)),
        Row(label("terminal_number", f"终端号{colon}"), right=valued("terminal_number", sale.terminal_number)),
        Row(words(f"操作员{colon}"), right=words(sale.operator)),
        Row(words(f"收单机构{colon}"), right=words(sale.acquirer)),
        Row(words(f"发卡行{colon}"), right=words(sale.bank)),
        Row(label("card_tail", f"卡号{colon}"), right=valued("card_tail", sale.card_tail, card(sale, chance))),
        rule("line"),
        Row(words(f"交易类型{colon}"), right=words("消费撤销" if sale.refund else chance.choice(("消费", "刷卡消费", "闪付消费"))), bold=True),
        Row(label("batch_number", f"批次号{colon}"), right=valued("batch_number", sale.batch_number)),
        Row(label("voucher_number", chance.choice((f"凭证号{colon}", f"流水号{colon}"))), right=valued("voucher_number", sale.voucher_number)),
        Row(words(f"授权码{colon}"), right=words(sale.auth_code)),
        Row(label("reference_number", chance.choice((f"参考号{colon}", f"系统参考号{colon}", f"检索参考号{colon}"))), right=valued("reference_number", sale.reference_number)),
        Row(label("transaction_time", chance.choice((f"交易时间{colon}", f"日期时间{colon}"))), right=valued("transaction_time", f"{sale.time:{time_form}}")),
        rule("line"),
        Row(label("amount", chance.choice((f"交易金额{colon}", f"金额{colon}"))), right=valued("amount", digits, before), size=32, bold=True),
        rule("line"),
        *undone(sale, chance),
        Row(words("*** 感谢您的惠顾 ***"), centred=True),
        *([Row(kind="bars", data=sale.reference_number)] if chance.random() < 0.4 else []),
    ]  # fmt: skip
    return Slip(rows, truth_of(sale, rows, time_form))


def two_columns(sale: Sale, chance: random.Random) -> Slip:
    """Two facts a row where they fit, on wide paper; date and time apart from each other."""
    time_form = "%Y/%m/%d %H:%M:%S"
    day, hour = f"{sale.time:%Y/%m/%d}", f"{sale.time:%H:%M:%S}"
    before, digits = money(chance, sale.amount, refund=sale.refund)
    rows = [
        Row(words("签 购 单"), size=48, centred=True),
        Row(words(f"特约商户：{sale.merchant}")),
        Row(
            labelled("merchant_number", "商户编号：", sale.merchant_number),
            right=labelled("terminal_number", "终端编号：", sale.terminal_number),
        ),
        rule("-"),
        Row(
            labelled("transaction_time", "日期：", day),
            column=labelled("transaction_time", "时间：", hour),
        ),
        Row(
            (*label("card_tail", "卡号："), *valued("card_tail", sale.card_tail, card(sale, chance))),
            right=words(f"有效期：{chance.randrange(26, 34)}{chance.randrange(1, 13):02d}"),
        ),
        Row(words(f"发卡行：{sale.bank}"), column=words(f"收单行：{sale.acquirer}")),
        Row(
            words("交易类型：退货" if sale.refund else "交易类型：消费"),
            column=words(f"授权码：{sale.auth_code}"),
        ),
        Row(
            labelled("voucher_number", "凭证号：", sale.voucher_number),
            column=labelled("batch_number", "批次号：", sale.batch_number),
        ),
        Row(
            labelled("reference_number", "参考号：", sale.reference_number),
            column=words(f"操作员：{sale.operator}"),
        ),
        rule("-"),
        Row((*label("amount", "金额："), *valued("amount", digits, before)), size=40, bold=True),
        Row(words("小费 TIP：________________")),
        Row(words("总计 TOTAL：______________")),
        rule("-"),
        Row(words("持卡人签字："), size=24),
        Row(kind="signature"),
        Row(words(chance.choice(COPIES)), right=words("重打印" if chance.random() < 0.3 else "第一联")),
    ]  # fmt: skip
    return Slip(rows, truth_of(sale, rows, time_form))


def scan_receipt(sale: Sale, chance: random.Random) -> Slip:
    """Paid from a wallet: long numbers that go on on the next line, a sum before and after discount."""
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
        Row(labelled("terminal_number", chance.choice(("终端编号：", "设备号：")), sale.terminal_number)),
        Row(words(f"交易类型：{'扫码退款' if sale.refund else '扫码消费'}")),
        Row(words(f"支付方式：{sale.wallet}")),
        Row(labelled("order_number", chance.choice(("订单号：", "商户单号：", "商户订单号：")), sale.order_number)),
        *(
            [Row(words(f"交易单号：{sale.wallet_number}"))]
            if chance.random() < 0.4
            else []
        ),
        *(
            [Row(labelled("voucher_number", "凭证号：", sale.voucher_number))]
            if chance.random() < 0.5
            else []
        ),
        Row(labelled("transaction_time", chance.choice(("交易时间：", "支付时间：")), f"{sale.time:{time_form}}")),
        rule("-"),
        *(
            [
                Row(words("订单金额："), right=words(f"{before}{whole}")),
                Row(words("优惠金额："), right=words(f"-{sale.amount - paid:.2f}")),
                Row(label("amount", chance.choice(("实付金额：", "实收金额："))), right=valued("amount", digits, before), size=32, bold=True),
            ]
            if discounted
            else [Row(label("amount", "交易金额："), right=valued("amount", digits, before), size=32, bold=True)]
        ),
        rule("-"),
        *([Row(kind="qr", data=sale.order_number, size=150)] if chance.random() < 0.6 else []),
        *printed_at(sale, chance),
        Row(words("扫码查看电子凭证"), centred=True, size=20),
    ]  # fmt: skip
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
        Row(labelled("transaction_time", chance.choice(("交易时间：", "时间：", "收款时间：")), f"{sale.time:{time_form}}")),
        Row(label("order_number", chance.choice(("订单号", "交易订单号：", "商户订单号：")))),
        Row(valued("order_number", sale.order_number)),
        *([Row(labelled("terminal_number", "终端号：", sale.terminal_number))] if chance.random() < 0.6 else []),
        Row(words(f"收银员：{sale.operator}")),
        rule("-"),
        *printed_at(sale, chance),
        Row(words("如有疑问请联系客服"), centred=True, size=20),
        *([Row(kind="bars", data=sale.order_number)] if chance.random() < 0.5 else []),
    ]  # fmt: skip
    return Slip(rows, truth_of(sale, rows, time_form))


LAYOUTS: dict[str, Layout] = {
    "bank_slip": bank_slip,
    "label_above": label_above,
    "right_aligned": right_aligned,
    "two_columns": two_columns,
    "scan_receipt": scan_receipt,
    "small_box": small_box,
}
