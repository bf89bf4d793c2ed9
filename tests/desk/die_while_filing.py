"""A process that puts a file on record and dies on the way, as a desk may."""

import os
from datetime import datetime
from pathlib import Path

from zhangfang.desk import files as filing
from zhangfang.desk.clock import local_now
from zhangfang.desk.files import Upload, receive_file
from zhangfang.desk.receive import Times
from zhangfang.desk.record_access import open_record
from zhangfang.desk.settings import Settings
from zhangfang.language.masking import mask
from zhangfang.store import files, turns

DEAD = 9
STEPS = ("half_written", "written", "renamed", "on_disk", "appended", "committed")


def die_at(step: str, settings: Settings, conversation: str, content: bytes) -> None:
    """Put the content on record under the id `a`, and die at this step."""
    database, keys = open_record(settings, local_now)
    _arm(step)
    now: datetime = local_now()
    upload = Upload("小票.jpg", content, "a", None)
    receive_file(database, mask, keys.current, conversation, upload, Times(now, now))
    os._exit(DEAD)  # committed, and nobody was told


def _arm(step: str) -> None:
    if step == "half_written":
        files.write_new = _half
    elif step == "written":
        Path.replace = _dies
    elif step == "renamed":
        files.sync_folder = _dies_after(2, files.sync_folder)
    elif step == "on_disk":
        files.write_box = _dies_afterwards(files.write_box)
    elif step == "appended":
        turns.add_answered = _dies
        assert filing.turns is turns


def _half(file: Path, content: bytes) -> None:
    file.write_bytes(content[: len(content) // 2])
    os._exit(DEAD)


def _dies(*_given: object) -> None:
    os._exit(DEAD)


def _dies_after(calls: int, call):
    left = calls

    def counted(*given):
        nonlocal left
        if left == 0:
            os._exit(DEAD)
        left -= 1
        return call(*given)

    return counted


def _dies_afterwards(call):
    def called(*given):
        call(*given)
        os._exit(DEAD)

    return called
