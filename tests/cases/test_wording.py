"""Facts as a person reads them."""

import pytest

from zhangfang.cases.case import Fact
from zhangfang.cases.wording import fact_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-05-18T19:43:46", "5月18日 19:43:46"),
        ("2025-05-18T19:43:46", "2025年5月18日 19:43:46"),
        ("2025-12-31", "2025年12月31日"),
        ("2025-10", "2025年10月"),
        ("T18:15", "18:15"),
    ],
)
def test_a_day_of_another_year_is_said_with_its_year(value, words):
    assert fact_words("transaction_time", Fact(value=value), 2026) == words
