"""Files received are audited as well: each is there, opens, and is the one that was received."""

from hashlib import sha256

import pytest
from record_of_a_desk import BEGAN, KEY, MASTER, ORIGIN

from zhangfang.store import conversations, files, log, sealing
from zhangfang.store.audit.rows import only_reading
from zhangfang.store.audit.run import audit
from zhangfang.store.audit.signed import Believed
from zhangfang.store.database import Database
from zhangfang.store.erase import erase
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp
from zhangfang.store.recorder import Recorder

ONE = "1" * 32
PHOTO = b"\xff\xd8 a slip" * 100
AT = stamp(BEGAN)


class Filed:
    """A record on disk with one file, which is event 0."""

    def __init__(self, folder):
        self.data, self.files = folder / "zhangfang.db", folder / "files"
        url = f"sqlite:///{self.data}"
        migrate(url)
        recorder = Recorder(MASTER, lambda: BEGAN, "1" * 64, files=self.files)
        self.database = Database(url, recorder)
        with self.database.write() as connection:
            conversations.create(connection, ONE, "token", AT)
            key = sealing.key_of(connection, ONE)
            box = files.write_box(files.folder_of(connection, ONE), key, PHOTO)
            about = {"name": "小票.jpg", "media": "image/jpeg", "size": len(PHOTO)}
            about["sha256"] = sha256(PHOTO).hexdigest()
            draft = log.Draft("file", "merchant", "file_received", AT, {"box": box}, about)
            log.append(connection, ONE, [draft])
        self.box = self.files / ONE / f"{box}.box"
        self.key = key

    def found(self):
        with only_reading(str(self.data)) as connection:
            return self.looked(connection)

    def looked(self, connection):
        believed = Believed(ORIGIN, (KEY.verifier,))
        faults = audit(connection, MASTER, believed, files=self.files).findings.faults
        return [(it.code, it.where) for it in faults]

    def erase(self):
        gone = log.Draft("erased", "merchant", "observed", AT, {"by": "merchant"})
        with self.database.write() as connection:
            log.append(connection, ONE, [gone])
            erase(connection, ONE)
        files.remove_all(self.files / ONE)


@pytest.fixture
def filed(tmp_path):
    filed = Filed(tmp_path)
    yield filed
    filed.database.close()


def test_a_file_that_is_there_is_sound(filed):
    assert filed.found() == []


def test_a_file_that_is_not_there_is_missed(filed):
    filed.box.unlink()
    assert filed.found() == [("file_missing", "log index 0")]


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_byte_that_was_changed_is_found(filed, at):
    box = bytearray(filed.box.read_bytes())
    box[at] ^= 1
    filed.box.write_bytes(box)
    assert filed.found() == [("file_changed", "log index 0")]


def test_another_file_under_the_same_key_is_found(filed):
    name = files.write_box(filed.box.parent, filed.key, PHOTO[:-1])
    (filed.box.parent / f"{name}.box").replace(filed.box)
    assert filed.found() == [("file_changed", "log index 0")]


def test_a_file_that_is_erased_while_it_is_audited_is_not_missed(filed):
    with only_reading(str(filed.data)) as connection:
        connection.exec_driver_sql("SELECT 1 FROM events").all()  # the view is of before
        filed.erase()
        assert filed.looked(connection) == []
    assert filed.found() == []
