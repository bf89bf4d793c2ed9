"""zhangfang audit at the command line: says what is wrong in two languages, and exits accordingly."""

import base64
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from zhangfang.desk.clock import local_now
from zhangfang.desk.life import put_start_on_record
from zhangfang.desk.receipts import receipt_of
from zhangfang.evidence.seal import KEY_BYTES
from zhangfang.evidence.tlog_proof import HEADER as PROOF
from zhangfang.running.audit import CANNOT_LOOK, SOUND, UNSOUND, Order, run
from zhangfang.store import checkpoints, conversations, log
from zhangfang.store.database import Database
from zhangfang.store.keys import open_keys
from zhangfang.store.migrate import migrate
from zhangfang.store.recorder import Recorder

ROOT = Path(__file__).parents[2]
ONE = "1" * 32
AT = "2026-11-22T10:00:00.000+08:00"


class Data:
    """A desk's folder, with a start, a conversation and a checkpoint."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        url = f"sqlite:///{folder / 'zhangfang.db'}"
        migrate(url)
        self.keys = open_keys(folder / "keys", log_is_empty=True)
        assert len(self.keys.master) == KEY_BYTES
        self.database = Database(url, Recorder(self.keys.master, local_now, "1" * 64))
        put_start_on_record(self.database, self.keys, times_can_be_set=False)
        draft = log.Draft("message", "merchant", "merchant_said", AT, {}, {"text": "多扣了"})
        with self.database.write() as connection:
            conversations.create(connection, ONE, "token", AT)
            [entry] = log.append(connection, ONE, [draft])
            self.receipt = receipt_of(connection, self.keys.current, entry)
            self.note = checkpoints.make(connection, self.keys.current).note

    def tamper(self, query: str) -> None:
        with closing(sqlite3.connect(self.folder / "zhangfang.db")) as connection, connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(query)

    def kept(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file


@pytest.fixture
def data(tmp_path):
    data = Data(tmp_path)
    yield data
    data.database.close()


def audited(data, *, as_json=False, **ordered):
    said, complained = [], []
    order = Order(data=data.folder, **ordered)
    code = run(order, said.append, complained.append, as_json=as_json)
    return code, "\n".join(said), "\n".join(complained)


def test_a_sound_record(data):
    code, said, complained = audited(data)
    assert (code, complained) == (SOUND, "")
    assert "账本完好：2 条记录" in said
    assert "The record is sound: 2 events, 2 checkpoints" in said


def test_a_change_is_named_in_both_languages(data):
    data.tamper("UPDATE events SET leaf = replace(leaf, 'merchant_said', 'bot_said')")
    code, said, _ = audited(data)
    assert code == UNSOUND
    assert "✗ 第 1 号记录：内容和它的哈希对不上，被改过。" in said
    assert "leaf_hash_wrong, log index 1: the leaf does not have the hash" in said
    assert "账本有问题：2 条记录里查出 2 处对不上。" in said


def test_other_programs_get_json(data):
    data.tamper("DELETE FROM sealed")
    code, said, _ = audited(data, as_json=True)
    found = json.loads(said)
    assert code == UNSOUND
    assert (found["outcome"], found["size"], found["failures"]) == ("unsound", 2, 1)
    [fault] = found["faults"]
    assert (fault["code"], fault["where"]) == ("value_missing", "log index 1, content")
    assert fault["zh"].endswith("。")
    assert found["seconds"] >= 0


def test_a_desk_writes_on_while_it_is_audited(data):
    with data.database.write() as connection:
        log.append(connection, ONE, [log.Draft("resumed", "merchant", "observed", AT)])
        code, said, _ = audited(data, as_json=True)
    assert code == SOUND
    assert json.loads(said)["size"] == 2
    assert json.loads(audited(data, as_json=True)[1])["size"] == 3


def test_nothing_is_written(data):
    data.database.close()
    before = (data.folder / "zhangfang.db").read_bytes()
    assert audited(data)[0] == SOUND
    assert (data.folder / "zhangfang.db").read_bytes() == before


def as_the_page_keeps_it(data) -> str:
    return json.dumps({"receipts": [data.receipt.model_dump(), data.receipt.model_dump()]})


def in_a_pack(data) -> bytes:
    file = data.folder / "made.zip"
    anchors = [{"note": data.note, "consistency": [], "timestamp": None}]
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("data/anchors.json", json.dumps(anchors))
        pack.writestr("data/last-event.tlog-proof", f"{PROOF}\nindex 1\n\n{data.note}")
    return file.read_bytes()


KEPT = {
    "receipt.txt": (lambda data: data.receipt.note, "receipt_broken"),
    "receipts.txt": (lambda data: data.receipt.note * 2, "receipt_broken"),
    "receipts.json": (as_the_page_keeps_it, "receipt_broken"),
    "note.txt": (lambda data: data.note, "log_cut_off"),
    "proof.tlog-proof": (lambda data: f"{PROOF}\nindex 1\n\n{data.note}", "log_cut_off"),
    "pack.zip": (in_a_pack, "log_cut_off"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_others_kept_is_read_as_it_was_kept(data, name):
    content, code = KEPT[name]
    file = data.kept(name, content(data))
    assert audited(data, kept=(file,))[0] == SOUND
    data.tamper("DELETE FROM events WHERE log_index = 1")
    data.tamper("DELETE FROM checkpoints WHERE size = 2")
    exit_code, said, _ = audited(data, kept=(file,))
    assert exit_code == UNSOUND
    assert f"{code}, " in said
    assert name in said


def test_the_key_that_the_log_is_known_by(data):
    known, other = data.keys.current.verifier.as_vkey(), "zhangfang/example+f93d60b3+"
    other += base64.b64encode(
        b"\x01" + bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")
    ).decode()
    assert audited(data, keys=(known,))[0] == SOUND
    code, said, _ = audited(data, keys=(other,))
    assert code == UNSOUND
    assert "key_unexpected, keys: " in said


def no_database(data) -> None:
    data.database.close()
    (data.folder / "zhangfang.db").unlink()


CANNOT = {
    "no database": (no_database, {}, "There is no"),
    "no keys": (lambda it: (it.folder / "keys" / "log.vkeys").unlink(), {}, "are not in"),
    "no such file": (lambda _: None, {"kept": (Path("nowhere.txt"),)}, "nowhere.txt cannot be read"),
    "no key": (lambda _: None, {"keys": ("x",)}, "'x' is no verifier key"),
    "roots are none": (
        lambda it: it.kept("roots.pem", "rubbish"), {"tsa_roots": Path("roots.pem")},
        "roots.pem holds no certificates",
    ),
    "no roots": (lambda _: None, {"tsa_roots": Path("nowhere.pem")}, "nowhere.pem cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("why", CANNOT)
def test_what_cannot_be_looked_at(data, why, monkeypatch):
    monkeypatch.chdir(data.folder)
    prepare, ordered, told = CANNOT[why]
    prepare(data)
    code, said, complained = audited(data, **ordered)
    assert (code, said) == (CANNOT_LOOK, "")
    assert told in complained


def test_an_empty_file_is_not_what_was_kept(data):
    code, _, complained = audited(data, kept=(data.kept("empty.json", "[]"),))
    assert code == CANNOT_LOOK
    assert "holds no receipt and no checkpoint" in complained


def test_a_broken_database_is_damage(data):
    data.database.close()
    data.kept("zhangfang.db", b"SQLite format 3\0" + os.urandom(4096))
    code, said, _ = audited(data)
    assert code == UNSOUND
    assert "database_damaged" in said


def test_the_command(data):
    note = data.kept("note.txt", data.note)
    command = [sys.executable, "-m", "zhangfang.cli", "audit", "--data", str(data.folder)]
    command += ["--checkpoint", str(note), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == SOUND, done.stderr
    assert json.loads(done.stdout)["outcome"] == "sound"
    elsewhere = [*command[:4], "--data", str(data.folder / "nowhere")]
    done = subprocess.run(elsewhere, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == CANNOT_LOOK
    assert done.stdout == ""
