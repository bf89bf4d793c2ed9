"""Sums in 大写, as the People's Bank wants them on bills."""

import pytest

from zhangfang.cases.capital_amount import in_capitals

SUMS = {
    "0.05": "人民币伍分",
    "0.50": "人民币伍角",
    "1": "人民币壹元整",
    "10": "人民币壹拾元整",
    "100.10": "人民币壹佰元壹角",
    "325.04": "人民币叁佰贰拾伍元零肆分",
    "1010": "人民币壹仟零壹拾元整",
    "1288": "人民币壹仟贰佰捌拾捌元整",
    "1409.50": "人民币壹仟肆佰零玖元伍角",
    "6007.14": "人民币陆仟零柒元壹角肆分",
    "10004.50": "人民币壹万零肆元伍角",
    "16409.02": "人民币壹万陆仟肆佰零玖元零贰分",
    "100000000": "人民币壹亿元整",
    "1000000.01": "人民币壹佰万元零壹分",
}


@pytest.mark.parametrize(("yuan", "words"), SUMS.items(), ids=SUMS)
def test_sum(yuan: str, words: str) -> None:
    assert in_capitals(yuan) == words


@pytest.mark.parametrize("yuan", ["0", "0.00", "0.001", "10000000000000000"])
def test_what_nobody_writes_out_is_left_blank(yuan: str) -> None:
    assert in_capitals(yuan) is None
