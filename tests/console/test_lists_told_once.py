"""A row that reads as it was told last is not told again: the log is looked at more than once."""

from callers import arrives
from staff import Staff, console_of

from zhangfang.console.staff.access import SignedIn

NOW = "2026-11-25T10:00:00+08:00"


async def test_what_has_not_changed_is_no_news_but_to_who_opens_anew(console):
    staff = await Staff.joins(console, "小周")
    merchant = await arrives(console, NOW)
    lists, who = console_of(console).lists, SignedIn(staff.id, staff.name, "agent")
    with lists.feed(who) as feed:
        await lists._pass_on({merchant.id})
        assert list(await feed.news(0.1)) == [merchant.id]
        await lists._pass_on({merchant.id})
        assert await feed.news(0) == {}
        with lists.feed(who) as other:
            await lists._pass_on({merchant.id})
            assert list(await other.news(0.1)) == [merchant.id]
