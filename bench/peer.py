"""Runs in the service's environment: jionlp, with its usual functions, reads facts.

It has nothing for order numbers: there it is a regular expression that anybody would write.
"""

import asyncio
import importlib
import re
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import ModuleType
from typing import Any

from bench.one_by_one import Read, arguments, measure, read_messages, write

ORDER_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{12,32}(?![0-9A-Za-z])")
CLOCK = ("year", "month", "day", "hour", "minute", "second")

Parsed = dict[str, Any]
"""What jionlp says of one sum (`num`) or time (`time`)."""


def whole_message(jionlp: Any, text: str, clock: dict[str, int]) -> tuple[list[Parsed], ...]:
    """Sums and times of a message that is given to the parsers as it is."""
    return (
        _or_nothing(lambda: [jionlp.parse_money(text)]),
        _or_nothing(lambda: [jionlp.parse_time(text, time_base=clock)]),
    )


def found_in_message(jionlp: Any, text: str, clock: dict[str, int]) -> tuple[list[Parsed], ...]:
    """Sums and times that its extractors find, read by the same parsers."""
    found = jionlp.ner
    return (
        _or_nothing(lambda: _details(found.extract_money(text, with_parsing=True))),
        _or_nothing(lambda: _details(found.extract_time(text, time_base=clock, with_parsing=True))),
    )


WAYS = {"parse": whole_message, "extract": found_in_message}


def load(way: str) -> Read:
    """jionlp, ready to read."""
    # A word segmenter under GPL-3.0 that jionlp imports, but doesn't use here: not installed.
    sys.modules.setdefault("jiojio", ModuleType("jiojio"))
    jionlp = importlib.import_module("jionlp")

    async def read(text: str, now: str | None) -> dict[str, Any]:
        moment = datetime.fromisoformat(now) if now else datetime.now().astimezone()
        clock = {name: getattr(moment, name) for name in CLOCK}
        return as_reading(text, *WAYS[way](jionlp, text, clock))

    return read


def as_reading(text: str, sums: list[Parsed], times: list[Parsed]) -> dict[str, Any]:
    """In the form in which ours and stock answer."""
    number = ORDER_NUMBER.search(text)
    return {
        "order_number": number[0] if number else None,
        "amount": [number for parsed in sums for number in numbers(parsed)],
        "transaction_time": next((began for time in times if (began := beginning(time))), None),
    }


def numbers(parsed: Parsed) -> list[str]:
    """One sum, or both ends of a range."""
    said = parsed["num"]
    return [said] if isinstance(said, str) else list(said)


def beginning(parsed: Parsed) -> str | None:
    """Where a point or span of time begins; a duration or a period has no beginning."""
    ends = parsed["time"]
    return ends[0].replace(" ", "T") if isinstance(ends, (list, tuple)) else None


def _details(found: list[Parsed]) -> list[Parsed]:
    return [one["detail"] for one in found]


def _or_nothing(parse: Callable[[], list[Parsed]]) -> list[Parsed]:
    try:
        return parse()
    except Exception:  # noqa: BLE001 (it raises whatever a message makes it stumble over)
        return []


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--way", required=True, choices=WAYS)
    told = parser.parse_args()
    messages = read_messages(told.messages)
    write(told.out, asyncio.run(measure(partial(load, told.way), messages, told.started)))


if __name__ == "__main__":
    main()
