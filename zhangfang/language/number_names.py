"""What the words beside a number call it: a card, an identity number, a telephone, or none of these.

A name is close when hardly a word stands between it and the number. A close name decides; a distant
one only helps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zhangfang.language.digit_runs import HAN_DIGITS
from zhangfang.language.label_words import LABELS

Kind = Literal["card", "card_number", "identity", "phone", "other", "unsure"]

_REACH = 40
_LOGIN_REACH = 6
_NOT_HARMLESS = {"secret", "id", "card", "bare_card", "phone", "time", "expiry", "staff"}
_HARMLESS = "|".join(pattern for kind, pattern in LABELS if kind not in _NOT_HARMLESS)
# A shop or a courier whose telephone may follow: only with 号 or 单 behind it is it a number's name.
_PLACE = re.compile(
    r"商户|门店|店铺|快递|物流|顺丰|中通|圆通|申通|韵达|极兔|京东|邮政|ems|终端机?|机器|设备|(?:营业)?执照",
    re.IGNORECASE,
)
_BANK = r"(?:银行|信用|储蓄|借记|结算|付款|收款|工资|工行|建行|农行|中行|招行|交行|邮政|社保)"
_HARMLESS += (
    r"|[订定丁]?[但丹担蛋旦诞]号|[刘留溜柳六]水(?:号码?|[好浩]|(?=[0-9]))|(?:参靠|餐考|平证|凭正|交意|中端|商护|上户)号|回执|凭证(?!件)|许可证号?|(?:会员|客户|用户|员工|柜员|机构|网点|通道|备案|追踪|收银|缴费|电表|水表|订货|查询|受理|发票|票据|回单|小票|对账"
    r"|案)号|(?:付款|收款|券|团购|核销|兑换|优惠|提货|取货)码|(?<![a-z])uid"
)
# What is called 全号 or 新号 may be anything.
_SOME_NUMBER = r"[^\W0-9a-z]号码?(?=\W{0,2}(?:就?是|为)?\W{0,2}[0-9])"
_LOOSE = re.compile(r"no\.?|id|.*长串.*|错误|返回|应答|响应|报错|故障", re.IGNORECASE)
_NAMES: tuple[tuple[Kind, str], ...] = (
    (
        "identity",
        (
            r"(?:身[份分]证|[身深申生][份分]?[证正](?![明在])|证件|身份|居民证)(?:的?编?号码?|代码)?|(?:一代|二代|老|旧|的|本人)证(?:编?号码?)?|(?<![可许])证号码?"
            r"|(?<![a-z])id\s?(?:card|no|number)|(?<![a-z])(?:sfz|shenfenzheng)(?:h|hao)?"
        ),
    ),
    (
        "other",
        r"iccid|imei|工号|(?<![a-z])(?:danhao|dingdan(?:hao)?|liushui(?:hao)?|q{1,2}号?)(?![a-z])",
    ),
    (
        "unsure",
        r"(?:sim|物联|流量|电话|手机|电信|移动|联通|ic|会员|饭|门禁|储值|油|公交|充值|购物|礼品|etc)卡(?:的?号码?)?",
    ),
    (
        "card_number",
        (
            rf"{_BANK}?(?:卡|ka|咔|咖|卞)(?:片|的|面|上)*(?:号码?|hao|[帐账]号|编号|数字)|{_BANK}?[帐账][号户]|户头|存折"
            r"|(?<![a-z])(?:kh|yhk|zh)(?![a-z])|卡(?:[豪毫浩]|好(?=\W{{0,2}}[0-9]))|(?:card|卡)\s?(?:no|num(?:ber)?|#)"
        ),
    ),
    ("card", rf"{_BANK}(?:卡|ka)|卡(?![机单纸住了死顿主里后背])|card|(?<![a-z])ka(?![a-z])"),
    (
        "phone",
        (
            r"电话|手机|(?<![证卡单])号码|联系(?:方式|我|他)?|微信(?!单|支|订|交|账)号?|加我|打(?:给|我|他|她|吧|过去|过来|一下)|拨(?![款备付])(?:打|给|号)?|联络(?:方式)?|[的个老新大小]号"
            r"|(?<![a-z])(?:tel|phone|mobile|wechat|weixin|vx?|wx|dh|dianhua|shouji(?:hao)?|haoma|sj|sjh)(?![a-z])"
        ),
    ),
    (
        "unsure",
        r"(?<![a-z])id(?![a-z])|[这那一二两三几每跳刷签买下派接送抢串漏错补拆催走撤]单(?!号)",
    ),
    ("other", _HARMLESS),
    ("unsure", _SOME_NUMBER),
)
_NAME = re.compile(
    "|".join(f"(?P<n{place}>{words})" for place, (_, words) in enumerate(_NAMES)), re.IGNORECASE
)
_NUMBER = re.compile(rf"[{HAN_DIGITS}0-9*][{HAN_DIGITS}0-9* ·._-]{{2,}}[{HAN_DIGITS}0-9*Xx]")
_FILL = re.compile(
    r"[\W_]|就|是|为|叫|的|[号户](?=码?)|码|我|你|他|她|给|发|报|记|写|填|存|这|那|个|串|下面|如下|在|了|一下|完整|全"
    r"|有|呢|吧|啊|哈|呀|哦|no|number|本人|顾客|客人|客户|老公|老婆|我家|后面|前面|应该|好像|前面?半?(?:[0-9三四五六七八九十几]|十[0-9一二三四五六])?[位个]?|开头|先|分[两二]次|剩下|接[着上]|[前后上下]半[段截]?|第[一二]段|半截?|还有|对"
)
_LISTED = re.compile(
    r"[\s,、/]*(?:和|跟|还有|另外|以及|及|或|、|/|,?再|同)[\s,、/一个]*(?:是|有)?\s*"
)
_OWNER = r"(?:我|你|他|她|咱|顾客|客户|客人|本人|这笔|那笔|店里|老板)*(?:自己)?的?(?:一?个|那张)?"
_ENDS = rf"(?![^0-9{HAN_DIGITS},。;!?]{{0,6}}[0-9])"
_AFTER = re.compile(
    rf"[\s,)]*\(?(?:(?:这个?|那个?|都)?(?:就?是|为|乃|系)|的|这|那|\()\s*{_OWNER}[一-鿿]{{0,4}}?(?:{_NAME.pattern}){_ENDS}",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(rf"\s?,?\s?(?:{_NAME.pattern})\s*(?:[,。;!?]|$){_ENDS}", re.IGNORECASE)

_NEW_CLAUSE = re.compile(r"\w.*[,。;!?]", re.DOTALL)
_TAKES = re.compile(r"[0-9*]{2}\)?\s?,?(?:(?:这个?|那个?|都)?(?:就?是|为|乃))?(?:我|你|他|她)?的?$")
_CLAUSE_ENDS = re.compile(r"\s?(?:[,。;!?]|$)")
# 账号8213…，密码…: to log in somewhere, and no bank's.
_LOGIN = re.compile(r"(?:登[录陆]|后台)?[帐账]号")
_PASSWORD_NEXT = re.compile(r"[\s,、;/和跟]{0,3}(?:登[录陆])?(?:密码|口令|password)", re.IGNORECASE)

# 流水号在小票上: what is spoken of is a number, even some words away. 单号没有: it is not.
_OF_A_NUMBER = re.compile(r"号码?$")
_IN_CLAUSE = re.compile(r"(?:(?!没|不|忘|哪|多少|找|只有|卡|[0-9]{4})[^。;!?\n]){0,14}")
_SOON_AFTER = re.compile(
    rf"(?:(?!没|不|忘|哪|[0-9])[^。;!?,\n]){{0,6}}?(?:这个|那个|就是|这条)(?:{_NAME.pattern})(?!是?多少|是?什么|呢|没|找|不|在哪){_ENDS}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """What a number is called.

    Attributes:
        kind: what it is called.
        close: the words stand right beside it.
        spoken_of: they don't, but the clause is about such a number.
    """

    kind: Kind
    close: bool
    spoken_of: bool = False


def name_of(text: str, start: int, end: int) -> Name | None:
    """What the words before and after the number at `start`–`end` call it, the surest first."""
    before = name_before(text, start)
    if before is not None and before.close:
        return Name("unsure", close=False) if _is_login(text, start, end) else before
    after = _AFTER.match(text, end) or _AFTER_COMMA.match(text, end)
    if after is not None and (_kind(after) != "other" or _is_a_number_name(text, after)):
        return Name(_kind(after), close=True)
    if before is None or not before.spoken_of:
        soon = _SOON_AFTER.match(text, end)
        if soon is not None and _kind(soon) == "other" and _OF_A_NUMBER.search(soon.group()):
            return Name("other", close=False, spoken_of=True)
    return before


def _is_login(text: str, start: int, end: int) -> bool:
    last = _last(_LOGIN, text[max(0, start - _LOGIN_REACH) : start])
    return last is not None and _PASSWORD_NEXT.match(text, end) is not None


def _is_a_number_name(text: str, match: re.Match[str]) -> bool:
    """是流水号, (订单号); but 是下单的人 names a person, and 的单号 another number."""
    if re.match(r"[\s,)]*(?:的|[这那](?!个?就?是))", match.group()):
        return False
    ends_clause = re.match(r"[\s,。;!?)]|$", text[match.end() :]) is not None
    return ends_clause or _OF_A_NUMBER.search(match.group()) is not None


def name_before(text: str, start: int) -> Name | None:
    """What the last word before `start` that names numbers calls the number there."""
    around = _NAME.finditer(text, max(0, start - _REACH), start + 4)
    names = [name for name in around if name.end() <= start]
    if not names or _names_two(text, names) or _is_taken(text, names[-1]):
        return None
    kind, between = _kind(names[-1]), text[names[-1].end() : start]
    if kind != "other":
        return Name(kind, _is_glue(between))
    # 单号在小票里，6222…: the receipt is no name of it, the number is
    is_said = _OF_A_NUMBER.search(names[-1].group()) or _NEW_CLAUSE.search(between) is None
    spoken_of = any(_speaks_of(text[name.start() : start], name) for name in names)
    return Name(kind, bool(is_said) and _is_glue(between), spoken_of)


def _speaks_of(clause: str, name: re.Match[str]) -> bool:
    """Whether the clause that `name` begins speaks of a harmless number up to its end."""
    rest = clause[len(name.group()) :]
    is_number = _kind(name) == "other" and _OF_A_NUMBER.search(name.group()) is not None
    return is_number and _IN_CLAUSE.fullmatch(rest) is not None


def _is_taken(text: str, name: re.Match[str]) -> bool:
    """1006…是参考号，3009…: the name is of the number before it."""
    before = text[max(0, name.start() - 8) : name.start()]
    return _TAKES.search(before) is not None and _CLAUSE_ENDS.match(text, name.end()) is not None


def naming_end(text: str) -> str:
    """The last words of a message if they name a number that is still to come: 我的卡号是."""
    window = text[-_REACH:]
    last = _last(_NAME, window)
    if last is None or re.search(rf"[0-9*{HAN_DIGITS}]{{2}}|[?吗么没]", window[last.end() :]):
        return ""
    return window[last.start() :] if _is_glue(window[last.end() :]) else ""


def _names_two(text: str, names: list[re.Match[str]]) -> bool:
    """一个是卡号一个是流水: which of them comes first is not said."""
    if len(names) < 2 or {_kind(name) for name in names[-2:]} != {"card_number", "other"}:
        return False
    return (
        re.fullmatch(r"(?:一个是|和|跟|还有|、)", text[names[-2].end() : names[-1].start()])
        is not None
    )


def _is_glue(between: str) -> bool:
    """Whether a name still holds after what stands between it and the number."""
    last = _last(_NUMBER, between)
    if last is None:
        return len(_FILL.sub("", between)) <= 1
    return _LISTED.fullmatch(between, last.end()) is not None


def _kind(match: re.Match[str]) -> Kind:
    if _PLACE.fullmatch(match.group()) or _LOOSE.fullmatch(match.group()):
        return "unsure"
    return next(kind for n, (kind, _) in enumerate(_NAMES) if match.group(f"n{n}") is not None)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
