"""RapidOCR's detector, recogniser and direction finder, made once for a process.

The models (PP-OCRv6, and the mobile v2.0 classifier for the direction) are files of the package,
named by path: without a path rapidocr looks them up and would fetch what it does not find.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from zhangfang.slips.line import Line, Point, Quad

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Picture = NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""

THREADS = "ZHANGFANG_SLIP_THREADS"
"""The environment variable with the threads that one reading may use; 1 without it."""
_HEIGHT = 48
"""Of a line as the recogniser wants it, in pixels."""
_NARROWEST, _STEP = 160, 32
_BLANK = 0


class Engine:
    """Finds print in a picture and reads it. Pixel coordinates are the given picture's own."""

    def __init__(self, ocr: RapidOCR) -> None:
        """Load the models of `ocr`, which has no public name for that."""
        self._detector: Any = ocr._load_det_model()  # type: ignore[no-untyped-call]  # noqa: SLF001
        self._recogniser: Any = ocr._load_rec_model()  # type: ignore[no-untyped-call]  # noqa: SLF001
        self._directions: Any = ocr._load_cls_model()  # type: ignore[no-untyped-call]  # noqa: SLF001
        self._characters: list[str] = self._recogniser.postprocess_op.character

    def find(self, picture: Picture, longest: int) -> list[Quad]:
        """Where print stands, found in a copy of `longest` pixels on its longer side."""
        height, width = picture.shape[:2]
        scale = longest / max(height, width)
        size = (_round(width * scale), _round(height * scale))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(picture, size, interpolation=way)
        found = self._detector(np.ascontiguousarray(small[:, :, ::-1]))
        if found.boxes is None:
            return []
        across, down = width / size[0], height / size[1]
        return [
            (
                Point(float(box[0][0]) * across, float(box[0][1]) * down),
                Point(float(box[1][0]) * across, float(box[1][1]) * down),
                Point(float(box[2][0]) * across, float(box[2][1]) * down),
                Point(float(box[3][0]) * across, float(box[3][1]) * down),
            )
            for box in found.boxes
        ]

    def upside_down(self, cuts: list[Picture]) -> float:
        """The share of the cuts that stand on their head, each counting as it is sure."""
        if not cuts:
            return 0.0
        answers = self._directions([np.ascontiguousarray(cut[:, :, ::-1]) for cut in cuts]).cls_res
        total = sum(score for _, score in answers)
        return float(sum(score for label, score in answers if label == "180") / max(total, 1e-6))

    def read(self, cut: Picture, quad: Quad, source: int = -1) -> Line:
        """The characters of one line, cut out and level."""
        height, width = cut.shape[:2]
        wide = max(int(np.ceil(_HEIGHT * width / height)), 1)
        padded = max(_NARROWEST, -(-wide // _STEP) * _STEP)
        level = cv2.resize(cut, (wide, _HEIGHT), interpolation=cv2.INTER_LINEAR)
        canvas = np.zeros((1, 3, _HEIGHT, padded), dtype=np.float32)
        canvas[0, :, :, :wide] = level[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
        beliefs = self._recogniser.session(canvas)[0]
        best, belief = beliefs.argmax(axis=1), beliefs.max(axis=1)
        starts = [
            column
            for column, index in enumerate(best)
            if index != _BLANK and (column == 0 or index != best[column - 1])
        ]
        columns = len(best) * wide / padded
        return Line(
            text="".join(self._characters[best[column]] for column in starts),
            scores=tuple(round(float(_peak(best, belief, column)), 4) for column in starts),
            places=tuple(min(max((column + 0.5) / columns, 0.0), 1.0) for column in starts),
            quad=quad,
            source=source,
        )


@cache
def engine(threads: int | None = None) -> Engine:
    """The engine of this process, its models loaded with the first call.

    Args:
        threads: that one reading may use; else as the environment says, else 1.
    """
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    count = threads or int(os.environ.get(THREADS, "1"))
    ocr = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": count,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,  # it would keep what it took
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": 4096,  # `find` has scaled it
        }
    )
    return Engine(ocr)


def _peak(best: NDArray[np.int64], belief: NDArray[np.float32], column: int) -> float:
    """The strongest belief while the same character goes on."""
    end = column
    while end + 1 < len(best) and best[end + 1] == best[column]:
        end += 1
    return float(belief[column : end + 1].max())


def _round(length: float) -> int:
    """The detector's net wants multiples of 32."""
    return max(round(length / 32) * 32, 32)
