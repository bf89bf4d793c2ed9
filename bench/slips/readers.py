"""A process that reads a set of pictures with one reader; run as a program, it is that process."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from bench.memory import PEAK, STEADY, memory_mb
from bench.slips import plain
from zhangfang.running.failure import Failure

Read = Callable[[np.ndarray], dict[str, Any]]
READERS = ("ours", "plain")
WARM_UP = 2


def readings(reader: str, folder: Path, files: list[str]) -> dict[str, Any]:
    """What one reader says of each file, in a fresh process.

    Returns:
        `readings` by file (is_slip, fields with value and whether it is sure, retake, seconds, processor_s),
        `load_s`, `peak_mb`, `steady_mb`, `empty_mb` (before anything was loaded).

    Raises:
        Failure: the process ended badly.
    """
    command = [sys.executable, "-m", "bench.slips.readers", reader, str(folder)]
    done = run(command, input="\n".join(files), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"Reading with {reader} ended with {done.returncode}: {done.stderr}", "")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def load(reader: str) -> Read:
    """The reader, ready."""
    return plain.load() if reader == "plain" else _ours()


def _ours() -> Read:
    from zhangfang.slips.reader import read_slip

    def read(picture: np.ndarray) -> dict[str, Any]:
        found = read_slip(picture)
        fields: dict[str, list[Any]] = {}
        for field in found.fields:
            fields.setdefault(field.name, [field.value, field.sure])
        return {"is_slip": found.is_slip, "fields": fields, "retake": found.retake}

    return read


def opened(file: Path) -> np.ndarray:
    """The picture as RGB, upright as far as the file says how."""
    with Image.open(file) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def main() -> int:
    reader, folder = sys.argv[1], Path(sys.argv[2])
    files = sys.stdin.read().split()
    empty = memory_mb(STEADY)
    began = time.perf_counter()
    read = load(reader)
    load_s = time.perf_counter() - began
    for file in files[:WARM_UP]:
        read(opened(folder / file))
    found = {}
    for file in files:
        picture = opened(folder / file)
        began, worked = time.perf_counter(), time.process_time()
        said = read(picture)
        found[file] = said | {
            "seconds": time.perf_counter() - began,
            "processor_s": time.process_time() - worked,
        }
    figures = {
        "readings": found,
        "load_s": load_s,
        "empty_mb": empty,
        "steady_mb": memory_mb(STEADY),
        "peak_mb": memory_mb(PEAK),
    }
    sys.stdout.write("\n" + json.dumps(figures, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
