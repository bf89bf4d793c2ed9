"""The papers of a case: golden texts as data, and what holds whatever is known.

Each file in letters/ is one family: which paper, in which phase, with which facts, and its text.
The materials are two of our own, so that knowledge/ can be edited without touching these texts.
`UPDATE_LETTERS=1 pytest tests/cases/test_letters.py` writes the texts anew; read the difference.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from zhangfang.cases.case import Case, Fact
from zhangfang.cases.letters import wanting, write
from zhangfang.cases.paper import Note, Paper, Paragraph
from zhangfang.guides.model import (
    FAMILIES,
    PHASES,
    DocumentId,
    FamilyId,
    Knowledge,
    Material,
    PhaseId,
)

FILES = sorted((Path(__file__).parent / "letters").glob("*.yml"))
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
KINDS: tuple[DocumentId, ...] = get_args(DocumentId)
HISTORY = (
    ("2026-11-20T14:03", "发生交易 1288 元"),
    ("2026-11-21T09:15:00.000+08:00", "打了收单机构电话"),
)
KNOWN = {
    "order_number": "TK20261121066",
    "amount": "1288.5",
    "transaction_time": "2026-11-20T14:03",
    "merchant_number": "898310148160568",
    "terminal_number": "10293847",
    "reference_number": "123456789012",
    "ticket_number": "GD1122",
    "complaint_number": "TS99",
    "promised_by": "2026-11-25",
    "submitted_to": "acquirer",
    "card_tail": "8765",
}
MATERIALS = tuple(
    Material.model_validate(material)
    for material in (
        {"id": "slip", "name": "小票", "where": "店里留的那一联。", "phases": ["submit"],
         "source": ["V2"]},
        {"id": "number", "name": "订单号", "where": "小票上印着。", "fact": "order_number",
         "phases": ["contact", "submit"], "source": ["V2"]},
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    guides = {
        family: guide.model_copy(update={"materials": MATERIALS})
        for family, guide in knowledge.guides.items()
    }
    return knowledge.model_copy(update={"guides": guides})


def a_case(family: FamilyId, phase: PhaseId = "submit", **facts: str) -> Case:
    return Case(
        number="ZF-20261122-K7YM-4",
        family=family,
        opened_at="2026-11-20T15:00:00+08:00",
        phase=phase,
        facts={name: Fact(value=str(value)) for name, value in facts.items()},
        entered={"wait": "2026-11-22T09:00:00+08:00"} if phase in ("wait", "escalate") else {},
    )


def golden() -> list[Any]:
    return [
        pytest.param(path, place, id=f"{path.stem}: {entry['name']}")
        for path in FILES
        for place, entry in enumerate(YAML(typ="safe").load(path))
    ]


@pytest.mark.parametrize(("path", "place"), golden())
def test_the_text_is_as_it_was_read_and_approved(path: Path, place: int, known: Knowledge) -> None:
    entry = YAML(typ="safe").load(path)[place]
    case = a_case(path.stem, entry["phase"], **entry.get("facts", {}))  # type: ignore[arg-type]
    text = write(known, case, entry["paper"], NOW, HISTORY).as_text()
    if os.environ.get("UPDATE_LETTERS"):
        _rewrite(path, place, text)
    else:
        assert text == entry["text"].rstrip("\n")


def _rewrite(path: Path, place: int, text: str) -> None:
    yaml = YAML()
    yaml.width = 10_000
    entries = yaml.load(path)
    entries[place]["text"] = LiteralScalarString(f"{text}\n")
    yaml.dump(entries, path)


def every_kind_of_case(knowledge: Knowledge) -> Iterator[Case]:
    """Each family with each answer to its own questions, in each phase, knowing all or nothing."""
    for family, guide in knowledge.guides.items():
        questions = [fact for fact in guide.facts if fact.choices]
        for answers in product(*[[None, *fact.choices] for fact in questions]):
            told = {
                fact.id: choice.value
                for fact, choice in zip(questions, answers, strict=True)
                if choice
            }
            for phase, facts in product(PHASES, (KNOWN, {})):
                yield a_case(family, phase, **{**facts, **told})


def every_paper(knowledge: Knowledge) -> Iterator[tuple[Case, Paper]]:
    for case in every_kind_of_case(knowledge):
        for kind in KINDS:
            yield case, write(knowledge, case, kind, NOW, HISTORY)


def spoken(paper: Paper) -> str:
    return "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def test_a_call_takes_a_minute_and_has_no_blanks(knowledge: Knowledge) -> None:
    """260 characters are a minute of unhurried speech."""
    for case in every_kind_of_case(knowledge):
        said = spoken(write(knowledge, case, "call_script", NOW))
        assert len(re.sub(r"\s", "", said)) <= 260, said
        assert "_" not in said


def test_nothing_is_invented(knowledge: Knowledge) -> None:
    """Every figure of a letter is one that was told, or the case's, or the day's."""
    allowed = " ".join(
        [*KNOWN.values(), "1288.50", "ZF-20261122-K7YM-4", "2026年11月22日", "2026年11月20日",
         "2026年11月25日", "12345678"]
    )  # fmt: skip
    for _, paper in every_paper(knowledge):
        if paper.kind in ("appeal_letter", "written_demand"):
            unnumbered = re.sub(r"(?m)^\d+\. ", "", paper.as_text())
            for figure in re.findall(r"\d+", unnumbered):
                assert figure in allowed, f"{figure} in {unnumbered}"


def test_what_is_known_is_in_the_letter(knowledge: Knowledge) -> None:
    for family in FAMILIES:
        text = write(knowledge, a_case(family, **KNOWN), "appeal_letter", NOW).as_text()
        for words in ("TK20261121066", "1288.50 元", "人民币壹仟贰佰捌拾捌元伍角",
                      "2026年11月20日 14:03", "898310148160568", "10293847", "GD1122"):  # fmt: skip
            assert words in text


def test_no_text_is_left_with_a_seam(knowledge: Knowledge) -> None:
    """No placeholder, doubled mark or stray space where something was put in or left out."""
    for case, paper in every_paper(knowledge):
        text = paper.as_text()
        assert not re.search(r"[{}]|[，。；？：]{2}|[一-鿿）] [一-鿿]|^[，。；]|None", text), (
            case,
            text,
        )


def test_who_cites_the_law_says_that_the_official_text_counts(knowledge: Knowledge) -> None:
    for _, paper in every_paper(knowledge):
        notes = "".join(block.text for block in paper.blocks if isinstance(block, Note))
        cites = bool(re.search(r"第[一二三四五六七八九十百]+条", paper.as_text()))
        assert cites == ("以官方文本为准" in notes)


def test_an_article_is_named_after_its_own_law(knowledge: Knowledge) -> None:
    """「第三十五条」 alone is read as of the law that was named last."""
    law_of = {"第二十条": "非银行支付机构监督管理条例", "第三十五条": "非银行支付机构监督管理条例",
              "第九百八十七条": "中华人民共和国民法典"}  # fmt: skip
    for _, paper in every_paper(knowledge):
        named = ""
        for found in re.findall(r"《[^》]*》|第[一二三四五六七八九十百]+条", paper.as_text()):
            named = found.strip("《》") if found.startswith("《") else named
            assert law_of.get(found, named) == named, paper.as_text()


def test_a_letter_to_a_stranger_shows_no_papers_of_the_shop(knowledge: Knowledge) -> None:
    """Licence, identity card and bank statements are for the acquirer's eyes."""
    case = a_case("wrong_refund", "escalate", refund_kind="wrong_person", **KNOWN)
    text = write(knowledge, case, "written_demand", NOW).as_text()
    assert "先生（女士）" in text
    assert not re.search("身份证|执照|流水|对账单|贵公司", text)


