"""What holds of masking for every text, and for every way to write a number or to cut it in two."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from zhangfang.language.identifiers import identity_valid, luhn_valid
from zhangfang.language.masking import Masked, mask

WORDS = (
    *"0123456789零一二三四五六七八九十百千万两点半号日月年周元块毛分角，。：:-/. *%¥xXkw",
    *("单号", "卡号", "身份证", "手机", "密码", "验证码", "昨天", "上周", "前", "晚上", "扣了", "不是"),
    *("6222021234567890123", "13912345678", "20261118140322", "参考号", "RMB", "TK", "CVV", "６２", "\u200b"),
    *("622202**", "后面是", "****", "〔已隐去〕", "\n", "O", "l"),
)  # fmt: skip
TALK = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
TEXTS = st.one_of(TALK, st.text(max_size=60))
DIGITS = "零一二三四五六七八九"
SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    DIGITS,
    "〇壹贰叁肆伍陆柒捌玖",
    "٠١٢٣٤٥٦٧٨٩",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    tuple(f"{digit}\ufe0f\u20e3" for digit in "0123456789"),
)
SEPARATORS = ("", " ", "  ", "　", "-", " - ", "－", "—", "·", ".", "_", "\u200b", "/", "，", "、")


def _with_check_digit(body: str) -> str:
    return next(body + digit for digit in "0123456789" if luhn_valid(body + digit))


CARDS = st.one_of(
    st.from_regex(r"62[0-9]{13}", fullmatch=True),
    st.from_regex(r"62[0-9]{16}", fullmatch=True),
    st.from_regex(r"4[0-9]{14}", fullmatch=True),
    st.from_regex(r"5[1-5][0-9]{13}", fullmatch=True),
    st.from_regex(r"3[47][0-9]{12}", fullmatch=True),
).map(_with_check_digit)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
PEOPLE = st.tuples(
    st.sampled_from(["110105", "320583", "440524", "510107"]),
    st.dates(min_value=date(1940, 1, 1), max_value=date(2008, 1, 1)),
    st.integers(0, 999),
).map(
    lambda given: next(
        number
        for check in "0123456789X"
        if identity_valid(number := f"{given[0]}{given[1]:%Y%m%d}{given[2]:03}{check}")
    )
)


def _digits(text: str) -> str:
    """The digits and stars of a text, digits as 0-9."""
    known = {
        char: str(value)
        for script in (DIGITS, "〇壹贰叁肆伍陆柒捌玖")
        for value, char in enumerate(script)
    }
    folded = unicodedata.normalize("NFKC", text)
    plain = (
        known.get(char) or (str(unicodedata.digit(char)) if char.isdigit() else char)
        for char in folded
    )
    return "".join(char for char in plain if char in "0123456789*Xx").upper()


@given(TEXTS)
@settings(deadline=None)
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once) == Masked(once)


@given(TEXTS, TEXTS)
@settings(deadline=None)
@example("电话1381234", "5678")
def test_masking_with_the_message_before_twice_changes_nothing(before: str, text: str) -> None:
    """A message sent again, or looked at again, is stored as it was."""
    stored = mask(before).text
    once = mask(text, before=stored)
    earlier = stored if once.before is None else once.before
    assert mask(once.text, before=earlier) == Masked(once.text)
    assert mask(text, before=earlier).text == once.text


@given(TEXTS)
@settings(deadline=None)
def test_a_text_with_few_digits_and_no_secret_stays(text: str) -> None:
    """Six digits of any script at least, or a word of secrets: otherwise nothing is touched."""
    digits = sum(
        char.isdigit() or char in DIGITS or char in "〇幺壹贰叁肆伍陆柒捌玖洞拐勾" for char in text
    )
    assume(
        digits < 6
        and not any(word in text for word in ("码", "CVV", "口令", "后", "背", "验", "证"))
    )
    assert mask(text).text == text


@given(
    CARDS,
    st.sampled_from(SCRIPTS),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["", "卡号", "我的卡是 "]),
)
@settings(deadline=None)
def test_ten_digits_of_a_card_stay_however_it_is_written(
    card: str, script: str | tuple[str, ...], separator: str, called: str
) -> None:
    groups = [card[place : place + 4] for place in range(0, len(card), 4)]
    written = separator.join("".join(script[int(digit)] for digit in group) for group in groups)
    shown = _digits(mask(called + written).text)
    assert shown[:6] + shown[-4:] == card[:6] + card[-4:]
    assert set(shown[6:-4]) == {"*"}


@given(TALK, st.sampled_from(["卡号", "银行卡号是", "我的卡号：", "信用卡 "]), CARDS, TALK)
@settings(deadline=None)
def test_no_card_called_a_card_stays_whole(before: str, called: str, card: str, after: str) -> None:
    assert card not in mask(f"{before}，{called}{card}，{after}").text


def _shown(first: str, second: str) -> str:
    """What both messages show together, as they end up stored."""
    stored = mask(first).text
    masked = mask(second, before=stored)
    return _digits(stored if masked.before is None else masked.before) + _digits(masked.text)


def _leaks(number: str, shown: str, first: int, last: int) -> bool:
    middle = shown[first : len(number) - last]
    return len(shown) == len(number) and middle.strip("*") != ""


@given(CARDS, st.data())
@settings(deadline=None)
def test_a_card_cut_in_two_shows_no_more(card: str, data: st.DataObject) -> None:
    """Called a card, or with six digits at least in the first half.

    A first half that is a whole card by its length may be one: nothing is joined to it.
    """
    cut = data.draw(st.integers(1, len(card) - 1))
    whole = cut == 16 or (cut == 15 and card[:2] in ("34", "37"))
    assume(not whole)
    assert not _leaks(card, _shown("卡号" + card[:cut], card[cut:]), 6, 4)
    if cut >= 6 and cut < 15:
        assert not _leaks(card, _shown(card[:cut], card[cut:]), 6, 4)


@given(PHONES, st.integers(1, 10))
@settings(deadline=None)
def test_a_phone_cut_in_two_shows_no_more(phone: str, cut: int) -> None:
    assert not _leaks(phone, _shown("电话" + phone[:cut], phone[cut:]), 3, 4)


@given(PEOPLE, st.integers(1, 17))
@settings(deadline=None)
def test_an_identity_number_cut_in_two_shows_no_more(number: str, cut: int) -> None:
    assert not _leaks(number, _shown("身份证" + number[:cut], number[cut:]), 3, 4)


def test_a_lone_surrogate_does_not_stop_it() -> None:
    """JSON may carry half a character."""
    assert mask("卡号6222021234567890123\ud83d").text.startswith("卡号622202*")
