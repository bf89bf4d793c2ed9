"""Whether what was read is a slip, or the screen that takes a slip's place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhangfang.slips.choosing import Choice
from zhangfang.slips.page import Page
from zhangfang.slips.reading import FieldName

_WORDS = re.compile(
    r"签购单|POS|存根|交易(?:成功|凭证|凭条|详情)|支付(?:成功|凭证)|付款(?:成功|凭证)|收款(?:成功|凭证)|账单详情"
    r"|订单详情|小票|凭条|收银|MERCHANT COPY|持卡人|银联|UnionPay|消费|退款成功|扫码"
    r"|微信支付|支付宝|云闪付|顾客联|商户联|操作员|收银员|签名",
    re.IGNORECASE,
)
_OF_A_SALE: frozenset[FieldName] = frozenset(
    ("order_number", "reference_number", "voucher_number", "batch_number", "merchant_number",
     "terminal_number", "card_tail", "amount", "transaction_time", "auth_code", "kind_of_sale")
)  # fmt: skip
_ENOUGH = 2.5


def looks_like_slip(page: Page, choices: Mapping[FieldName, Choice]) -> bool:
    """Labels of a sale with values in their form, and words that only such papers have."""
    labelled = _labelled(choices)
    return points(page, choices) >= _ENOUGH and ("amount" in choices or len(labelled) > 1)


def has_labels(page: Page) -> bool:
    """Whether at least two labels of a sale stand there: what is left of a slip out of focus."""
    return len({one.found.label.field for one in page.statements} & _OF_A_SALE) > 1


def points(page: Page, choices: Mapping[FieldName, Choice]) -> float:
    """One for each labelled value, a half for each label without one, and for each such word."""
    labelled = _labelled(choices)
    named = {
        statement.found.label.field
        for statement in page.statements
        if statement.found.label.field in _OF_A_SALE and statement.found.doubt < 0.3
    }
    text = "\n".join(piece.text for row in page.rows for piece in row)
    words = {match.group().upper() for match in _WORDS.finditer(text)}
    return len(labelled) + 0.5 * len(named - labelled) + 0.5 * min(len(words), 3)


def _labelled(choices: Mapping[FieldName, Choice]) -> set[FieldName]:
    return {
        name for name, choice in choices.items() if choice.best.label and choice.best.doubt <= 1
    }
