"""Which phase a merchant reports as behind them, from the words of phases.yml."""

import re

from zhangfang.guides.model import PHASES, Phase, PhaseId

_NOT_YET = re.compile(
    r"(要|让|叫|怎么|咋|去|该|先|没|未|别|还没|不会|没法|能不能)[^，。,.!！？?\s]{0,3}$"
)
"""Before the word, these turn a report into a request, a plan or a denial."""


def reported_phase(phases: tuple[Phase, ...], current: PhaseId, text: str) -> PhaseId | None:
    """The furthest phase, from the current one on, that the text says is done.

    Two phases ahead is a slip of the tongue more often than a report, so the next one at most.
    """
    place = PHASES.index(current)
    reachable = PHASES[place : place + 2]
    found = [
        phase.id
        for phase in phases
        if phase.id in reachable and any(_says(text, words) for words in phase.said_done)
    ]
    return max(found, key=PHASES.index) if found else None


def _says(text: str, words: str) -> bool:
    start = text.find(words)
    while start >= 0:
        if not _NOT_YET.search(text[:start]):
            return True
        start = text.find(words, start + 1)
    return False
