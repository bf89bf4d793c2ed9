"""The texts that a page shows outside the conversation, and what the law wants to be in them."""

import hashlib
import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.fixture
async def texts(http):
    answer = await http.get("/api/v1/texts")
    assert answer.status_code == 200
    return answer.json()


def written(name):
    return YAML(typ="safe").load(KNOWLEDGE / name)


async def test_they_are_those_of_knowledge_with_the_operator_in_them(texts):
    consent, rating = written("consent.yml"), written("rating.yml")
    said = "".join(point["text"] for point in texts["consent"]["points"])
    assert "{" not in said
    assert consent["operator"]["name"] in said
    assert consent["operator"]["contact"] in said
    assert texts["rating"] == rating
    assert {"operator", *texts["consent"]} == set(consent)


async def test_they_need_no_token_and_are_not_kept(http):
    answer = await http.get("/api/v1/texts")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_version_is_that_of_the_text():
    """Whoever changes a word must give it another version: it is what merchants have agreed to."""
    consent = written("consent.yml")
    version = consent.pop("version")
    said = json.dumps(consent, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert version.endswith("-" + hashlib.sha256(said.encode()).hexdigest()[:8])


@pytest.mark.parametrize(
    "words",
    [
        ("谁", "不是真人"),
        ("你说的话", "文件", "订单号", "金额", "时间"),
        ("查清这笔钱", "投诉"),
        ("加密", "客服看"),
        ("多久", "删"),
        ("改", "下载", "全删"),
        ("找"),
    ],
    ids=["who", "what", "why", "how", "how long", "rights", "contact"],
)
async def test_it_says_what_must_be_told_beforehand(texts, words):
    """PIPL art. 17: who, what, why, how, how long, which rights, and how to use them."""
    said = "".join(it["title"] + it["text"] for it in texts["consent"]["points"])
    assert [word for word in words if word not in said] == []


async def test_it_is_short(texts):
    consent = texts["consent"]
    points = [point["text"] for point in consent["points"]]
    assert max(map(len, points)) <= 80
    assert sum(map(len, points)) <= 400
    assert len(consent["sensitive"]["label"]) <= 25


async def test_sensitive_data_is_asked_for_by_itself_and_why(texts):
    """Art. 29 and 30: a consent of its own, why it is needed, and what it may lead to."""
    sensitive = texts["consent"]["sensitive"]
    for word in ("卡号后四位", "身份证", "小票照片"):
        assert word in sensitive["label"]
    for word in ("敏感", "冒用", "不勾"):
        assert word in sensitive["why"]
