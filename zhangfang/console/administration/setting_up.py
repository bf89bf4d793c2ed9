"""What an administrator sets: shown, checked, and put on record with what was before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple, get_args

from sqlalchemy import Connection

from zhangfang.console.plain_words import readable
from zhangfang.console.refusals import BadFieldError, StaleError
from zhangfang.console.staff import deeds
from zhangfang.console.staff.access import SignedIn
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.responses import PLACE
from zhangfang.store import agents, setup
from zhangfang.store.moments import stamp
from zhangfang.store.setup import Hours, Role, Setup, SetupOnRecord

SETUP_CHANGED = "setup_changed"
"""The kind of the event."""

ROLES: tuple[Role, ...] = get_args(Role)

_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class Shown(NamedTuple):
    """The setup that holds, and the name of who made it; None if nobody did, or is known no more."""

    on_record: SetupOnRecord
    changed_by: str | None


class Wording(NamedTuple):
    """A response of domain.yml, and the places that it has."""

    name: str
    original: str
    places: tuple[str, ...]


def shown(sources: Sources) -> Shown:
    """The setup that holds."""
    with sources.database.read() as connection:
        found = setup.latest(connection)
        by = agents.of(connection, found.by) if found.by else None
    return Shown(found, by.name if by else None)


def wordings(sources: Sources) -> list[Wording]:
    """All that may be said otherwise, by name."""
    return [
        Wording(name, text, _places(text))
        for name, text in sorted(sources.responses.originals.items())
    ]


def change(sources: Sources, who: SignedIn, made_from: int, wanted: Setup, now: datetime) -> None:
    """Set everything anew. It holds from the next message on.

    Raises:
        StaleError: somebody else has changed it since `made_from`.
        BadFieldError: something in it cannot be.
    """
    refuse_what_cannot_be(wanted, sources.responses.originals)
    wanted = _readable(wanted)
    with sources.database.write() as connection:
        before = setup.latest(connection)
        if before.version != made_from:
            raise StaleError
        _keep(connection, who, before, wanted, now)


def require_second_factor(sources: Sources, who: SignedIn, role: Role, now: datetime) -> None:
    """Have everybody of this role sign in with a second factor. Asked for again, it is so already."""
    with sources.database.write() as connection:
        before = setup.latest(connection)
        if role in before.setup.totp_roles:
            return
        roles = tuple(it for it in ROLES if it == role or it in before.setup.totp_roles)
        after = before.setup.model_copy(update={"totp_roles": roles})
        _keep(connection, who, before, after, now)


def _keep(
    connection: Connection,
    who: SignedIn,
    before: SetupOnRecord,
    after: Setup,
    now: datetime,
) -> None:
    setup.add(connection, before.version + 1, after, who.id, stamp(now))
    deeds.record(
        connection,
        who,
        SETUP_CHANGED,
        now,
        before=before.setup.model_dump(mode="json"),
        after=after.model_dump(mode="json"),
    )


def refuse_what_cannot_be(wanted: Setup, originals: Mapping[str, str]) -> None:
    """Look at all that no single field shows.

    Raises:
        BadFieldError: with the field that is meant, and what to do.
    """
    for day, hours in zip(_DAYS, wanted.hours, strict=True):
        _refuse_hours(day, hours)
    for field, days in (("closed_on", wanted.closed_on), ("open_on", wanted.open_on)):
        _refuse_days(field, days)
    if both := sorted(set(wanted.closed_on) & set(wanted.open_on)):
        raise BadFieldError("open_on", f"{both[0]} 又写了休息又写了上班，删掉一处。")
    if wanted.amber_minutes >= wanted.red_minutes:
        raise BadFieldError("red_minutes", "变红的分钟数要比变黄的多。")
    if len(set(wanted.totp_roles)) < len(wanted.totp_roles):
        raise BadFieldError("totp_roles", "同一个岗位写了两遍，删掉一个。")
    for name, text in wanted.texts.items():
        _refuse_text(name, text, originals)


def _readable(wanted: Setup) -> Setup:
    """The same, without what cannot be seen in its texts.

    Raises:
        BadFieldError: nothing in one of them can be seen.
    """
    texts = {name: readable(f"texts.{name}", text) for name, text in wanted.texts.items()}
    away_word = readable("away_word", wanted.away_word)
    return wanted.model_copy(update={"texts": texts, "away_word": away_word})


def _refuse_hours(day: str, hours: Sequence[Hours]) -> None:
    for span in hours:
        if span.begins >= span.ends:
            raise BadFieldError(
                "hours",
                f"{day}的 {span.begins} 到 {span.ends} 不对：开始要早于结束，跨半夜的写成两段。",
            )
    for earlier, later in pairwise(hours):
        if later.begins < earlier.ends:
            raise BadFieldError(
                "hours",
                f"{day}的 {later.begins} 跟前一段的 {earlier.ends} 叠上了：一段一段按先后写，别重叠。",
            )


def _refuse_days(field: str, days: Sequence[str]) -> None:
    for day in days:
        if not _is_day(day):
            raise BadFieldError(field, f"「{day}」不是日子，要写成 2026-10-01 这样。")
    if len(set(days)) < len(days):
        raise BadFieldError(field, "同一天写了两遍，删掉一个。")


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _refuse_text(name: str, text: str, originals: Mapping[str, str]) -> None:
    field = f"texts.{name}"
    if name not in originals:
        raise BadFieldError(field, f"没有叫 {name} 的话，刷新页面再改。")
    wanted, there = set(_places(originals[name])), set(_places(text))
    for place in sorted(wanted - there):
        raise BadFieldError(field, f"少了 {{{place}}}：这个地方会填上数，不能去掉。")
    for place in sorted(there - wanted):
        raise BadFieldError(field, f"多了 {{{place}}}：没有这个数可填，去掉它。")


def _places(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_each_place(text)))


def _each_place(text: str) -> Iterator[str]:
    return (place[1] for place in PLACE.finditer(text))
