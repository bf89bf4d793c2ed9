"""Finds the amounts of a message, in yuan, the disputed one first. Texts are normalised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from zhangfang.language.corrections import is_in_correction, withdrawn
from zhangfang.language.labels import read_labelled
from zhangfang.language.numerals import CHINESE, DIGITS, NUMERAL, read_number
from zhangfang.language.span import Span, overlaps
from zhangfang.language.times import time_spans

Role = Literal["expected", "charged"]


@dataclass(frozen=True)
class Amount:
    """An amount in yuan, always positive; `role` when the words say it was due or was taken."""

    value: Decimal
    approximate: bool
    role: Role | None
    negative: bool
    start: int
    end: int
    said: str


_CURRENCY = r"(?:¥|rmb|cny|人民币)"
_AFTER_UNIT = rf"(?:[{DIGITS}]{{1,2}}|\d{{1,2}})"
_MEASURE = (
    r"(?:[笔台遍家个天号张件位人年月日点秒%‰斤瓶盒箱份杯碗套期倍层楼室折度项种组批趟辆桌步岁根颗吨寸页]|单(?!号|子|据|价)"
    r"|次(?!日|月)|分钟|小时|毫升|公里|周|礼拜|星期|工作日|多[个次笔台家天人单]|来[个次笔台家天人单]|几[个次笔台家天人单]"
    r"|[mgk]b\b|kg\b|km\b|位数)"
)
_AMOUNT = re.compile(
    rf"(?P<sign>(?:负|(?<![A-Za-z0-9)%*_])-)\s?)?"
    rf"(?:(?P<currency>{_CURRENCY}[\s:]*(?:[-]\s?)?)|(?<![A-Za-z0-9_.*几])(?<![A-Za-z0-9][-/:@#]))"
    rf"(?P<number>{NUMERAL})"
    r"(?P<more>来(?=块|元|钱)|把(?=块|元)|多(?!扣|收|刷|退|付|出|划|算|转|给|了)|余(?!额)|几(?=块|元|$|[,。]))?"
    r"(?:\s?(?:"
    rf"(?P<yuan>块(?!儿|去|来|走|屏)钱?|元|圆|蚊)(?:零?(?P<mao>{_AFTER_UNIT})(?![\d.{CHINESE}])"
    rf"(?!\s?{_MEASURE})(?P<jiao>毛|角)?(?:零?(?P<fen>[{DIGITS}]|\d)分?(?![\d.{CHINESE}])(?!\s?{_MEASURE}))?(?P<only_fen>分)?|(?P<half>半))?[整正]?"
    rf"|(?P<small>毛|角(?!度))钱?(?:(?P<small_fen>[{DIGITS}]|\d)分?(?!\s?{_MEASURE}))?"
    r"|(?P<cents>分钱)|整(?!个|体|天)|(?P<suffix>rmb|cny|yuan)(?![a-z])))?"
    r"(?P<about>\s?(?:出头|左右|上下|多(?=[,。;!?\s]|$)))?"
    rf"(?![A-Za-z0-9*]|[-/:]\d)",
    re.IGNORECASE,
)
_BEGINNING = re.compile(rf"[\d{CHINESE}¥人rRcC负-]")
_IDIOM = re.compile(
    r"千万(?![元块])|万一|[百千万]分(?:之)?|一(?:直|下|样|会|定|起|些|点|般|共|个|旦|律|致|概|边|面|番|切|向|早|清二楚|块(?!钱|[\d一二两三四五六七八九半零]"
    r"|毛|\W|$|多|手续))|唯一|统一|单一|第[\d一二三四五六七八九十百]+|三番[两五]次|乱七八糟|七上八下|五花八门|十分(?!钱)|百般|千方百计"
    r"|不管三七二十一|二维码|九牛一毛|一毛不拔|一五一十|三天两头|十全十美|成千上万|成百上千|上[百千万]|[几好数][百千万十]+|十有八九|八成"
    r"|一[分毛块]钱?(?:都|也)?(?:没|不|未)|三角债|一卡通|二话|两回事|两边|两头|百分百|半[天]|万事|万达|千禧|七七八八|一万个|一百个|十万火急"
)
_RATE = re.compile(
    rf"[百千万]分之\s?(?:{NUMERAL})(?:点[{DIGITS}]+)?|\d+(?:\.\d+)?\s?(?:%|‰|个百分点|个点|折)|[{DIGITS}十]+(?:点[{DIGITS}]+)?个点"
    rf"|(?:费率|利率|扣率|汇率|税率|比例|点数)[^,。;!?]{{0,14}}?(?<![\d.])(?:0?\.\d+|[0-9]\.\d{{1,3}}|[零一二三]点[{DIGITS}]+)(?![\d元块])"
    rf"(?:\s?(?:涨|变|调|改|升|提|到|成|为|至|了|-|~)+(?:[0-9]?\.\d+|[0-9](?![\d.])))?|(?<![{CHINESE}\d])[万千]\d(?:\.\d+)?(?![\d千百块元])"
    rf"|(?<![{CHINESE}])[零〇][点][{DIGITS}]+|(?<![\d.])0?\.\d+(?=\s?(?:的?费率|封顶|的点|结算|收手续费|的手续费))"
    r"|(?:封顶|限额|额度|上限|最高|起步|门槛)[^,。;!?\d]{0,4}\d+(?:\.\d+)?\s?[万wk元块]?|\d+(?:\.\d+)?\s?[元块]?(?:封顶|起步)"
    r"|满\s?\d+\s?[元块]?减\s?\d+|[td]\s?\+\s?\d|\d{1,2}[*x×]\d{1,2}(?!\d)|第\s?\d+",
    re.IGNORECASE,
)
_WORDS_BEFORE_MONEY = (
    r"本来|原本|正常|分别|具体|准确|确切|精确|扣|收|刷|退|付|差|少|多|欠|赔|补|转|到账|到了?|入账|金额|款|钱|价|费|押金|应|实|变成|成了?|剩|合计|总计|共计|总额|一共|总共|共|花|卖|充|存|缴|交|垫|损失"
    r"|amount|total|paid|pay|charged?|划|走|没了|到手|进账|结算|冻结|亏|返|打了|发了|收入|流水|营业额|[一这那两]笔|一次|输|按|打成|刷成|录成|输成|消费|支付|买单|结账|余额"
)
_BEFORE = re.compile(
    rf"(?:{_WORDS_BEFORE_MONEY})(?:了|我|他|她|咱|俺|顾客|客户|客人|人家|们|店|的|你|是|为|:|=|\s|大概|大约|约|差不多|,|有|就|又|只|才|给|款|费|走|掉|去|成|出|到|进"
    r"|账|钱|额|多|少|整整|居然|竟然|将近|近|不到|快|足足|正好|刚好|一共|总共|共|该|应该|好像|可能|估计|说|来说|具体|确切|准确|实际|即|那笔|这笔|一笔|扣|退|收|刷|付|整|也|却|还)*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:的?[那这一两三几][笔单]|没[到退收]|没有到|被扣|扣了|到账|进账|的(?:单子|单|账|货款|款|货|消费|交易|东西)|就这样没|不见了|不翼而飞|收款|未到|给扣|被划|退款|退成|刷成|打成|变成)"
)
_ABOUT = re.compile(
    r"(?:大概|大约|约|差不多|将近|接近|近|快|不到|好像|估计|可能|貌似|印象中|左右)(?:是|有|就|也就|刷了?|扣了?|收了?|在|\s)*[¥]?$"
)
_EXACT = re.compile(r"本来|原本|正常|分别|具体|准确|确切|精确|实际|正好|应该是|就是")
_EXPECTED = re.compile(
    r"应该?(?:收|扣|付|退|到|是|给|刷)?|本来|原本|原价|说好|正常|定价|标价|只(?:要|该|用|需|想|应)|[该要想]退|[该要想](?:收|刷|扣|付)|明明|约定|协议|合同|以前(?:都|只)?|平时"
    r"|卖的?|货款|消费了?|买了?"
)
_CHARGED = re.compile(r"实(?:际)?(?:扣|收|到|退|付|刷)?|却|结果|扣了?|变成|[刷打退输录弄]?成了?|收了|退了|划了?|多[扣收]|到了|只到|到账")
_DIFFERENCE = re.compile(r"多[扣收刷退付]了?(?:我|他)?|少[到退收]了?(?:我|他)?|差了?|短了?|被扣了?|无故|莫名|乱扣|没到|不见")
_UNIT_PRICE = re.compile(r"单价|每[件个份斤瓶盒箱杯碗台张位人条只套]|一[件个份斤瓶盒箱杯碗张位条只套](?:是|卖|要)?$")
_PER_PIECE = re.compile(r"\s?(?:[一/每][件个份斤瓶盒箱杯碗台张位人条只套]|\s?[*x×]\s?\d)")
_TOTAL = re.compile(r"一共|总共|合计|总计|共计|总价|总额|共|total", re.IGNORECASE)
_MEASURED = re.compile(rf"\s?{_MEASURE}", re.IGNORECASE)
_AND = re.compile(r"\s?(?:[和、跟与及加+/]|还有|一?笔|的?[我他她你给机器店员却只才就,结果]{0,6}(?:刷|扣|退|打|输|按|收|录|弄|搞|划|变|付|到|来|进|剩|发)(?:成|了|作|为|走|我|他|账|来|的是){0,3})\s?")
_FILLING = re.compile(r"[\s,。.!?;~]|吧|啊|呢|是|大概|大约|左右|的")
_TOKEN_EDGE = re.compile(r"[\s,;、/。!?()|]")


def read_amounts(
    text: str,
    asking: str | None = None,
    taken: Sequence[Span] | None = None,
    *,
    bare: bool = False,
) -> list[Amount]:
    """The amounts of a normalised text. `bare`: a number standing by itself is one as well."""
    if taken is None:
        labelled = [item.span for item in read_labelled(text)]
        taken = [*labelled, *time_spans(text, labelled)]
    closed = [*taken, *_spans(_IDIOM, text), *_spans(_RATE, text)]
    reader = _Reader(asking, taken, bare)
    found = [_amount(text, match) for match in _candidates(text, closed, reader)]
    amounts = [amount for amount in found if amount is not None]
    dropped = withdrawn(text, [(amount.start, amount.end) for amount in amounts])
    kept = [amount for index, amount in enumerate(amounts) if index not in dropped]
    kept = _with_pair_roles(text, _without_unit_prices(text, _without_guesses(kept)))
    return _distinct(sorted(kept, key=lambda amount: _rank(text, amount)))


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _candidates(text: str, closed: Sequence[Span], reader: _Reader) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    doubtful: list[re.Match[str]] = []
    position = 0
    while (begin := _BEGINNING.search(text, position)) is not None:
        match = _AMOUNT.match(text, begin.start())
        if match is None:
            position = begin.end()
        elif overlaps(match.span("number"), closed):
            position = max(begin.end(), _closed_until(match.span(), closed))
        elif reader.is_money(text, match):
            found.append(match)
            position = match.end()
        else:
            doubtful.append(match)
            position = max(begin.end(), match.end("number") if match["number"][0].isdigit() else 0)
    return sorted([*found, *_listed(text, found, doubtful)], key=lambda match: match.start())


def _listed(
    text: str, found: Sequence[re.Match[str]], doubtful: Sequence[re.Match[str]]
) -> list[re.Match[str]]:
    """1280 和 960 没到: what is listed with an amount is one."""

    def is_listed(match: re.Match[str]) -> bool:
        return any(
            _AND.fullmatch(text[one.end() : other.start()]) is not None
            for sure in found
            for one, other in ((sure, match), (match, sure))
            if one.end() <= other.start()
        )

    return [match for match in doubtful if _could_be_money(text, match) and is_listed(match)]


def _closed_until(span: Span, closed: Sequence[Span]) -> int:
    """Reading goes on behind what belongs to something else."""
    return max((end for start, end in closed if start <= span[0] < end), default=0)


@dataclass(frozen=True)
class _Reader:
    """What makes a number money: its unit, its words, or the question that it answers."""

    asking: str | None
    others: Sequence[Span]
    bare: bool

    def is_money(self, text: str, match: re.Match[str]) -> bool:
        """Whether a number is an amount."""
        if _has_unit(match):
            return True
        whole = _FILLING.sub("", text) == _FILLING.sub("", match.group())
        if not _could_be_money(text, match):
            is_answer = whole and self.asking == "amount"
            return is_answer and re.fullmatch(rf"[{CHINESE}]+", match["number"]) is not None
        if whole or self.asking == "amount":
            return self.asking in (None, "amount") or len(match["number"]) <= 4
        return _is_called_money(text, match) or self._is_bare_fact(text, match)

    def _is_bare_fact(self, text: str, match: re.Match[str]) -> bool:
        """288 beside an order number or a time, or 288.00 anywhere."""
        is_exact = re.search(r"\.\d\d$", match["number"]) is not None
        after = match.end() >= len(text) or _TOKEN_EDGE.match(text[match.end()]) is not None
        before = match.start() == 0 or _TOKEN_EDGE.match(text[match.start() - 1]) is not None
        follows = any(text[end : match.start()] in ("", "的", "那笔") for _, end in self.others)
        return (self.bare or is_exact) and ((after and before) or follows)


def _could_be_money(text: str, match: re.Match[str]) -> bool:
    """Not a count, not a long or zero-led code, and more than one spoken digit."""
    number = match["number"]
    figures = re.sub(r"\D", "", number)
    if _MEASURED.match(text, match.end()) is not None or len(figures) >= 8:
        return False
    return re.match(r"0\d", number) is None if figures else _is_spoken_amount(number)


def _is_called_money(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    if _BEFORE.search(before) is not None:
        return re.search(r"[打拨]$", before) is None
    if _AFTER.match(text, match.end()) is not None or match["about"] is not None:
        return True
    return bool(match["sign"]) or is_in_correction(text, match.span("number"))


def _has_unit(match: re.Match[str]) -> bool:
    said = match.group()
    plain = match["currency"] or match["yuan"] or match["small"] or match["cents"] or match["suffix"]
    return bool(plain) or said.rstrip().endswith("整")


def _is_spoken_amount(number: str) -> bool:
    return len(number) > 1 and re.search(r"[十百千万拾佰仟廿卅]", number) is not None


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    value = _value(match)
    if value is None or value == 0 or value >= 1_000_000_000:
        return None
    number = read_number(match["number"])
    before = text[max(0, match.start() - 10) : match.start()]
    about = bool(match["more"] or match["about"] or _ABOUT.search(before))
    return Amount(
        value=value,
        approximate=about or (number is not None and number.vague),
        role=_role(text, match.start()),
        negative=bool(match["sign"]) or "-" in (match["currency"] or ""),
        start=match.start(),
        end=match.end(),
        said=match.group().strip(),
    )


def _value(match: re.Match[str]) -> Decimal | None:
    said = match["number"]
    number = read_number(said)
    if number is None or (re.fullmatch(r"[百千万亿]+", said) and match["more"] is None):
        return None
    value = number.value
    if match["small"]:
        return value / 10 + _digit(match["small_fen"]) / 100
    if match["cents"]:
        return value / 100
    if match["half"]:
        return value + Decimal("0.5")
    return value + _fraction(match)


def _fraction(match: re.Match[str]) -> Decimal:
    """12块8 is 12.8, 12块85 is 12.85, 12块05 and 12块零5分 are 12.05."""
    said = match["mao"]
    if said is None:
        return Decimal(0)
    number = read_number(said)
    value = Decimal(0) if number is None else number.value
    in_cents = len(said) == 2 or match["only_fen"] is not None
    return value / (100 if in_cents else 10) + _digit(match["fen"]) / 100


def _digit(said: str | None) -> Decimal:
    number = read_number(said) if said else None
    return Decimal(0) if number is None else number.value


def _role(text: str, start: int) -> Role | None:
    """The nearest word before the amount, in its clause, that says due or taken."""
    clause = re.split(r"[,。;!?\s\d块元]", text[max(0, start - 12) : start])[-1]
    expected = max((match.end() for match in _EXPECTED.finditer(clause)), default=0)
    charged = max((match.end() for match in _CHARGED.finditer(clause)), default=0)
    if expected == charged == 0:
        return None
    return "expected" if expected >= charged else "charged"


def _with_pair_roles(text: str, amounts: list[Amount]) -> list[Amount]:
    """退 80 我退了 800: what was due, then what was done."""
    if len(amounts) != 2:
        return amounts
    first, second = amounts
    between = text[first.end : second.start]
    if first.role is None and second.role == "charged" and re.search(r"[刷扣退收打输录]", between):
        return [replace(first, role="expected"), second]
    return amounts


def _without_guesses(amounts: list[Amount]) -> list[Amount]:
    """三千出头，具体 3012.6: the exact figure replaces the rough one."""

    def is_made_exact(rough: Amount) -> bool:
        return rough.approximate and any(
            not exact.approximate and rough.value <= exact.value < rough.value * Decimal("1.5")
            for exact in amounts
            if 0 <= exact.start - rough.end <= 20
        )

    return [amount for amount in amounts if not is_made_exact(amount)]


def _without_unit_prices(text: str, amounts: list[Amount]) -> list[Amount]:
    """A unit price is no disputed amount when a total is given."""

    def before(amount: Amount) -> str:
        return text[max(0, amount.start - 6) : amount.start]

    if not any(_TOTAL.search(before(amount)) for amount in amounts):
        return amounts
    return [
        amount
        for amount in amounts
        if not (_UNIT_PRICE.search(before(amount)) or _PER_PIECE.match(text, amount.end))
    ]


def _rank(text: str, amount: Amount) -> tuple[int, int]:
    if _DIFFERENCE.search(text[max(0, amount.start - 6) : amount.start]):
        return (0, amount.start)
    return ({"charged": 1, None: 2, "expected": 3}[amount.role], amount.start)


def _distinct(amounts: list[Amount]) -> list[Amount]:
    first = {amount.value: amount for amount in reversed(amounts)}
    return [amount for amount in amounts if first[amount.value] is amount]
