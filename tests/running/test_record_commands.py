"""The record from the command line, as those who run a desk use it."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from own_record import of_desk, on_disk

from zhangfang.desk.clock import local_now
from zhangfang.desk.life import put_start_on_record
from zhangfang.desk.record_access import open_record
from zhangfang.desk.settings import Settings
from zhangfang.evidence.verifier.verify import verify
from zhangfang.store import conversations, log
from zhangfang.store.migrate import migrate

ROOT = Path(__file__).parents[2]
CONVERSATION = "3f0c6f2e9d5b4a54b0d8f1a2c3d4e5f6"
AT = "2026-11-22T10:00:00.000+08:00"
WORDS = "老张多扣了我 12 块"

ELSEWHERE = {
    "another time zone": {"TZ": "America/New_York"},
    "another locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "another order of hashes": {"PYTHONHASHSEED": "7"},
}


@pytest.fixture
def data(tmp_path) -> Path:
    """The folder of a desk with one conversation."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings = Settings(
        data=folder,
        rasa_url="",
        actions_url="",
        knowledge=ROOT / "knowledge",
        domain=ROOT / "domain.yml",
        web=ROOT,
    )
    migrate(settings.database_url)
    database, keys = open_record(settings, local_now)
    with closing(database):
        put_start_on_record(database, keys, times_can_be_set=False)
        with database.write() as connection:
            conversations.create(connection, CONVERSATION, "token", AT)
            for text in (WORDS, "还没退"):
                content = {"text": text, "choice": None}
                said = log.Draft("message", "merchant", "merchant_said", AT, {}, content)
                log.append(connection, CONVERSATION, [said])
    return folder


def zhangfang(*arguments: str | Path, cwd: Path = ROOT, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "zhangfang.cli", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def pack(data: Path, out: Path, **elsewhere) -> bytes:
    done = zhangfang("pack", CONVERSATION, "-o", out, "--data", data, **elsewhere)
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def test_a_pack_is_the_same_wherever_and_whenever_it_is_made(data, tmp_path):
    first = pack(data, tmp_path / "first.zip")
    assert verify(first).failures == []
    for name, environment in ELSEWHERE.items():
        assert pack(data, tmp_path / "again.zip", **environment) == first, name
    assert pack(data, tmp_path / "again.zip", cwd=ROOT / "docs") == first


def test_a_pack_says_who_took_the_one_before(data, tmp_path):
    pack(data, tmp_path / "first.zip")
    with closing(of_desk(data)) as database, database.read() as connection:
        taken = log.entries(connection, CONVERSATION)[-1].event
    assert (taken.kind, taken.actor) == ("pack_taken", "system")


def test_a_sound_pack_and_an_altered_one_are_told_apart(data, tmp_path):
    file = tmp_path / "pack.zip"
    sound = pack(data, file)
    done = zhangfang("verify", file)
    assert done.returncode == 0, done.stdout + done.stderr
    middle = sound.index(b"data/events.jsonl{") + 200
    file.write_bytes(sound[:middle] + b"?" + sound[middle + 1 :])
    done = zhangfang("verify", file)
    assert done.returncode == 1
    assert "data/events.jsonl" in done.stdout + done.stderr


def test_what_is_erased_is_gone_and_the_log_still_verifies(data):
    assert zhangfang("erase", CONVERSATION, "--data", data, "--yes").returncode == 0
    assert WORDS.encode() not in on_disk(data)
    done = zhangfang("audit", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr


def test_erasing_is_asked_about_first(data):
    done = subprocess.run(
        [sys.executable, "-m", "zhangfang.cli", "erase", CONVERSATION, "--data", str(data)],
        cwd=ROOT,
        input="n\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    with closing(of_desk(data)) as database, database.read() as connection:
        assert log.messages_after(connection, CONVERSATION, 0)[0].content["text"] == WORDS


def test_a_new_key_is_printed_and_kept(data):
    done = zhangfang("new-key", "--data", data)
    assert done.returncode == 0
    assert (data / "keys" / "log.vkeys").read_text().splitlines()[-1] == done.stdout.strip()


@pytest.mark.parametrize("which", ["ZF-20261122-AAAA-A", "nobody", ""])
def test_a_conversation_that_is_not_there_is_refused_in_plain_words(data, tmp_path, which):
    done = zhangfang("pack", which, "-o", tmp_path / "x.zip", "--data", data)
    assert done.returncode == 1
    assert "There is no conversation or case" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.zip").exists()


def test_a_folder_without_a_record_is_refused(tmp_path):
    done = zhangfang("pack", "x", "-o", tmp_path / "x.zip", "--data", tmp_path)
    assert done.returncode == 1
    assert "There is no record" in done.stderr
