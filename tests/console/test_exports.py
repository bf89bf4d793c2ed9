"""Tables for a spreadsheet: what is in them, that none of it runs, and that each is on record."""

import csv
import hashlib
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_world import SPAN, TOLD, number_of
from staff import Staff, console_of

from zhangfang.console.supervision import exports
from zhangfang.console.supervision.csv_cells import as_text, read_back, table
from zhangfang.store import log

WHATS = ("cases", "conversations", "quality", "ratings", "corrections", "agents")

# What OWASP names, and what a spreadsheet skips before it looks.
FORMULA = re.compile(r"[\s\ufeff\u200b-\u200d\u2060\u00ad]*[=+\-@＝＋－＠]")
NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@＝＋－＠\t\r\n;,'\" \u200b\ufeff\u3000|%0123456789eE."),
        st.characters(),
    ),
    max_size=12,
)


def rows_of(content: bytes) -> list[list[str]]:
    """As a spreadsheet reads it."""
    assert content.startswith("\ufeff".encode())
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def without_surrogates(text: str) -> bool:
    return not any("\ud800" <= it <= "\udfff" for it in text)


@given(st.lists(NASTY.filter(without_surrogates), min_size=1, max_size=4))
@example(["=cmd|' /C calc'!A0"])
@example(["\t=1+1", "\r\n@SUM(1)", " ＝1", "'=1", "''=1", "a;=1", "a\t-1"])
@example(["00123456", "62220202000000001", "12E5", "-1", "0"])
def test_a_cell_reads_back_and_never_begins_a_formula(values):
    [cells] = rows_of(table(values, []))
    assert [read_back(cell) for cell in cells] == values
    for cell in cells:
        assert not FORMULA.match(cell), cell
        assert cell[:1] not in ("\t", "\r", "\n")
        for inside in re.split(r"[;\t\r\n]", cell)[1:]:
            assert not FORMULA.match(inside), cell


@given(st.text("0123456789.eE+-'", min_size=1, max_size=20))
def test_no_digit_is_lost_when_a_spreadsheet_takes_text_for_a_number(text):
    """Fifteen digits are all it keeps; a leading zero goes, and 12E5 becomes 1200000."""
    cell = as_text(text)
    assert not re.fullmatch(r"\d{16,}|0\d+|\d+[eE]\d+", cell)
    assert read_back(cell) == text


@pytest.mark.parametrize("text", ["3-15", "12/1", "3-15-2026", "00123", "12E5", "6222" * 4])
def test_a_number_that_a_spreadsheet_would_rewrite_is_text(text):
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["你好", "1288 元", "TK20261121066", "2026-11-21 15:04:05", "3", ""]
)
def test_what_is_harmless_stays_as_it_is(text):
    assert as_text(text) == text


def test_lines_end_as_the_standard_says():
    """RFC 4180, 2."""
    content = table(["甲", "乙"], [[1, "说“好”\n再说"], [None, True]])
    assert content == '\ufeff"甲","乙"\r\n"1","说“好”\n再说"\r\n"","是"\r\n'.encode()


async def taken(lead: Staff, what: str, **chosen: str) -> list[dict[str, str]]:
    answer = await lead.get(f"/exports/{what}.csv", params={**SPAN, **chosen})
    assert answer.status_code == 200, answer.text
    header, *rows = rows_of(answer.content)
    return [dict(zip(header, map(read_back, row), strict=True)) for row in rows]


async def test_cases(lead, world):
    world.conversation(
        "told",
        [
            ["2026-11-21 10:00", "opens", "not_arrived"],
            ["2026-11-21 10:00", "fact", {"amount": "1288"}],
            ["2026-11-21 10:00", "fact", {"order_number": "00112233445566778899"}],
        ],
    )
    rows = {row["编号"]: row for row in await taken(lead, "cases")}
    assert len(rows) == 6
    told = rows[number_of("told")]
    assert (told["问题"], told["阶段"], told["状态"]) == ("不到账", "核实", "在办")
    assert (told["金额"], told["订单号"]) == ("1288 元", "00112233445566778899")
    assert rows[number_of("helped")]["结束"] == "2026-11-05 10:20:00"
    assert len(await taken(lead, "cases", family="overcharged")) == 2
    assert len(await taken(lead, "cases", agent=world.agents["lin"])) == 1


async def test_conversations(lead, world):
    rows = {row["对话"]: row for row in await taken(lead, "conversations")}
    helped = rows[world.conversations["helped"]]
    assert (helped["消息数"], helped["最近一句"]) == ("8", "2026-11-02 09:50:00")
    assert helped["现在"] == "账房在办"
    assert len(rows) == 5  # agents' own records are none, nor is the one from October


async def test_ratings(lead, world):
    world.conversation(
        "nasty",
        [
            ["2026-11-21 10:00", "opens", "not_arrived"],
            ["2026-11-21 10:00", "ends", "closed"],
            [
                "2026-11-21 10:00",
                "rates",
                {"stars": 1, "solved": False, "words": '=HYPERLINK("http://x")，打我 13812345678'},
            ],
        ],
    )
    answer = await lead.get("/exports/ratings.csv", params=SPAN)
    assert b'"\'=HYPERLINK(""http://x"")' in answer.content
    rows = await taken(lead, "ratings")
    assert [row["星"] for row in rows] == ["5", "2", "1"]
    assert [row["办成了"] for row in rows] == ["是", "否", "否"]
    assert rows[-1]["留言"].startswith('=HYPERLINK("http://x")，打我 138')
    assert "13812345678" not in answer.text


async def test_quality_and_agents(lead, world):
    world.conversation(
        "promised",
        [
            ["2026-11-16 10:00", "taken", "zhou"],
            ["2026-11-16 10:01", "answers", ["zhou", "三天之内保证到账。"]],
        ],
    )
    promise = next(it for it in await taken(lead, "quality") if it["规矩"] == "打包票")
    assert (promise["轻重"], promise["客服"], promise["原话"]) == (
        "重",
        "zhou",
        "三天之内保证到账。",
    )
    agents = {row["客服"]: row for row in await taken(lead, "agents")}
    assert agents["zhou"]["接过几段"] == "3"
    assert (agents["zhou"]["回过几句"], agents["zhou"]["后来每句中位秒"]) == ("4", "300.0")
    assert agents["lin"]["第一句中位秒"] == ""
    assert agents["吴主管"]["岗位"] == "主管"


@pytest.mark.parametrize("what", WHATS)
async def test_each_is_on_record_with_its_hash_before_it_is_sent(lead, what):
    answer = await lead.get(f"/exports/{what}.csv", params={**SPAN, "family": "not_arrived"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert f"zhangfang-{what}-" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    with console_of(lead.http).desk.database.read() as connection:
        [event] = log.of_kinds(connection, lead.id, ("exported",))
    assert event.event.body == {
        "what": what,
        "rows": len(rows_of(answer.content)) - 1,
        "sha256": hashlib.sha256(answer.content).hexdigest(),
    }
    assert event.content["family"] == "not_arrived"


async def test_too_many_rows_are_refused_and_not_cut_off(lead, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    answer = await lead.get("/exports/cases.csv", params=SPAN)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "since")


async def test_agents_take_nothing_away(world):
    agent = await Staff.joins(world.http, "小周", now=TOLD["now"].isoformat())
    for what in WHATS:
        assert (await agent.get(f"/exports/{what}.csv")).status_code == 403
    lead = await Staff.joins(world.http, "钱主管", "supervisor", now=TOLD["now"].isoformat())
    assert (await lead.get("/exports/passwords.csv")).status_code == 422