def test_an_approximate_sum_is_said_to_be_one(known: Knowledge) -> None:
    facts = {"amount": Fact(value="500", approximate=True)}
    case = a_case("overcharged").model_copy(update={"facts": facts})
    assert (
        "约 500.00 元（大写：约人民币伍佰元整）"
        in write(known, case, "appeal_letter", NOW).as_text()
    )
    assert "大约 500 元" in write(known, case, "call_script", NOW).as_text()


def test_the_list_asks_for_what_is_not_there(known: Knowledge) -> None:
    bare = write(known, a_case("overcharged"), "material_list", NOW).as_text()
    assert "□ 订单号：小票上印着。" in bare
    assert "已经有的" not in bare
    told = write(known, a_case("overcharged", **KNOWN), "material_list", NOW).as_text()
    assert "订单号：TK20261121066" in told
    assert "□ 订单号" not in told
    assert "□ 小票：店里留的那一联。" in told


def test_before_anything_is_wanted_the_list_looks_ahead(known: Knowledge) -> None:
    """In verify nothing is listed yet: what the call needs is."""
    text = write(known, a_case("overcharged", "verify"), "material_list", NOW).as_text()
    assert "□ 订单号" in text
    assert "□ 小票" not in text


def test_the_timeline_keeps_its_order(known: Knowledge) -> None:
    text = write(known, a_case("overcharged"), "timeline", NOW, HISTORY).as_text()
    assert "2026年11月20日 14:03　发生交易 1288 元\n2026年11月21日 09:15　打了收单机构电话" in text


def test_what_a_paper_should_not_go_without(known: Knowledge) -> None:
    assert wanting(known, a_case("overcharged", amount="1"), "appeal_letter") == (
        "transaction_time",
        "order_number",
    )
    assert wanting(known, a_case("overcharged"), "timeline") == ()
