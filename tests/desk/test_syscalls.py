"""The witness of test_durable.py is no yes-man: traces of desks that answer too early."""

import json

import pytest
from syscalls import answers, calls, on_disk

HASH = "c7" * 32
WAL = "13</data/zhangfang.db-wal>"
ROW = f'7 pwrite64({WAL}, "\\0\\1{{\\"v\\":1}}{HASH}\\0", 4096, 56) = 4096'
FRAME = f'7 pwrite64({WAL}, "\\0\\0\\0\\3\\0\\0\\0%s{"x" * 16}", 24, 32) = 24'
NOT_YET, COMMITS = FRAME % r"\0", FRAME % r"\11"
SYNC = f"7 fdatasync({WAL}) = 0"
OTHER_SYNC = "7 fdatasync(14</data/zhangfang.db-wal>) = 0"
SYNC_BEGINS, SYNC_ENDS = f"7 fdatasync({WAL} <unfinished ...>", "7 <... fdatasync resumed>) = 0"
BODY = json.dumps({"receipt": {"leaf_hash": HASH}}).replace('"', r"\"")
LENGTH = len(BODY.replace("\\", ""))
ANSWERS = [
    rf'1 write(19<socket:[1]>, "HTTP/1.1 201 Created\r\ncontent-length: {LENGTH}\r\n\r\n", 40) = 40',
    rf'1 write(19<socket:[1]>, "{BODY}", {LENGTH}) = {LENGTH}',
]


@pytest.mark.parametrize(
    ("trace", "in_time"),
    [
        ([COMMITS, ROW, SYNC, *ANSWERS], True),
        ([NOT_YET, ROW, COMMITS, SYNC, *ANSWERS], True),
        ([COMMITS, ROW, SYNC_BEGINS, SYNC_ENDS, *ANSWERS], True),
        ([COMMITS, ROW, *ANSWERS], False),
        ([COMMITS, ROW, *ANSWERS, SYNC], False),
        ([SYNC, COMMITS, ROW, *ANSWERS], False),
        ([COMMITS, ROW, SYNC_BEGINS, *ANSWERS, SYNC_ENDS], False),
        ([COMMITS, ROW, SYNC_BEGINS, ANSWERS[0], SYNC_ENDS, ANSWERS[1]], False),
        ([NOT_YET, ROW, SYNC, *ANSWERS], False),
        ([COMMITS, ROW, OTHER_SYNC, *ANSWERS], False),
        ([*ANSWERS, COMMITS, ROW, SYNC], False),
    ],
)
def test_only_a_sync_that_ended_before_the_first_byte_counts(trace, in_time):
    seen = calls(trace)
    [answer] = answers(seen)
    safe = on_disk(seen, "zhangfang.db-wal")
    digest = answer.body["receipt"]["leaf_hash"]
    assert (digest in safe and safe[digest] < answer.began) is in_time
