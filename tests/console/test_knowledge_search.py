"""Searching what the bot knows: by meaning, and by characters when Rasa is away."""

from typing import Any

import pytest
from staff import Staff

from zhangfang.console.card.cited import Cited
from zhangfang.console.card.knowledge_search import entries_of
from zhangfang.console.card.proposal_titles import title_of
from zhangfang.guides.places import places


async def hits(agent: Staff, q: str, **more: str) -> list[dict[str, Any]]:
    answer = await agent.get("/knowledge", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["hits"]
    return found


async def test_what_means_it_comes_first(rasa, agent) -> None:
    """As it can be sent, with its source and its score."""
    rasa.found = [("answer:slip_or_invoice", 0.86), ("step:overcharged.write_appeal", 0.4)]
    first = (await hits(agent, "能报销的那种票"))[0]
    assert first["id"] == "answer:slip_or_invoice"
    assert first["text"].startswith("不一样。签购单是刷卡的凭证")
    assert first["source"].startswith("knowledge/faq/common.yml:")
    assert "依据 L22、V6" in first["source"]
    assert first["score"] == 0.927


async def test_a_fifth_of_all_answers_is_more_than_a_step_about_the_same_thing(rasa, agent) -> None:
    """Shares of many are small; a cosine of a half is common."""
    rasa.found = [("answer:is_recording_evidence", 0.2), ("step:not_arrived.gather_papers", 0.57)]
    assert (await hits(agent, "录他们的话能当凭据不"))[0]["id"] == "answer:is_recording_evidence"


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("12363", "channel:pboc_12363"),
        ("撤销和退货", "answer:void_or_refund"),
        ("书面申诉", "step:overcharged.write_appeal"),
    ],
)
async def test_without_rasa_characters_have_to_do(rasa, agent, q, wanted) -> None:
    """A colleague's question is answered all the same."""
    rasa.behaviour = rasa.fail
    assert wanted in [it["id"] for it in (await hits(agent, q))[:3]]


async def test_steps_of_other_families_are_left_out(rasa, agent) -> None:
    """While a case is at hand."""
    rasa.behaviour = rasa.fail
    found = await hits(agent, "打收单机构电话", family="wrong_refund")
    families = {it["id"].split(":")[1].split(".")[0] for it in found if it["kind"] == "step"}
    assert families == {"wrong_refund"}


async def test_what_is_typed_is_only_looked_for(agent) -> None:
    """Signs and single characters find something or nothing, and break nothing."""
    for q in ("*", "/inform", "{", "退", "　 "):
        await hits(agent, q)


def test_everything_has_its_place_and_nothing_unverified(knowledge, settings) -> None:
    """A line of a file for each; channels of level C are never shown."""
    entries = entries_of(knowledge, Cited(settings.knowledge))
    assert all(":" in it.source.split("，")[0] for it in entries)
    assert len({it.id for it in entries}) == len(entries)
    assert not any("C 级" in it.source for it in entries)
    assert ("common", "faq", "slip_or_invoice") in places(settings.knowledge)


def test_what_is_found_can_be_judged_by_its_id(knowledge, settings) -> None:
    """Answers and steps are suggestions too, and their ids fit into a verdict."""
    entries = entries_of(knowledge, Cited(settings.knowledge))
    for entry in entries:
        if entry.kind != "channel":
            assert title_of(knowledge, entry.id) == entry.title
            assert len(entry.id) <= 64
