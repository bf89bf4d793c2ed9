"""Opens the record: its database, its keys, and under what it is written."""

from contextlib import closing

from sqlalchemy import Connection

from zhangfang.desk.clock import Clock
from zhangfang.desk.desk_id import desk_id
from zhangfang.desk.provenance import guide_hash, model_hash
from zhangfang.desk.settings import Settings
from zhangfang.store import system, tree
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys, KeysError, open_keys
from zhangfang.store.recorder import Recorder
from zhangfang.store.system import STARTED


def open_record(settings: Settings, clock: Clock) -> tuple[Database, Keys]:
    """The database, which must be up to date, ready to be written to; and the keys.

    Raises:
        KeysError: the keys cannot be used, or are those of another log.
        UnfitServerError: the database server cannot keep a record.
    """
    with closing(Database(settings.database_url)) as looked_at, looked_at.read() as connection:
        keys = open_keys(settings.keys, log_is_empty=tree.size(connection) == 0)
        require_own_log(connection, keys)
    guide = guide_hash(settings.knowledge, settings.domain)
    model = model_hash(settings.model)
    desk = desk_id(settings.data)
    recorder = Recorder(keys.master, clock, guide, model, settings.files, desk)
    return Database(settings.database_url, recorder), keys


def require_own_log(connection: Connection, keys: Keys) -> None:
    """Refuse to write to a log with keys that it does not know.

    Raises:
        KeysError: the desk that started last has other keys.
    """
    started = system.last(connection, STARTED)
    key = started.body["key"] if started else None
    if key is not None and key not in [it.as_vkey() for it in keys.verifiers]:
        raise KeysError(
            f"the log is signed by {key}, which is none of this desk's keys. All desks on one log "
            "have the same: copy the folder keys/ from the one that began it."
        )
