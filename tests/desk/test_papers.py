"""Papers by the API: listed, taken away, and on record."""

import hashlib
import io
import json
import sqlite3
from urllib.parse import unquote

import pytest
from merchant import Merchant
from pypdf import PdfReader

KINDS = ["call_script", "material_list", "appeal_letter", "written_demand", "timeline"]
AT = "2026-11-22T10:00:00+08:00"


@pytest.fixture
async def with_case(merchant: Merchant) -> Merchant:
    await merchant.taps("1-1")
    return merchant


async def get(merchant, path, **params):
    return await merchant.http.get(
        f"{merchant.path}/papers{path}", params=params, headers=merchant.auth
    )


def taken(database_file):
    """The bodies of what was put on record of taking papers."""
    with sqlite3.connect(database_file) as connection:
        found = connection.execute(
            "SELECT actor, leaf FROM events WHERE kind = 'paper_taken' ORDER BY log_index"
        ).fetchall()
    return [
        (actor, leaf["origin"], leaf["body"])
        for actor, leaf in ((actor, json.loads(leaf)) for actor, leaf in found)
    ]


async def test_the_list_has_every_paper_and_says_what_is_wanting(with_case):
    answer = await get(with_case, "")
    listed = answer.json()
    assert listed["case"] == (await with_case.case())["number"]
    assert [paper["kind"] for paper in listed["papers"]] == KINDS
    letter = listed["papers"][2]
    assert letter["ready"] is False
    assert {"id": "amount", "name": "金额"} in letter["missing"]
    assert listed["papers"][1]["ready"] is True
    assert [paper["now"] for paper in listed["papers"]] == [True, True, False, False, True]


async def test_a_paper_comes_as_text_pdf_and_docx(with_case):
    number = (await with_case.case())["number"]
    text = (await get(with_case, "/appeal_letter.txt")).text
    assert "申诉书" in text
    assert number in text
    pdf = await get(with_case, "/appeal_letter.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "申诉书" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    docx = await get(with_case, "/appeal_letter.docx")
    assert docx.content.startswith(b"PK")


async def test_the_file_has_a_chinese_name_and_a_plain_one(with_case):
    number = (await with_case.case())["number"]
    disposition = (await get(with_case, "/appeal_letter.pdf")).headers["content-disposition"]
    assert f'filename="appeal_letter-{number}.pdf"' in disposition
    assert unquote(disposition).endswith(f"UTF-8''申诉书-{number}.pdf")


async def test_each_taking_is_on_record_with_the_hash_of_its_bytes(with_case, database_file):
    file = await get(with_case, "/timeline.docx")
    await get(with_case, "")
    number = (await with_case.case())["number"]
    assert taken(database_file) == [
        (
            "merchant",
            "observed",
            {
                "paper": "timeline",
                "format": "docx",
                "sha256": hashlib.sha256(file.content).hexdigest(),
                "case": number,
            },
        )
    ]


async def test_taking_a_paper_is_no_message(with_case):
    before = await with_case.sees()
    await get(with_case, "/timeline.txt")
    assert await with_case.sees() == before
    assert (await with_case.says("在吗", wait=True))["replies"]


@pytest.mark.parametrize("path", ["", "/timeline.pdf"])
async def test_without_a_case_there_is_nothing_to_write(merchant, path, database_file):
    answer = await get(merchant, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_case"
    assert taken(database_file) == []


async def test_a_case_is_named_by_its_number_as_a_person_types_it(with_case):
    number = (await with_case.case())["number"]
    typed = number.lower().replace("-", " ")
    assert (await get(with_case, "", case=typed)).json()["case"] == number


async def test_another_conversations_case_is_not_given_away(http, with_case):
    number = (await with_case.case())["number"]
    other = await Merchant.arrives(http)
    await other.taps("1-2")
    for path in ("", "/timeline.pdf"):
        assert (await get(other, path, case=number)).status_code == 404
    answer = await http.get(f"{with_case.path}/papers/timeline.pdf", headers=other.auth)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["poem.pdf", "timeline.exe", "timeline.PDF", "..%2Fpaper.pdf"])
async def test_an_unknown_paper_is_refused_in_plain_words(with_case, name, database_file):
    answer = await get(with_case, f"/{name}")
    assert answer.status_code == 404
    assert answer.json()["error"]["message"]
    assert taken(database_file) == []


async def test_the_same_minute_gives_the_same_bytes(start_desk):
    async with start_desk(dev=True) as http:
        merchant = await Merchant.arrives(http, **{"X-Now": AT})
        await merchant.taps("1-1", **{"X-Now": AT})
        path = f"{merchant.path}/papers/timeline"
        headers = merchant.auth | {"X-Now": AT}
        for kind in ("txt", "pdf", "docx"):
            first = await http.get(f"{path}.{kind}", headers=headers)
            again = await http.get(f"{path}.{kind}", headers=headers)
            assert first.content == again.content
