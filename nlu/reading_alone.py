"""What the desk asks of Rasa beside turns: to read a message, and to search what knowledge/ says.

No action runs and nothing is answered, so a colleague's screen can ask at any time.
"""

import asyncio
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from nlu.e5_featurizer import embed
from nlu.knowledge_index import knowledge_index
from nlu.nearest_examples import NEAREST
from nlu.question_finder import QUESTION
from nlu.text_normaliser import SPELLINGS_FILE, read_spellings
from zhangfang.language.normalise import Spellings, normalise

KNOWLEDGE = Path("knowledge")
"""From the folder in which Rasa is started."""
MOST_NEAREST = 3
MOST_FOUND = 30


async def read(agent: Agent, text: str, metadata: Optional[Dict[str, Any]]) -> Dict[str, Any]:
    """What the model makes of a message, and the training examples that are nearest to it.

    Args:
        agent: with a loaded model.
        text: the message; an intent payload only if a quick reply was tapped.
        metadata: of its turn: when it was sent, how the conversation stands.
    """
    parsed = await _parsed(agent, text, {**(metadata or {}), NEAREST: MOST_NEAREST})
    return {
        "intent": {name: parsed["intent"][name] for name in ("name", "confidence")},
        "ranking": [[it["name"], it["confidence"]] for it in parsed.get("intent_ranking", [])],
        "entities": parsed["entities"],
        "nearest": parsed.get(NEAREST, []),
    }


async def search(agent: Agent, text: str) -> List[Tuple[str, float]]:
    """What of knowledge/ comes nearest: `answer:…`, `step:…` and `channel:…` with scores.

    A score of an answer is the share of probability that it is what is asked; those of the others
    are cosines. They are not of one measure: the desk weighs them.

    Args:
        agent: with a loaded model.
        text: what is looked for.
    """
    parsed = await _parsed(agent, text, {})
    answers = [
        (f"answer:{it['value']}", float(it["score"]))
        for it in parsed["entities"]
        if it["entity"] == QUESTION
    ]
    others = await asyncio.get_running_loop().run_in_executor(None, partial(_passages, text))
    return [*answers, *others]


async def _parsed(agent: Agent, text: str, metadata: Dict[str, Any]) -> Dict[str, Any]:
    if agent.processor is None:
        raise RuntimeError("the agent has no model")
    message = UserMessage(text, metadata=metadata)
    parsed: Dict[str, Any] = await agent.processor.parse_message(message)
    return parsed


def _passages(text: str) -> List[Tuple[str, float]]:
    index = knowledge_index(KNOWLEDGE, embed)
    spelt = normalise(text, _spellings())
    return [(of, nearness) for (_, of), nearness in index.nearest(embed([spelt]), MOST_FOUND)]


@lru_cache(maxsize=1)
def _spellings() -> Spellings:
    return read_spellings(KNOWLEDGE / SPELLINGS_FILE)
