"""证据目录: the rows a court expects, the right counts, and blanks to sign in."""

import hashlib
import io

from pypdf import PdfReader
from reading_back import LIST, PRINTED, files_of, knowledge, print_of, sheets
from record_sample import CASE, SLIP, Diary, a_diary, a_full_pack

from zhangfang.evidence.pack import PackData
from zhangfang.papers.evidence.exhibits import Exhibit, exhibits
from zhangfang.papers.evidence.record import read_record
from zhangfang.papers.evidence.transcript import transcript


def rows_of(data: PackData) -> list[Exhibit]:
    """The rows, before they are set."""
    record = read_record(data)
    read = transcript(record, knowledge())
    return exhibits(data, record, read, knowledge(), files_of(data)[PRINTED])


def test_what_is_handed_in() -> None:
    assert [row.name for row in rows_of(a_full_pack())] == [
        "商户与账房的聊天记录",
        "文件：小票.jpg",
        f"案件要点\n{CASE}",
        "系统与保管记录",
        "电子数据：全部 24 条记录及其签名、证明",
    ]


def test_pages_are_counted() -> None:
    for more in (0, 30, 300):
        diary = a_diary()
        for number in range(more):
            diary.says(f"第 {number} 句 /Type /Page /Type/Page\n/Type/Page/")
        data = diary.pack()
        pages = len(PdfReader(io.BytesIO(files_of(data)[PRINTED])).pages)
        assert rows_of(data)[0].extent == f"{pages} 页"


def test_facts_are_those_that_hold_and_where_they_were_told() -> None:
    facts = rows_of(a_full_pack())[2]
    assert (
        facts.purpose == "商户陈述的多扣费情况，金额：15.00 元；交易时间：2026年11月21日 15:00 左右"
    )
    assert facts.source == "系统从聊天里读出（聊天记录第 9、12 条），商户尚未逐项确认"


def test_confirmed_facts_are_called_so() -> None:
    diary = a_diary()
    diary.changes(2, "summary_confirmed")
    assert rows_of(diary.pack())[2].source.endswith("商户已确认无误")


def test_hashes_are_those_of_the_files() -> None:
    data = a_full_pack()
    printed = hashlib.sha256(files_of(data)[PRINTED]).hexdigest()
    slip = hashlib.sha256(SLIP).hexdigest()
    rows = rows_of(data)
    assert rows[0].hash == f"{printed[:8]}…{printed[-8:]}"
    assert rows[1].hash == f"{slip[:8]}…{slip[-8:]}"


def test_the_sheet_has_every_row_and_the_blanks() -> None:
    data = a_full_pack()
    text = print_of(files_of(data)[LIST])
    for row in rows_of(data):
        for words in (row.name, row.source, row.purpose, row.extent, row.form, row.hash):
            assert "".join(words.split()) in text
    for words in (
        "案由：", "提交人：", "对方：", "提交人签名（盖章）：", "日期：", "收到人：", "序号", "证据名称",
        "证明目的（对象）", f"案件编号：{CASE}", "第1页共1页",
    ):  # fmt: skip
        assert words in text


def test_many_files_run_over_several_sheets() -> None:
    diary = Diary()
    for number in range(60):
        diary.receives(f"小票 {number}.jpg", bytes([number]))
    found = sheets(files_of(diary.pack())[LIST])
    assert len(found) > 1
    assert all("证明目的（对象）" in sheet for sheet in found)
    assert all(f"小票{number}.jpg" in "".join(found) for number in range(60))


def test_a_conversation_without_a_case_has_a_list_too() -> None:
    diary = Diary()
    diary.answers("你好", None)
    assert "案件编号：无" in print_of(files_of(diary.pack(cases=()))[LIST])
