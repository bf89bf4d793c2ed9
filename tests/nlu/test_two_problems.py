"""Two problems in one message are both found, by the trained model; one problem stays one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "models" / "zhangfang.tar.gz"
CASES = ruamel.yaml.YAML(typ="safe").load(HERE / "two_problems.yml")


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(str(MODEL))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in CASES])
def test_families_told_of(case: dict[str, Any], agent: Agent) -> None:
    """The families, in the order told."""
    read = asyncio.run(agent.processor.parse_message(UserMessage(case["text"])))
    problems = [e["value"] for e in read["entities"] if e["entity"] == "problem"]
    assert (problems or [read["intent"]["name"]]) == case["families"]
