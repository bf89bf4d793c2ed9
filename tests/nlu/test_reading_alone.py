"""What an agent's screen asks of Rasa: a reading with its nearest examples, and what knowledge says."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.core.agent import Agent

from nlu.knowledge_index import passages
from nlu.meaning_index import MeaningIndex
from nlu.reading_alone import MOST_NEAREST, read, search

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "zhangfang.tar.gz"


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(str(MODEL))


def reading(agent: Agent, text: str, metadata: Any = None) -> dict[str, Any]:
    return asyncio.run(read(agent, text, metadata))


def test_a_message_is_read_and_its_nearest_examples_are_told(agent: Agent) -> None:
    """Intent, ranking, facts with their places, and examples that say much the same."""
    found = reading(agent, "昨天刷了 1288 一直没到账", {"now": "2026-11-22T10:00:00+08:00"})
    assert found["intent"]["name"] == "not_arrived"
    assert found["ranking"][0] == ["not_arrived", found["intent"]["confidence"]]
    amounts = [it for it in found["entities"] if it["entity"] == "amount"]
    assert [(it["value"], it["said"]) for it in amounts] == [("1288", "1288")]
    assert len(found["nearest"]) == MOST_NEAREST
    assert {it["intent"] for it in found["nearest"]} == {"not_arrived"}
    nearness = [it["nearness"] for it in found["nearest"]]
    assert nearness == sorted(nearness, reverse=True)
    assert 0.6 < nearness[0] <= 1.0


def test_a_training_example_is_nearest_to_itself(agent: Agent) -> None:
    """Bytes in place of numbers lose nothing that matters."""
    [first, *_] = reading(agent, "手续费扣多了")["nearest"]
    assert first["text"] == "手续费扣多了"
    assert first["nearness"] > 0.98


def test_a_turn_does_not_look_for_examples(agent: Agent) -> None:
    """They cost a millisecond and more, and no merchant asks for them."""
    assert agent.processor is not None
    parsed = asyncio.run(agent.parse_message("手续费扣多了"))
    assert "nearest" not in parsed


def test_a_tapped_reply_is_read_as_what_it_carries(agent: Agent) -> None:
    """It has no words, so nothing is near to it."""
    found = reading(agent, '/deny{"plan":"later"}', {"kind": "choice"})
    assert found["intent"] == {"name": "deny", "confidence": 1.0}
    assert found["nearest"] == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("客人问能不能开发票", "answer:slip_or_invoice"),
        ("银联的电话", "answer:brand_numbers"),
        ("收单机构不肯理我", "answer:acquirer_must_handle"),
    ],
)
def test_search_finds_by_meaning(agent: Agent, query: str, wanted: str) -> None:
    """The best comes first among the answers."""
    found = asyncio.run(search(agent, query))
    assert found[0][0] == wanted
    kinds = {name.partition(":")[0] for name, _ in found}
    assert kinds == {"answer", "step", "channel"}


def test_every_step_and_channel_can_be_found() -> None:
    """Each with its own words, under a name that the desk knows."""
    found = {name for _, name in passages(ROOT / "knowledge")}
    assert "step:overcharged.write_appeal" in found
    assert "channel:pboc_12363" in found
    assert len(found) > 100


def test_an_index_is_read_as_it_was_saved(tmp_path: Path) -> None:
    """And says so when a file is damaged."""
    vectors = np.random.default_rng(7).normal(size=(5, 8)).astype(np.float32)
    entries = [(f"句子 {place}", "greet") for place in range(5)]
    index = MeaningIndex.of(entries, vectors)
    index.save(tmp_path)
    again = MeaningIndex.read(tmp_path)
    assert again.nearest(vectors[3:4], 1) == index.nearest(vectors[3:4], 1)
    assert again.nearest(vectors[3:4], 1)[0][0] == ("句子 3", "greet")
    (tmp_path / "entries.json").write_text('[["一句", "greet"]]', "utf-8")
    with pytest.raises(ValueError, match="1 texts"):
        MeaningIndex.read(tmp_path)
