"""`python -m nlu.report`: reads the sentences with the model, writes the report and its pictures.

Run by `zhangfang nlu report`, through nlu.lean; the model is loaded once.
"""

import argparse
import asyncio
import logging
import sys
import warnings
from pathlib import Path
from typing import Any, Dict, List, Sequence

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from nlu.channel import as_plain_text
from nlu.examples import Example, read_examples
from nlu.intents import OUT_OF_SCOPE, labelled
from nlu.report.files import BrokenFileError, cross_validated, sentences
from nlu.report.measure import Share
from nlu.report.render import CROSS_VALIDATION, HELD_OUT, SAMPLES, Coverage, render
from nlu.report.row import Bot, Ranking, Readings, Row

NOW = "2026-11-22T10:00:00+08:00"
"""When the sentences are said, so that 昨天 means the same in every run; that of bench/."""
DATA = Path("tests") / "data"
CROSS_VALIDATED = Path("encoder") / "cross-validated.tsv"
REPORT = "nlu-report.md"


async def read_rows(agent: Agent, rows: Sequence[Row]) -> List[Row]:
    """The rows with what the whole pipeline made of them.

    Args:
        agent: with a loaded model.
        rows: sentences without rankings.
    """
    return [row._replace(ranking=await _read(agent, row.text)) for row in rows]


async def _read(agent: Agent, text: str) -> Ranking:
    """As `zhangfang parse` reads it, with the topic of what is out of scope."""
    if not text.strip():
        return ((OUT_OF_SCOPE, 1.0),)
    if agent.processor is None:
        raise RuntimeError("the agent has no model")
    message = UserMessage(as_plain_text(text), metadata={"now": NOW})
    return ranking(await agent.processor.parse_message(message))


def ranking(read: Dict[str, Any]) -> Ranking:
    """The intent first, with its topic, then the others as Rasa ranks them."""
    first = read["intent"]
    topics = [entity["value"] for entity in read["entities"] if entity["entity"] == "topic"]
    topic = topics[0] if topics and first["name"] == OUT_OF_SCOPE else None
    others = [
        (entry["name"], float(entry["confidence"]))
        for entry in read["intent_ranking"]
        if entry["name"] != first["name"]
    ]
    return ((labelled(first["name"], topic), float(first["confidence"])), *others)


def coverage(rows: Sequence[Row], examples: Sequence[Example]) -> Coverage:
    """How the cross-validation fits the examples as they are now."""
    there = {(example.text, example.label) for example in examples}
    done = {(row.text, row.label) for row in rows}
    return Coverage(
        Share(len(there & done), len(there)), sum((r.text, r.label) not in there for r in rows)
    )


def unread(root: Path) -> List[Readings]:
    """The sentences of the two files, without rankings."""
    files = {HELD_OUT: "heldout", SAMPLES: "samples"}
    return [
        Readings(name, sentences(root / DATA / folder / "sentences.tsv"))
        for name, folder in files.items()
    ]


async def read_sets(model: str, sets: Sequence[Readings]) -> List[Readings]:
    """The same sets, read by the model."""
    agent = Agent.load(model)
    return [Readings(one.name, await read_rows(agent, one.rows)) for one in sets]


def write(root: Path, out: Path, sets: Sequence[Readings], bot: Bot) -> None:
    """Write the page and its pictures.

    Args:
        root: of the checkout.
        out: folder of the page; the pictures go to pictures/ in it.
        sets: all that was read.
        bot: the thresholds.
    """
    from nlu.report.pictures import draw  # matplotlib warns as it is imported: not earlier

    examples = read_examples(root)
    crossed = next((one.rows for one in sets if one.name == CROSS_VALIDATION), None)
    covered = None if crossed is None else coverage(crossed, examples)
    known = frozenset(example.text for example in examples)
    page = render(sets, bot, known, covered, NOW)
    for picture in draw(sets, bot, out / "pictures"):
        print(picture, file=sys.stderr)
    (out / REPORT).write_text(page, "utf-8")
    print(out / REPORT, file=sys.stderr)


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="nlu.report", description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--sure", type=float, required=True, help="SURE of the bot")
    parser.add_argument("--unsure", type=float, required=True, help="UNSURE of the bot")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    # Nothing that who calls this could mend; sanic turns these warnings on when it is imported.
    warnings.simplefilter("ignore", DeprecationWarning)
    # At Rasa's default level the messages themselves are logged.
    configure_structlog(logging.ERROR)
    logging.getLogger().setLevel(logging.ERROR)
    root = Path.cwd()
    path = root / CROSS_VALIDATED
    try:  # all files before the model, which takes its time
        crossed = [Readings(CROSS_VALIDATION, cross_validated(path))] if path.is_file() else []
        sets = unread(root)
    except BrokenFileError as error:
        print(error, file=sys.stderr)
        return 1
    sets = [*asyncio.run(read_sets(arguments.model, sets)), *crossed]
    write(root, arguments.out, sets, Bot(arguments.sure, arguments.unsure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
