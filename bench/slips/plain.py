"""The peer: rapidocr as it comes, and the regular expressions that one writes for it in an hour."""

import re
from collections.abc import Callable
from statistics import mean
from typing import Any

import numpy as np

SURE = 0.9
"""Mean score of the recogniser on the lines of a value from which it is taken without doubt."""

GAP = r"[^0-9A-Za-z]{0,6}(?:[A-Za-z][A-Za-z./ ]*)??[^0-9A-Za-z]{0,12}"
"""Between a label and its value: a colon, English words, the end of the line."""
MONEY = r"((?:RMB|CNY|[¥￥Y])?[:：]?\s*-?\s*[¥￥]?\s*-?\s*(?<![\d,])\d[\d,]*\.\d{2})(?!\d)"

DAY = r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}"
CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
LONG = r"(\d{10,32}(?:\s*\n\s*\d{1,14}(?=\s*\n))?)"
"""A number that may go on in the next line."""

PATTERNS: dict[str, tuple[str, ...]] = {
    "amount": (
        rf"(?:实付|实收)金额\D{{0,12}}?{MONEY}",
        rf"(?:交易|消费|收款)?金额(?:\(元\))?\s*[（(]?(?:AMOUNT)?[)）]?[:：]?\s*{MONEY}",
        r"((?:RMB|CNY|[¥￥])[:：]?\s*-?\s*\d[\d,]*\.\d{2})(?!\d)",
        r"(?:^|\n)\s*([-+]?\d[\d,]*\.\d{2})\s*(?:\n|$)",
    ),
    "transaction_time": (
        r"((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)",
        r"((?:19|20)\d{6}\s*\d{2}[:：]?\d{2}[:：]?\d{2})(?!\d)",
        rf"({DAY}[\s\S]{{0,60}}?(?<!\d){CLOCK})",
    ),
    "order_number": (
        rf"(?:商户单号|订单(?:编)?号)[:：]?\s*{LONG}",
        rf"交易单号[:：]?\s*{LONG}",
    ),
    "reference_number": (
        rf"参考号{GAP}(\d{{12}})(?!\d)",
        r"参考号[\s\S]{0,40}?(?<!\d)(\d{12})(?!\d)",
    ),
    "voucher_number": (rf"(?:凭证号|流水号){GAP}(\d{{6}})(?!\d)",),
    "batch_number": (rf"批次号{GAP}(\d{{6}})(?!\d)",),
    "merchant_number": (rf"商户(?:编)?号{GAP}(\d{{15}})(?!\d)", r"(?<!\d)(\d{15})(?!\d)"),
    "terminal_number": (rf"(?:终端(?:编)?号|设备号){GAP}([A-Z]?\d{{7,8}})(?!\d)",),
    "card_tail": (
        r"\d{6}[\s*xX×＊·.]*[*xX×＊·]+[\s*xX×＊·]*(\d{4})(?!\d)",
        r"卡\s*[(（](\d{4})[)）]",
    ),
}


def load() -> Callable[[np.ndarray], dict[str, Any]]:
    """rapidocr with its defaults, on one thread."""
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
        }
    )

    def read(picture: np.ndarray) -> dict[str, Any]:
        found = engine(np.ascontiguousarray(picture[..., ::-1]))
        if found.boxes is None:
            return {"is_slip": False, "fields": {}, "retake": None}
        boxes = list(zip(found.boxes, found.txts, found.scores, strict=True))
        fields = fields_of(_as_text(boxes))
        kept = {name: [value, _sure(raw, boxes)] for name, (value, raw) in fields.items()}
        return {"is_slip": len(kept) >= 2, "fields": kept, "retake": None}

    return read


def fields_of(text: str) -> dict[str, tuple[str, str]]:
    """What the expressions find in lines of text: in canonical form, and as printed."""
    found = {}
    for name, patterns in PATTERNS.items():
        for pattern in patterns:
            match = re.search(pattern, text)
            value = _canonical(name, match[1]) if match else None
            if match and value:
                found[name] = (value, match[1])
                break
    day, clock = re.search(DAY, text), re.search(rf"(?<!\d){CLOCK}(?!\d)", text)
    if "transaction_time" not in found and day and clock:
        value = _moment(f"{day[0]} {clock[0]}")
        if value:
            found["transaction_time"] = (value, f"{day[0]} {clock[0]}")
    return found


def _canonical(name: str, raw: str) -> str | None:
    if name == "amount":
        return re.sub(r"[^\d.]", "", raw)
    if name == "transaction_time":
        return _moment(raw)
    return re.sub(r"\s", "", raw)


def _moment(raw: str) -> str | None:
    parts = [part for part in re.split(r"\D+", raw) if part]
    clock = re.search(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$", raw)
    if clock and len(parts) > 6:  # something stood between day and hour
        parts = [*parts[:3], *(one for one in clock.groups() if one)]
    digits = "".join(parts)
    if parts and len(parts[0]) == 8 and len(digits) == 14:
        parts = [digits[0:4], digits[4:6], digits[6:8], digits[8:10], digits[10:12], digits[12:]]
    if len(parts) >= 4 and len(parts[2]) == 4:  # the space between day and hour was lost
        parts[2:3] = [parts[2][:2], parts[2][2:]]
    if len(parts) not in (5, 6):
        return None
    year, month, day, *hours = parts
    return f"{year}-{int(month):02d}-{int(day):02d}T" + ":".join(f"{int(one):02d}" for one in hours)


def _as_text(boxes: list[tuple[np.ndarray, str, float]]) -> str:
    """The boxes as lines of text: those at one height, from left to right."""
    rows: list[list[tuple[np.ndarray, str]]] = []
    for box, text, _ in sorted(boxes, key=lambda one: one[0][:, 1].mean()):
        middle = box[:, 1].mean()
        height = np.linalg.norm(box[3] - box[0])
        if rows and abs(np.mean([one[:, 1].mean() for one, _ in rows[-1]]) - middle) < height / 2:
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    ordered = [sorted(row, key=lambda one: one[0][:, 0].min()) for row in rows]
    return "\n".join(" ".join(text for _, text in row) for row in ordered)


def _sure(raw: str, boxes: list[tuple[np.ndarray, str, float]]) -> bool:
    """Whether the lines that hold the value were read with a high score."""
    parts = raw.split()
    scores = [score for _, text, score in boxes if any(part in text for part in parts)]
    return bool(scores) and mean(scores) >= SURE
