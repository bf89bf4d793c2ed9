"""Whether customer service is there, as it is set, and what a merchant hears if it is not."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from zhangfang.cases.office_hours import OfficeHours, office_at
from zhangfang.cases.wording import date_words
from zhangfang.guides.handing import Handing, filled
from zhangfang.store import setup
from zhangfang.store.moments import SHOP_ZONE


class OfficeNow(NamedTuple):
    """Whether somebody is there, until when it stays so, and the words for it; empty while open."""

    is_open: bool
    until: datetime | None
    says: str


def office_now(connection: Connection, handing: Handing, now: datetime) -> OfficeNow:
    """How it is at a moment, by the setup as it stands."""
    current = setup.latest(connection).setup
    local = now.astimezone(SHOP_ZONE)
    is_open, until = office_at(hours_of(current), local)
    if is_open:
        return OfficeNow(is_open, until, "")
    opens = filled(handing.opens, opens=_moment(until, local)) if until else ""
    return OfficeNow(is_open, until, current.away_word + opens)


def hours_of(current: setup.Setup) -> OfficeHours:
    """The hours that are set."""
    return OfficeHours(
        weekly=tuple(tuple((span.begins, span.ends) for span in day) for day in current.hours),
        holidays_closed=current.holidays_closed,
        closed_on=frozenset(current.closed_on),
        open_on=frozenset(current.open_on),
    )


def _moment(opens: datetime, now: datetime) -> str:
    """`今天 9:00`, `明天 9:00`, `11月30日（周一）9:00`."""
    clock = f"{opens.hour}:{opens.minute:02}"
    if opens.date() == now.date():
        return f"今天 {clock}"
    if opens.date() == now.date() + timedelta(days=1):
        return f"明天 {clock}"
    return f"{date_words(opens)}{clock}"
