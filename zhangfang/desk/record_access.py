"""Opens the record: its database, its keys, and under what it is written."""

from zhangfang.desk.clock import Clock
from zhangfang.desk.provenance import guide_hash, model_hash
from zhangfang.desk.settings import Settings
from zhangfang.store import tree
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys, open_keys
from zhangfang.store.recorder import Recorder


def open_record(settings: Settings, clock: Clock) -> tuple[Database, Keys]:
    """The database, which must be up to date, ready to be written to; and the keys.

    Raises:
        KeysError: the keys cannot be used.
    """
    looked_at = Database(settings.database_url)
    with looked_at.read() as connection:
        log_is_empty = tree.size(connection) == 0
    looked_at.close()
    keys = open_keys(settings.keys, log_is_empty=log_is_empty)
    guide = guide_hash(settings.knowledge, settings.domain)
    model = model_hash(settings.model)
    recorder = Recorder(keys.master, clock, guide, model, settings.files)
    return Database(settings.database_url, recorder), keys
