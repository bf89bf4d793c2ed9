"""Search over 100,000 messages on SQLite: `python -m bench.search_speed [MESSAGES]`, by hand.

Prints a line of JSON: seconds to index, megabytes of the index, milliseconds of queries, megabytes
that the dictionary takes. The messages are put together from parts, by chance with a fixed seed.
"""

import json
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from zhangfang.console.search.search_keeping import index_next
from zhangfang.console.search.searching import Search, search
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.console.staff.access import SignedIn
from zhangfang.guides.load import load
from zhangfang.guides.own_words import own_words
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.moments import stamp
from zhangfang.store.recorder import Recorder

ROOT = Path(__file__).parents[1]
AT_ONCE = 500
IN_A_CONVERSATION = 20

WHEN = ("昨天", "前天下午", "上周三", "今天一早", "月底结账", "刚才", "五月二十号晚上")
WHAT = ("刷卡", "扫码收款", "退货", "换新机器", "补打小票", "结算", "顾客付款", "预授权")
GONE = (
    "多扣了一笔手续费", "钱一直没到账", "退款退到别人卡里了", "没出小票就扣款了",
    "旧机器还在扣流量费", "余额对不上", "金额打错了", "客服让等三个工作日",
)  # fmt: skip
THEN = ("怎么办", "单号是 {}", "一共 {} 块", "机器上显示 {}", "打过电话没人接", "能不能帮我查查")
QUERIES = (
    "到账", "退款 别人", "手续费", "多扣了一笔手续费", '"三个工作日"', "客服", "流量费 昨天",
    "不存在的词语", "单号", "ZF-20261122", "小票 扣款 顾客", "余额对不上怎么办",
)  # fmt: skip
APART = ('"钱 没"', '"账 昨"', '"了 一"')
"""What stands in many messages, and never together: all that match are looked at."""


def main(count: int) -> None:
    """Make the record, index it, ask."""
    chance = random.Random(7)
    knowledge = load(ROOT / "knowledge")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zhangfang.db"
        migrate(f"sqlite:///{file}")
        now = datetime.now(UTC)
        recorder = Recorder(bytes(32), lambda: now, "1" * 64)
        database = Database(f"sqlite:///{file}", recorder)
        numbers = _fill(database, chance, count, now)
        before = _size(database)
        cutter = WordCutter(own_words(knowledge))
        memory, start = _memory(), time.perf_counter()
        cutter.cut("到账")
        dictionary = {"s": _since(start), "MB": round(_memory() - memory, 1)}
        start, longest = time.perf_counter(), 0.0
        while True:
            began = time.perf_counter()
            if not index_next(database, knowledge, cutter):
                break
            longest = max(longest, time.perf_counter() - began)
        indexing = {"s": _since(start), "longest batch ms": round(longest * 1000)}
        the = Search(database, knowledge, cutter)
        tails = [number[-6:] for number in chance.sample(numbers, 20)]
        report = {
            "messages": count,
            "record MB": before,
            "index MB": _size(database) - before,
            "indexing": indexing,
            "dictionary": dictionary,
            "agent": _asked(the, SignedIn("x", "x", "agent"), (*QUERIES, *tails), now),
            "supervisor": _asked(the, SignedIn("x", "x", "supervisor"), (*QUERIES, *tails), now),
            "tails": _asked(the, SignedIn("x", "x", "agent"), tails, now),
            "apart": _asked(the, SignedIn("x", "x", "agent"), APART, now),
        }
        print(json.dumps(report, ensure_ascii=False, indent=1))
        database.close()


def _fill(database: Database, chance: random.Random, count: int, now: datetime) -> list[str]:
    numbers: list[str] = []
    for first in range(0, count, AT_ONCE):
        with database.write() as connection:
            for conversation in range(first, min(first + AT_ONCE, count), IN_A_CONVERSATION):
                name = f"{conversation:032d}"
                conversations.create(connection, name, name, stamp(now))
                texts = [_text(chance, numbers) for _ in range(IN_A_CONVERSATION)]
                drafts = [
                    log.Draft("message", "merchant", "merchant_said", stamp(now), {}, {"text": it})
                    for it in texts
                ]
                log.append(connection, name, drafts)
    return numbers


def _text(chance: random.Random, numbers: list[str]) -> str:
    number = str(chance.randrange(10**11, 10**16))
    then = chance.choice(THEN)
    if "{}" in then:
        numbers.append(number)
    parts = (chance.choice(WHEN), chance.choice(WHAT), "，", chance.choice(GONE), "，")
    return "".join(parts) + then.format(number)


def _asked(the: Search, who: SignedIn, queries: tuple[str, ...] | list[str], now: datetime) -> dict:
    times, slowest = [], ("", 0.0)
    for _ in range(3):
        for query in queries:
            start = time.perf_counter()
            search(the, who, query, 0, now)
            took = (time.perf_counter() - start) * 1000
            times.append(took)
            slowest = max(slowest, (query, round(took)), key=lambda it: it[1])
    return {
        "p50 ms": round(median(times), 1),
        "p95 ms": round(quantiles(times, n=20)[-1], 1),
        "slowest": slowest,
    }


def _size(database: Database) -> float:
    """Megabytes that are in use."""
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    return round((pages - free) * 4096 / 1e6, 1)


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
