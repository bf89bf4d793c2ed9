"""Reads messages from standard input, a line each; writes what was understood as JSON lines.

Run by `zhangfang parse`, through nlu.lean; the model is loaded once.
"""

import argparse
import asyncio
import json
import logging
import sys
import warnings
from typing import Any, Dict, List, Optional, TextIO

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from nlu.channel import as_plain_text


async def parse(agent: Agent, text: str, now: Optional[str]) -> Dict[str, Any]:
    """One message as the contract wants it (docs/architecture.md, command line).

    Args:
        agent: with a loaded model.
        text: the message.
        now: when it was sent, ISO 8601; None for the clock.
    """
    message = UserMessage(as_plain_text(text), metadata={"now": now} if now else {})
    if agent.processor is None:
        raise RuntimeError("the agent has no model")
    read = await agent.processor.parse_message(message)
    entities = read["entities"]
    return {
        "text": text,
        "intent": read["intent"]["name"],
        "confidence": read["intent"]["confidence"],
        "ranking": [[e["name"], e["confidence"]] for e in read["intent_ranking"]],
        "order_number": next(iter(_values(entities, "order_number")), None),
        "amount": [*_values(entities, "amount"), *_values(entities, "other_amount")],
        "transaction_time": next(iter(_values(entities, "transaction_time")), None),
    }


NOTHING: Dict[str, Any] = {
    "intent": "out_of_scope",
    "confidence": 1.0,
    "ranking": [],
    "order_number": None,
    "amount": [],
    "transaction_time": None,
}


def _values(entities: List[Dict[str, Any]], name: str) -> List[str]:
    return [entity["value"] for entity in entities if entity["entity"] == name]


async def _run(model: str, now: Optional[str], output: TextIO) -> None:
    agent = Agent.load(model)
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        read = await parse(agent, text, now) if text.strip() else {"text": text, **NOTHING}
        print(json.dumps(read, ensure_ascii=False), file=output, flush=True)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--now")
    arguments = parser.parse_args()
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # Whatever a library prints must not come between the JSON lines.
    output, sys.stdout = sys.stdout, sys.stderr
    output.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    # Nothing that who calls this could mend; sanic turns these warnings on when it is imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    # At Rasa's default level the messages themselves are logged.
    configure_structlog(logging.ERROR)
    logging.getLogger().setLevel(logging.ERROR)
    asyncio.run(_run(arguments.model, arguments.now, output))


if __name__ == "__main__":
    main()
