"""The process that opens pictures: `python -m zhangfang.pictures.worker MEMORY CPU`.

It gets a file by its standard input and writes what it saw to its standard output, until its input
ends. Whatever a file does to it, the desk goes on.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from zhangfang.pictures.confine import allow_cpu, confine
from zhangfang.pictures.frames import HEAD_BYTES, frame, lengths
from zhangfang.pictures.looked import LookError


def main() -> None:
    """Look at one file after another."""
    memory, cpu = int(sys.argv[1]), int(sys.argv[2])
    asked, answers = _own_pipes()
    confine(memory)
    while start := asked.read(HEAD_BYTES):
        head, body = lengths(start)
        allow_cpu(cpu)
        answers.write(_answer(asked.read(head), asked.read(body)))
        answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Input and output, where nothing else can read or write: libraries print what they like."""
    asked, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb")


def _answer(head: bytes, content: bytes) -> bytes:
    import json

    told = json.loads(head)
    try:
        return _looked(content, told)
    except LookError as error:
        reason = str(error)
    except MemoryError:
        reason = "too little memory"
    except Exception as error:  # noqa: BLE001 - decoders raise what they like at hostile files
        reason = type(error).__name__
    return frame({"reason": reason})


def _looked(content: bytes, told: Mapping[str, Any]) -> bytes:
    # Decoders and models come with the first file that needs them.
    from zhangfang.pictures.opening import open_picture
    from zhangfang.pictures.showing import LARGE, SMALL, cover, webp

    picture, size = open_picture(content, told["media"])
    slip = None
    if told["read"]:
        import numpy as np

        from zhangfang.slips.reader import read_slip

        slip = read_slip(np.asarray(picture))
        cover(picture, slip.cards)
    large, small = webp(picture, LARGE), webp(picture, SMALL)
    seen = {
        "width": size.width,
        "height": size.height,
        "large": len(large),
        "slip": slip.to_json() if slip else None,
    }
    return frame(seen, large + small)


if __name__ == "__main__":
    main()
