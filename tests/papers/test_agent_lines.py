"""Deeds of customer service in words, with and without what stands under seal."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_back import knowledge
from record_sample import CONVERSATION

from zhangfang.evidence.event import Event
from zhangfang.evidence.internal import INTERNAL
from zhangfang.papers.evidence import speakers
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.papers.evidence.transcript import change_in, what_happened

LINES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("agent_lines.yml").read_text(encoding="utf-8")
)


def event(kind: str, actor: Any = "agent", **body: Any) -> Event:
    at = "2026-11-22T10:00:00.000+08:00"
    return Event(
        log_index=0, conversation=CONVERSATION, seq=1, prev="0" * 64, kind=kind, actor=actor,
        origin="observed", at=at, recorded_at=at, guide="1" * 64, body=body,
    )  # fmt: skip


@pytest.mark.parametrize("row", LINES, ids=[row["line"] for row in LINES])
def test_a_deed_in_words(row: dict[str, Any]) -> None:
    happened = event(row["kind"], **row["body"])
    words = CaseWords(knowledge())
    assert what_happened(happened, row.get("about", {}), None, words) == row["line"]


def test_all_that_is_internal_has_words_with_and_without() -> None:
    for shown in (True, False):
        assert {row["kind"] for row in LINES if bool(row.get("about")) == shown} >= INTERNAL


def test_a_change_by_an_agent_says_why() -> None:
    about = {
        "change": {"kind": "case_ended", "status": "closed"},
        "reason": "",
        "summary": "商户不办了",
        "override": "联系不上",
        "open_steps": ["keep_slip"],
    }
    line = what_happened(
        event("case_ended"), about, change_in(about), CaseWords(knowledge(), "overcharged")
    )
    assert line == ("案件停止办理。小结：商户不办了。没做的必做步骤：对小票，拍照，原因：联系不上")


@pytest.mark.parametrize(
    ("actor", "about", "who"),
    [
        ("agent", {"agent": {"id": "a", "name": "小周"}}, "客服 小周"),
        ("agent", {}, "客服"),
        ("system", {"agent": {"id": "a", "name": "小周"}}, "系统"),
        ("merchant", {}, "商户"),
    ],
)
def test_who_did_it(actor: str, about: dict[str, Any], who: str) -> None:
    assert speakers.who(event("note", actor), about) == who
