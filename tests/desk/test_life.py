"""What a desk puts on record of its own life: starts, ends, accidents, keys."""

from contextlib import closing

import pytest
from merchant import Merchant
from own_record import of_desk
from test_packs import pack_of

from zhangfang.evidence.checkpoint import read_checkpoint
from zhangfang.evidence.event import SYSTEM
from zhangfang.evidence.signed_note import parse_note, verify_note
from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import checkpoints, log, tree
from zhangfang.store.keys import KeysError, add_key, open_keys


def life(settings):
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        return [it.event for it in log.entries(connection, SYSTEM)]


async def test_starts_and_ends_are_on_record(start_desk, settings):
    for _ in range(2):
        async with start_desk():
            pass
    events = [it for it in life(settings) if it.kind != "audited"]
    assert [it.kind for it in events] == ["desk_started", "desk_stopped"] * 2
    first, _, second, _ = events
    assert first.body["ended_in_order"] is None
    assert second.body["ended_in_order"] is True
    assert first.body["times_can_be_set"] is False
    assert set(first.body["clock"]) == {"synchronised", "error_ms"}
    assert len(first.guide) == 64


async def test_after_the_end_everything_is_under_a_checkpoint(start_desk, settings):
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了我 12 块", wait=True)
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        latest, size = checkpoints.latest(connection), tree.size(connection)
    assert read_checkpoint(parse_note(latest.note).text).size == size


async def test_a_new_key_is_on_record_and_the_old_one_vouches_for_it(start_desk, settings):
    async with start_desk() as http:
        merchant = await Merchant.arrives(http)
        old_pack = await pack_of(merchant)
    old = open_keys(settings.data / "keys", log_is_empty=False).current.verifier
    new = add_key(settings.data / "keys")
    async with start_desk() as http:
        merchant = merchant.at(http)
        assert await pack_of(merchant) == old_pack
        await merchant.says("多扣了我 12 块", wait=True)
        pack = await pack_of(merchant)
    changed = [it for it in life(settings) if it.kind == "key_changed"]
    assert [it.body for it in changed] == [{"old": old.as_vkey(), "new": new.as_vkey()}]
    with closing(of_desk(settings.data)) as database, database.read() as connection:
        over = checkpoints.first_over(connection, changed[0].log_index)
    assert set(verify_note(parse_note(over.note), [old, new])) == {old, new}
    assert verify(old_pack, key=old.as_vkey()).failures == []
    assert verify(pack, key=new.as_vkey()).failures == []
    assert [code for code, *_ in verify(pack, key=old.as_vkey()).failures] == ["key_unexpected"]


async def test_a_desk_whose_keys_are_gone_does_not_start(start_desk, settings):
    async with start_desk():
        pass
    for file in (settings.data / "keys").iterdir():
        file.unlink()
    with pytest.raises(KeysError, match="backup"):
        async with start_desk():
            pass
