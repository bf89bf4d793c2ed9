"""Boxes of files: on disk before anybody hears of them, and of no use anywhere else."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from own_record import RECORDER

from zhangfang.evidence.seal import UnsealError
from zhangfang.store import files, log
from zhangfang.store.database import Database

KEY, CONTENT = bytes(range(32)), b"what a photo shows"
LATER = 4e9
"""Seconds since 1970."""


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "files" / "one"


def test_what_was_put_in_comes_out(folder):
    name = files.write_box(folder, KEY, CONTENT)
    assert files.read_box(folder, KEY, name) == CONTENT
    assert CONTENT not in (folder / f"{name}.box").read_bytes()


def test_it_is_on_disk_with_its_name_before_it_is_told(folder, monkeypatch):
    done = []
    fsync, rename = os.fsync, Path.replace

    def seen_fsync(descriptor):
        done.append(f"fsync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        fsync(descriptor)

    def seen_replace(self, target):
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(Path, "replace", seen_replace)
    name = files.write_box(folder, KEY, CONTENT)
    made = ["fsync files", f"fsync {folder.parent.parent.name}"]
    assert done == [*made, f"fsync {name}.part", "rename", "fsync one"]


def test_a_box_opens_at_its_own_place_and_with_its_own_key_only(folder):
    first, second = (files.write_box(folder, KEY, CONTENT) for _ in range(2))
    (folder / f"{first}.box").replace(folder / f"{second}.box")
    with pytest.raises(UnsealError):
        files.read_box(folder, KEY, second)
    third = files.write_box(folder, KEY, CONTENT)
    folder.rename(folder.with_name("two"))
    with pytest.raises(UnsealError):
        files.read_box(folder.with_name("two"), KEY, third)
    (folder.with_name("two")).rename(folder)
    with pytest.raises(UnsealError):
        files.read_box(folder, bytes(32), third)


def test_any_changed_byte_is_noticed(folder):
    name = files.write_box(folder, KEY, CONTENT)
    box = folder / f"{name}.box"
    whole = box.read_bytes()
    for at in range(len(whole)):
        box.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(UnsealError):
            files.read_box(folder, KEY, name)
    for end in range(len(whole)):
        box.write_bytes(whole[:end])
        with pytest.raises(UnsealError):
            files.read_box(folder, KEY, name)


@pytest.mark.parametrize("name", ["", "x", "../" * 10 + "a" * 2, "A" * 32, "a" * 32 + "\n"])
def test_a_name_leads_nowhere_else(folder, name):
    with pytest.raises(ValueError, match="no name of a box"):
        files.read_box(folder, KEY, name)


def test_a_disk_without_room_keeps_nothing(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder.mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_box(folder, KEY, CONTENT)
    assert list(folder.iterdir()) == []


@pytest.fixture
def recorded(database, file, tmp_path) -> Iterator[Database]:
    """A record of conversations `one` and `two`, with a folder of files."""
    recorded = Database(f"sqlite:///{file}", replace(RECORDER, files=tmp_path / "files"))
    yield recorded
    recorded.close()


def put(connection, conversation: str) -> str:
    box = files.write_box(files.folder_of(connection, conversation), KEY, CONTENT)
    draft = log.Draft(
        "file", "merchant", "file_received", "2026-11-22T10:00:00.000+08:00", {"box": box}, {}
    )
    log.append(connection, conversation, [draft])
    return box


def test_only_what_no_event_names_is_removed(recorded, folder):
    with recorded.write() as connection:
        kept = put(connection, "one")
    lost = files.write_box(folder, KEY, CONTENT)
    files.write_box(folder.with_name("three"), KEY, CONTENT)
    with recorded.read() as connection:
        assert files.names_box(connection, "one", kept)
        assert not files.names_box(connection, "one", lost)
        assert files.remove_orphans(connection, LATER) == 2
    assert [it.name for it in folder.parent.rglob("*")] == ["one", f"{kept}.box"]


def test_a_box_of_one_conversation_is_not_wanted_in_another(recorded, folder):
    with recorded.write() as connection:
        kept = put(connection, "two")
    folder.mkdir()
    (folder / f"{kept}.box").write_bytes(b"")
    with recorded.read() as connection:
        assert files.remove_orphans(connection, LATER) == 1
    assert not folder.exists()


def test_a_young_box_may_be_another_desk_s(recorded, folder):
    lost = files.write_box(folder, KEY, CONTENT)
    os.utime(folder / f"{lost}.box", (1000, 1000))
    with recorded.read() as connection:
        assert files.remove_orphans(connection, 1000) == 0
        assert files.remove_orphans(connection, 1001) == 1


def test_a_record_opened_without_its_files_says_so(database):
    with database.read() as connection:
        assert files.remove_orphans(connection, LATER) == 0
        with pytest.raises(LookupError, match="without its folder of files"):
            files.folder_of(connection, "one")
