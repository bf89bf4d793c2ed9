"""Searches what knowledge/ says: by meaning through Rasa, by shared characters without it."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import sqrt
from typing import Literal, NamedTuple

from zhangfang.cases.walking import channel_lines
from zhangfang.console.card.cited import Cited
from zhangfang.desk.rasa import NoAnswerError, Rasa
from zhangfang.guides.model import Knowledge
from zhangfang.guides.search import character_pairs

Kind = Literal["answer", "step", "channel"]

PATIENCE = 2.5
"""Seconds: the first search makes an index, which takes about as long; who types waits no longer."""
MOST = 12
FAINT = 0.22
"""What scores less has next to nothing to do with the words."""
BY_MEANING = 0.5
"""Share of the cosine in the score of a step or a channel: it alone confuses those about the same
thing, and the characters alone miss what is put otherwise."""

IN_THE_TEXT = 0.8
"""What shared characters count for elsewhere than in the title."""


class Found(NamedTuple):
    """Something that knowledge/ says. `text` can be sent as it is."""

    id: str
    kind: Kind
    title: str
    text: str
    source: str
    score: float


class _Entry(NamedTuple):
    """What can be found. `names`: what its words are compared with."""

    id: str
    kind: Kind
    title: str
    text: str
    source: str
    names: tuple[str, ...]
    family: str | None


async def search(
    rasa: Rasa, entries: Iterable[_Entry], words: str, family: str | None
) -> list[Found]:
    """The best first.

    Args:
        rasa: knows meanings; without it, characters have to do.
        entries: of `entries_of`.
        words: what is looked for.
        family: of the case at hand; steps of other families are left out.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            meant = dict(await rasa.search(words))
    except (NoAnswerError, TimeoutError):
        meant = {}
    return ranked(entries, words, family, meant)


def ranked(
    entries: Iterable[_Entry], words: str, family: str | None, meant: Mapping[str, float]
) -> list[Found]:
    """What fits, the best first. Of steps that several families call alike, the best.

    Args:
        entries: of `entries_of`.
        words: what is looked for.
        family: as `search` takes it.
        meant: scores by meaning, by id.
    """
    found: dict[tuple[Kind, str], Found] = {}
    fitting = [it for it in entries if family is None or it.family in (None, family)]
    for entry in fitting:
        score = _score(entry, words, meant)
        known = found.get((entry.kind, entry.title))
        if score >= FAINT and (known is None or known.score < score):
            found[entry.kind, entry.title] = Found(*entry[:5], score=round(score, 3))
    return sorted(found.values(), key=lambda it: -it.score)[:MOST]


def entries_of(knowledge: Knowledge, cited: Cited) -> tuple[_Entry, ...]:
    """All that can be found. There is nothing unverified in it: knowledge/ takes no level C."""
    return (*_answers(knowledge, cited), *_steps(knowledge, cited), *_channels(knowledge, cited))


def _answers(knowledge: Knowledge, cited: Cited) -> Iterator[_Entry]:
    for entry in knowledge.faq:
        if entry.answer:
            source = cited.entry("faq", entry)
            title = entry.ask[0]
            yield _Entry(
                f"answer:{entry.id}", "answer", title, entry.answer, source, entry.ask, None
            )


def _steps(knowledge: Knowledge, cited: Cited) -> Iterator[_Entry]:
    for family, guide in knowledge.guides.items():
        for step in guide.steps:
            name = f"step:{family}.{step.id}"
            source = cited.step(family, step)
            names = (step.title, step.do)
            yield _Entry(name, "step", step.title, step.do, source, names, family)


def _channels(knowledge: Knowledge, cited: Cited) -> Iterator[_Entry]:
    for channel in knowledge.channels:
        name = f"channel:{channel.id}"
        source = cited.entry("channels", channel, "channels")
        text = channel_lines((channel,)).removeprefix("· ")
        names = (f"{channel.name}{channel.number or ''}", channel.good_for)
        yield _Entry(name, "channel", channel.name, text, source, names, None)


def _score(entry: _Entry, words: str, meant: Mapping[str, float]) -> float:
    """How well an entry fits.

    Of an answer, meaning is its share among some two hundred: a fifth of all is a good one, and no
    less than a step whose cosine is a half. The root puts them on one scale.
    """
    title, *more = entry.names
    alike = max(_shared(words, title), *(IN_THE_TEXT * _shared(words, text) for text in more))
    if not meant:
        return alike
    meaning = meant.get(entry.id, 0.0)
    if entry.kind == "answer":
        return max(sqrt(meaning), IN_THE_TEXT * alike)
    return BY_MEANING * meaning + (1 - BY_MEANING) * alike


def _shared(words: str, name: str) -> float:
    """How much of the words is in the name, or the other way round, whichever is shorter."""
    asked, named = character_pairs(words), _pairs_of_ours(name)
    if not asked or not named:
        return float(bool(words) and words in name)
    return len(asked & named) / min(len(asked), max(len(named), 2))


@cache
def _pairs_of_ours(name: str) -> set[str]:
    """Of a text of knowledge/; what an agent types is never kept here."""
    return character_pairs(name)
