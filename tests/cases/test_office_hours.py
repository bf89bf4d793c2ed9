"""Office hours over weeks, holidays, weekends that are worked, and years not published yet."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhangfang.cases.office_hours import OfficeHours, office_at

FILE = Path(__file__).with_name("office_hours.yml")
ASKED = yaml.safe_load(FILE.read_text())


def hours_of(name: str) -> OfficeHours:
    written: dict[str, Any] = ASKED["hours"][name]
    week = written.get("week", ["09:00-18:00"] * 5 + [""] * 2)
    return OfficeHours(
        weekly=tuple(
            tuple((span[:5], span[6:]) for span in day.split(", ") if span) for day in week
        ),
        holidays_closed=written.get("holidays_closed", True),
        closed_on=frozenset(written.get("closed_on", ())),
        open_on=frozenset(written.get("open_on", ())),
    )


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize("row", ASKED["moments"], ids=lambda row: row["name"])
def test_whether_somebody_is_there(row: dict[str, Any]) -> None:
    """At each moment it is open or closed, until the moment named."""
    found = office_at(hours_of(row.get("hours", "usual")), moment(row["at"]))
    until = row.get("until")
    assert found == (row["open"], moment(until) if until else None)
