"""Runs inside Rasa's environment (Python 3.10): a model, ours or stock, reads messages."""

import asyncio
import logging
from functools import partial

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from bench.one_by_one import Read, arguments, measure, read_messages, write
from nlu.parse_lines import parse


def load(model: str) -> Read:
    """The model, ready to read."""
    return partial(parse, Agent.load(model))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--model", required=True)
    told = parser.parse_args()
    configure_structlog(logging.ERROR)
    logging.getLogger().setLevel(logging.ERROR)
    messages = read_messages(told.messages)
    write(told.out, asyncio.run(measure(partial(load, told.model), messages, told.started)))


if __name__ == "__main__":
    main()
