"""Sums of money in 大写, as receipts and letters want them: a changed stroke shows."""

from decimal import ROUND_HALF_UP, Decimal

LARGEST = Decimal(10) ** 16


def in_capitals(yuan: str) -> str | None:
    """`人民币壹万零肆元伍角` for `10004.50`; None for a sum that nobody writes out.

    Zeros and 整 are as in the rules of the People's Bank for filling in bills (正确填写票据和
    结算凭证的基本规定): 整 after 元, none after 角 or 分.
    """
    sum_ = Decimal(yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not 0 < sum_ < LARGEST:
        return None
    import cn2an

    return f"人民币{cn2an.an2cn(f'{sum_:f}', 'rmb')}"
