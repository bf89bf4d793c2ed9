"""One invented sale: what a slip of it may print, and so what a reader should find."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

FIRST_DAY = datetime(2025, 3, 1, 6, 30)  # noqa: DTZ001 (a slip's clock has no zone)
DAYS = 600

MERCHANTS = (
    "老街牛肉面馆", "新安路水果店", "顺意五金建材", "好邻居便利店", "春风理发店", "东门海鲜大排档",
    "小满烘焙工坊", "城南汽车维修中心", "锦绣花园酒店", "康民大药房", "文苑书店", "福来茶叶行",
    "宏远家电商场", "渔人码头餐饮有限公司", "西河宠物医院", "万家母婴用品店", "金鼎珠宝行",
    "天天加油站", "云上民宿", "红星家具城", "百味斋食品", "长青眼镜店", "欣欣服装批发部",
)  # fmt: skip
BANKS = (
    "中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "交通银行", "招商银行", "邮储银行",
    "中信银行", "兴业银行", "浦发银行", "民生银行", "光大银行", "平安银行", "广发银行", "北京银行",
)  # fmt: skip
ACQUIRERS = ("众联收单", "卡乐付", "顺行支付", "富达通", "通汇支付", "扫码宝", "中汇商服")
WALLETS = ("微信支付", "支付宝", "云闪付")
CARD_STARTS = ("622848", "621700", "622202", "621661", "625965", "439225", "622588", "620522")
DIGITS = "0123456789"


class Sale(NamedTuple):
    """What is known of a sale; a slip prints a part of it."""

    merchant: str
    merchant_number: str
    terminal_number: str
    operator: str
    bank: str
    acquirer: str
    wallet: str
    card_start: str
    card_tail: str
    batch_number: str
    voucher_number: str
    auth_code: str
    reference_number: str
    order_number: str
    wallet_number: str
    time: datetime
    amount: Decimal
    discount: Decimal
    refund: bool


def invent(chance: random.Random) -> Sale:
    """A sale."""
    moment = FIRST_DAY + timedelta(
        days=chance.randrange(DAYS), seconds=chance.randrange(16 * 3600 + 1800)
    )
    amount = _amount(chance)
    return Sale(
        merchant=chance.choice(MERCHANTS),
        merchant_number=chance.choice(("898", "822", "848", "830")) + _digits(chance, 12),
        terminal_number=_terminal(chance),
        operator=chance.choice(("01", "001", "0001")),
        bank=chance.choice(BANKS),
        acquirer=chance.choice(ACQUIRERS),
        wallet=chance.choice(WALLETS),
        card_start=chance.choice(CARD_STARTS),
        card_tail=_digits(chance, 4),
        batch_number=f"{chance.randrange(1, 2000):06d}",
        voucher_number=f"{chance.randrange(1, 1_000_000):06d}",
        auth_code=_digits(chance, 6),
        reference_number=_digits(chance, 12),
        order_number=_order(chance, moment),
        wallet_number=chance.choice(("42000", "20")) + _digits(chance, 23),
        time=moment,
        amount=amount,
        discount=Decimal(chance.randrange(1, 1 + min(5000, int(amount * 50) or 1))) / 100,
        refund=chance.random() < 0.07,
    )


def _amount(chance: random.Random) -> Decimal:
    """From cents to five figures; round sums and odd ones."""
    whole = int(10 ** chance.uniform(0.2, 4.75))
    cents = chance.choice((0, 0, chance.randrange(100), chance.randrange(10) * 10))
    return (Decimal(whole * 100 + cents) / 100).quantize(Decimal("0.01"))


def _terminal(chance: random.Random) -> str:
    if chance.random() < 0.12:
        return chance.choice("ACHKP") + _digits(chance, 7)
    return _digits(chance, 8)


def _order(chance: random.Random, moment: datetime) -> str:
    """18 to 32 digits; most begin with the time."""
    if chance.random() < 0.7:
        return f"{moment:%Y%m%d%H%M%S}" + _digits(chance, chance.choice((4, 6, 8, 10, 14)))
    return chance.choice("1234567") + _digits(chance, chance.choice((17, 19, 21, 25)))


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(DIGITS) for _ in range(count))
