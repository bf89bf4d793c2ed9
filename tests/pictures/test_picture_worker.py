"""The process that opens pictures: there when needed, bounded, and gone again."""

import asyncio
import socket
from io import BytesIO
from pathlib import Path

import pytest
from drawn import CORNERS, corners, saved, seen_corners
from hostile_files import made
from PIL import Image

from zhangfang.pictures.looked import Limits, LookError
from zhangfang.pictures.looking import PictureWorker

JPEG = saved(corners(800, 600), "JPEG", quality=90)


@pytest.fixture
async def worker():
    started = PictureWorker(Limits(seconds=20, cpu=2))
    yield started
    await started.stop()
    assert started.process is None


async def sees(worker, content=JPEG, media="image/jpeg"):
    looked = await worker.look(content, media, read=False)
    return tuple(seen_corners(Image.open(BytesIO(looked.large)))) == CORNERS


def status(process, *names):
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    told = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return [int(told[name].split()[0]) for name in names]


async def test_nothing_runs_before_the_first_picture(worker):
    assert worker.process is None
    assert await sees(worker)
    assert worker.process.returncode is None


async def test_it_says_how_large_the_picture_was(worker):
    large = saved(corners(3000, 2000), "JPEG")
    looked = await worker.look(large, "image/jpeg", read=False)
    sizes = [Image.open(BytesIO(view)).size for view in (looked.large, looked.small)]
    assert (looked.width, looked.height, looked.slip) == (3000, 2000, None)
    assert sizes == [(1440, 960), (360, 240)]


async def test_one_process_serves_one_after_another(worker):
    found = await asyncio.gather(*(sees(worker) for _ in range(5)))
    assert found == [True] * 5
    first = worker.process.pid
    assert await sees(worker)
    assert worker.process.pid == first


async def test_the_same_file_gives_the_same_bytes(worker):
    first, second = [await worker.look(JPEG, "image/jpeg", read=False) for _ in range(2)]
    assert first == second


async def test_a_file_that_computes_without_end_ends_it_and_the_next_is_seen(worker):
    with pytest.raises(LookError):
        await worker.look(made("a_pdf_that_draws_itself"), "application/pdf", read=False)
    assert await sees(worker)


async def test_one_that_takes_too_long_is_ended(worker):
    worker._limits = Limits(seconds=0)
    with pytest.raises(LookError):
        await worker.look(JPEG, "image/jpeg", read=False)
    assert worker.process is None
    worker._limits = Limits()
    assert await sees(worker)


async def test_one_that_takes_too_much_memory_is_refused_it(worker):
    worker._limits = Limits(memory=300_000_000)
    with pytest.raises(LookError, match="memory"):
        await worker.look(made("a_png_of_forty_megapixels"), "image/png", read=False)
    assert await sees(worker)


async def test_one_that_died_by_itself_is_started_again(worker):
    assert await sees(worker)
    worker.process.kill()
    await worker.process.wait()
    assert await sees(worker)


async def test_with_nothing_to_do_it_goes(worker):
    worker._limits = Limits(idle=0)
    assert await sees(worker)
    process = worker.process
    await process.wait()
    assert await sees(worker), "and comes again"
    assert worker.process is not process


async def test_what_it_hoards_goes_with_it_after_some_files(worker):
    worker._limits = Limits(files=2)
    pids = []
    for _ in range(4):
        assert await sees(worker)
        pids.append(worker.process.pid)
    assert pids[0] == pids[1] != pids[2] == pids[3]


async def test_a_question_that_is_dropped_is_not_answered_to_the_next(worker):
    assert await sees(worker)
    asking = asyncio.create_task(sees(worker, made("a_png_of_forty_megapixels"), "image/png"))
    while not worker._turn.locked():  # noqa: ASYNC110 - until it has asked
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await sees(worker)


async def test_it_ends_when_its_desk_does(worker):
    assert await sees(worker)
    process = worker.process
    process.stdin.close()
    assert await process.wait() == 0


async def test_it_has_nothing_of_the_desk_s(worker, monkeypatch, tmp_path):
    monkeypatch.setenv("ZHANGFANG_SECRET", "nobody may know")
    with (tmp_path / "of the desk").open("wb"), socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        assert await sees(worker)
        environment, opened = inside(worker.process)
    assert b"nobody may know" not in environment
    assert not [it for it in opened if "of the desk" in it]
    assert len([it for it in opened if it.startswith("socket:")]) <= 2, "its own two ends"


def inside(process):
    here = Path(f"/proc/{process.pid}")
    return (here / "environ").read_bytes(), [str(it.readlink()) for it in (here / "fd").iterdir()]


async def test_it_can_t_write_files_or_leave_a_dump_of_itself(worker):
    assert await sees(worker)
    bounds = limits(worker.process)
    assert bounds["Max file size"] == ["0", "0"]
    assert bounds["Max core file size"] == ["0", "0"]
    assert bounds["Max address space"] == [str(Limits().memory)] * 2


def limits(process):
    told = Path(f"/proc/{process.pid}/limits").read_text().splitlines()
    return {line[:26].strip(): line[26:].split()[:2] for line in told}


async def test_without_reading_it_stays_small(worker):
    assert await sees(worker)
    [most] = status(worker.process, "VmHWM")
    assert most < 60_000, "kilobytes: no model is loaded"
