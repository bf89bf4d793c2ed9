"""What the desk puts on record of itself when it starts and when it stops."""

import platform
from importlib.metadata import version

from zhangfang.desk.clock_state import clock_state
from zhangfang.desk.record_access import require_own_log
from zhangfang.store import checkpoints, system
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys
from zhangfang.store.recorder import recorder_of
from zhangfang.store.system import KEY_CHANGED, STARTED, STOPPED


def put_start_on_record(database: Database, keys: Keys, *, times_can_be_set: bool) -> None:
    """The start, whether this desk ended in order before, and a new key if there is one.

    The checkpoint after a change of keys is signed by both.

    Raises:
        KeysError: another desk has begun the log meanwhile, with other keys.
    """
    with database.write() as connection:
        require_own_log(connection, keys)
        desk = recorder_of(connection).desk
        before = system.last(connection, STARTED, STOPPED, desk=desk)
        started = system.last(connection, STARTED)
        key_before, key = started.body["key"] if started else None, keys.current.verifier.as_vkey()
        system.record(
            connection,
            STARTED,
            {
                "desk": desk,
                "version": version("zhangfang"),
                "python": platform.python_version(),
                "times_can_be_set": times_can_be_set,
                "ended_in_order": before.kind == STOPPED if before else None,
                "clock": dict(clock_state()),
                "key": key,
            },
        )
        signing = [keys.current]
        if key_before not in (None, key):
            system.record(connection, KEY_CHANGED, {"old": key_before, "new": key})
            signing += [it for it in keys.signing if it.verifier.as_vkey() == key_before]
        checkpoints.make(connection, *signing)


def put_stop_on_record(database: Database, keys: Keys) -> None:
    """The end in order, and the checkpoint over everything."""
    with database.write() as connection:
        system.record(connection, STOPPED, {"desk": recorder_of(connection).desk})
        checkpoints.make(connection, keys.current)
