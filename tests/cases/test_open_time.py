"""Only the hours in which somebody is there count."""

from datetime import datetime, timedelta

import pytest

from zhangfang.cases.office_hours import OfficeHours
from zhangfang.cases.open_time import open_time

NINE_TO_SIX = OfficeHours(weekly=((("09:00", "12:00"), ("13:00", "18:00")),) * 5 + ((),) * 2)
ALL_NIGHT = OfficeHours(weekly=((("22:00", "02:00"),),) * 7, holidays_closed=False)


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("11-16 10:00", "11-16 10:07", 7),
        ("11-16 11:50", "11-16 13:10", 20),  # lunch
        ("11-16 17:55", "11-17 09:06", 11),  # a night
        ("11-13 17:50", "11-16 09:10", 20),  # a weekend
        ("11-14 10:00", "11-15 10:00", 0),
        ("11-16 10:00", "11-16 09:00", 0),
        ("11-16 00:00", "11-18 00:00", 2 * 8 * 60),
    ],
)
def test_a_stretch_of_time(begins, ends, minutes):
    moments = (datetime.fromisoformat(f"2026-{it}:00+08:00") for it in (begins, ends))
    assert open_time(NINE_TO_SIX, *moments) == timedelta(minutes=minutes)


def test_hours_that_reach_into_the_next_day():
    begins, ends = (
        datetime.fromisoformat(f"2026-11-{it}:00+08:00") for it in ("17 01:30", "17 23:00")
    )
    assert open_time(ALL_NIGHT, begins, ends) == timedelta(minutes=90)
