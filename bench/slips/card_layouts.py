"""Slips of card sales, as acquirers' machines in China set them; all names invented."""

import random

from bench.slips.rows import Row, gap, label, labelled, rule, valued, words
from bench.slips.sale import Sale
from bench.slips.slip import COPIES, Slip, card, chip_lines, money, truth_of, undone


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
            valued(
                "card_tail", sale.card_tail, card(sale, chance), chance.choice((" /C", " /I", " C"))
            ),
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
        Row(
            labelled(
                "transaction_time",
                chance.choice(("日期/时间:", "日期时间:", "DATE/TIME:")),
                f"{sale.time:{time_form}}",
            )
        ),
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
    ]
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
            valued(
                "card_tail",
                sale.card_tail,
                card(sale, chance),
                chance.choice(("(I)", "(C)", " I", "")),
            ),
            size=chance.choice((24, 36)),
        ),
        Row(words("交易类型 TRANS TYPE")),
        Row(words("退货 REFUND" if sale.refund else "消费 SALE"), size=32, bold=True),
        Row(words("发卡机构 ISSUER"), right=words(sale.bank)),
        Row(label("batch_number", "批次号 BATCH"), right=label("voucher_number", "凭证号 VOUCHER")),
        Row(
            valued("batch_number", sale.batch_number),
            right=valued("voucher_number", sale.voucher_number),
        ),
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
    ]
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
        Row(
            label("merchant_number", f"商户号{colon}"),
            right=valued("merchant_number", sale.merchant_number),
        ),
        Row(
            label("terminal_number", f"终端号{colon}"),
            right=valued("terminal_number", sale.terminal_number),
        ),
        Row(words(f"操作员{colon}"), right=words(sale.operator)),
        Row(words(f"收单机构{colon}"), right=words(sale.acquirer)),
        Row(words(f"发卡行{colon}"), right=words(sale.bank)),
        Row(
            label("card_tail", f"卡号{colon}"),
            right=valued("card_tail", sale.card_tail, card(sale, chance)),
        ),
        rule("line"),
        Row(
            words(f"交易类型{colon}"),
            right=words(
                "消费撤销" if sale.refund else chance.choice(("消费", "刷卡消费", "闪付消费"))
            ),
            bold=True,
        ),
        Row(
            label("batch_number", f"批次号{colon}"), right=valued("batch_number", sale.batch_number)
        ),
        Row(
            label("voucher_number", chance.choice((f"凭证号{colon}", f"流水号{colon}"))),
            right=valued("voucher_number", sale.voucher_number),
        ),
        Row(words(f"授权码{colon}"), right=words(sale.auth_code)),
        Row(
            label(
                "reference_number",
                chance.choice((f"参考号{colon}", f"系统参考号{colon}", f"检索参考号{colon}")),
            ),
            right=valued("reference_number", sale.reference_number),
        ),
        Row(
            label("transaction_time", chance.choice((f"交易时间{colon}", f"日期时间{colon}"))),
            right=valued("transaction_time", f"{sale.time:{time_form}}"),
        ),
        rule("line"),
        Row(
            label("amount", chance.choice((f"交易金额{colon}", f"金额{colon}"))),
            right=valued("amount", digits, before),
            size=32,
            bold=True,
        ),
        rule("line"),
        *undone(sale, chance),
        Row(words("*** 感谢您的惠顾 ***"), centred=True),
        *([Row(kind="bars", data=sale.reference_number)] if chance.random() < 0.4 else []),
    ]
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
            (
                *label("card_tail", "卡号："),
                *valued("card_tail", sale.card_tail, card(sale, chance)),
            ),
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
        Row(
            words(chance.choice(COPIES)),
            right=words("重打印" if chance.random() < 0.3 else "第一联"),
        ),
    ]
    return Slip(rows, truth_of(sale, rows, time_form))
