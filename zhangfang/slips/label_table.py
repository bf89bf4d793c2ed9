"""The words that slips print before their figures, by what they name; the more telling come first.

`role` says what a figure is worth among its like: of two sums the paid one is the transaction's.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhangfang.slips.reading import FieldName


@dataclass(frozen=True, slots=True)
class Label:
    """Printed forms of one label. `field` None: it names something that is not asked for."""

    field: FieldName | None
    rank: int
    forms: tuple[str, ...]


def _label(field: FieldName | None, rank: int, forms: str) -> Label:
    return Label(field, rank, tuple(forms.split("|")))


LABELS = (
    _label(
        "order_number",
        0,
        "订单号|订单号码|订单编号|订单流水号|交易订单号|支付订单号|原订单号|ORDER NO|ORDER ID",
    ),
    _label("order_number", 1, "商户订单号|商户单号|商家订单号|商家单号|商户订单编号|店铺订单号"),
    _label(
        "order_number",
        2,
        "交易单号|交易号|支付单号|平台单号|平台订单号|渠道单号|渠道订单号|付款单号|收款单号|退款单号|微信单号|支付宝单号|银联单号|单号",
    ),
    _label(
        "order_number",
        3,
        "流水号|交易流水号|系统流水号|平台流水号|支付流水号|商户流水号|业务流水号",
    ),
    _label(
        "reference_number",
        0,
        "参考号|系统参考号|检索参考号|交易参考号|银联参考号|检索号|REFER NO|REF NO|REFERENCE NO|REFERENCE|REFER|RRN",
    ),
    _label(
        "voucher_number",
        0,
        "凭证号|凭证号码|凭证编号|票据号|小票号|签购单号|VOUCHER NO|VOUCHER|TRACE NO|TRACE|INVOICE NO",
    ),
    _label("batch_number", 0, "批次号|批次|批次编号|批号|BATCH NO|BATCH"),
    _label(
        "merchant_number",
        0,
        "商户编号|商户号|商户代码|商编|特约商户编号|商户编码|MERCHANT NO|MERCHANT ID|MERCH NO|MID",
    ),
    _label(
        "terminal_number",
        0,
        "终端编号|终端号|终端机号|终端代码|设备号|设备编号|机具编号|POS号|TERMINAL NO|TERMINAL ID|TERM NO|TERMINAL|TID",
    ),
    _label("auth_code", 0, "授权码|授权号|授权号码|AUTH NO|AUTH CODE|AUTH"),
    _label("kind_of_sale", 0, "交易类型|交易类别|交易种类|业务类型|TRANS TYPE|TXN TYPE|TYPE"),
    _label(
        "card_tail",
        0,
        "卡号|银行卡号|付款卡号|消费卡号|交易卡号|支付卡号|卡号尾号|卡尾号|尾号|CARD NO|CARD NUMBER|CARD",
    ),
    _label(
        "card_tail", 1, "付款账号|付款账户|付款方式|支付方式|付款卡|支付卡|付款银行卡|账号|帐号"
    ),
    _label(
        "amount",
        0,
        "实付金额|实付款|实付|实收金额|实收|付款金额|支付金额|实际支付|实际付款|用户实付|顾客实付|扣款金额",
    ),
    _label(
        "amount",
        1,
        "交易金额|消费金额|退款金额|退货金额|撤销金额|收款金额|刷卡金额|金额|AMOUNT|AMT",
    ),
    _label(
        "amount",
        2,
        "总计|合计|总额|总金额|合计金额|TOTAL|应付金额|应付|应收金额|应收|订单金额|订单总额|商品金额|商品总额|消费总额|原价",
    ),
    _label(
        "transaction_time",
        0,
        "日期时间|交易时间|交易日期时间|支付时间|付款时间|消费时间|退款时间|收款时间|到账时间|DATE/TIME|DATETIME|DATE TIME",
    ),
    _label("transaction_time", 1, "交易日期|日期/时间|日期|时间|DATE|TIME"),
    _label("transaction_time", 2, "下单时间|创建时间|订单时间|完成时间"),
    _label(
        None,
        9,
        "小费|小费金额|TIPS|TIP|优惠金额|优惠|立减|折扣|红包|优惠券|余额|账户余额|可用余额|手续费|服务费|找零|押金"
        "|商户名称|商户名|商户全称|收款方|收款商户|商家名称|门店名称|门店|店铺名称|MERCHANT NAME|MERCHANT COPY|CARDHOLDER COPY"
        "|操作员号|操作员|收银员|收银员号|OPERATOR NO|OPERATOR|OPER NO|CASHIER"
        "|发卡行|发卡机构|发卡银行|收单行|收单机构|收单机构号|发卡行号|ISSUER|ACQUIRER|ISS NO|ACQ NO"
        "|有效期|卡有效期|EXP DATE|EXP|备注|REFERENCE INFO|持卡人签名|签名|签字|CARDHOLDER SIGNATURE|SIGNATURE"
        "|原凭证号|原参考号|原交易日期|原批次号|原授权码|原交易金额|原金额|原流水号|原交易单号|原商户单号"
        "|打印时间|重打印时间|打印日期|结算日期|清算日期|入账日期|当前状态|交易状态|支付状态|状态|卡类型|卡种|卡组织|应用标识"
        "|客服电话|服务热线|电话|地址|商品|商品名称|商品说明|数量|单价|工号|桌号|版本号|版本|PRINT TIME"
        "|商户存根|持卡人存根|银行存根|凭证|TC|AID|TVR|TSI|ATC|ARQC|CSN|APP LABEL|应用名称|基准分期|分期期数|期数",
    ),
)
"""原凭证号 and their like are of the transaction that is undone, not of this one."""

MISREAD = (
    "额领頟颜频", "金全佥夲", "号弓兮另号", "证正让诬记", "凭凴任兑冯", "参叁奉叄惨", "考老孝者", "批比拟抵",
    "次欠灰汰", "终络纟给", "端瑞喘湍", "商啇高商", "户卢尸户", "编偏缟骗", "订汀钉计", "单革卑", "授搜援受",
    "权杈杖", "码吗玛", "时对旪", "间问闻", "日曰目", "期朋斯", "易昜", "交文", "流硫", "水永木", "实买头",
    "付什对讨", "收攸", "卡下", "类奖", "型刑塑", "总怠", "计汁讨", "时吋",
)  # fmt: skip
"""Characters that thermal print and blur make of one another; a swap within a group is cheap."""
