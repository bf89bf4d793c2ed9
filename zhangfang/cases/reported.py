"""What a merchant reports in their own words: a phase behind them, an outcome.

The words stand in knowledge/; here is only what turns a report into its opposite.
"""

import re

from zhangfang.guides.model import PHASES, Outcome, Phase, PhaseId

_NOT_YET = re.compile(
    r"(要|让|叫|怎么|咋|去|该|先|没|未|别|还没|不会|没法|能不能|说好|什么时候|啥时候|几时)"
    r"[^，。,.!！？?\s]{0,3}$"
)
"""Before the words, these turn a report into a request, a plan or a denial."""

_IN_VAIN = re.compile(
    r"^[^，。,.!！？?\n]{0,4}(没人|忙音|不通|没通|占线|没接|不接|吗|么|没有?[？?]|没$|呢[？?]?$|[？?])"
)
"""After the words, these turn it into a failure or a question."""


_ONWARD = re.compile(
    r"找谁|跟谁|问谁|联系谁|打给谁|找哪|下一步|下步|然后呢|接下来|接着|咋走|怎么走|往下|再怎么"
)


def asks_onward(text: str) -> bool:
    """Whether the merchant wants to know what comes next, whatever became of this step."""
    return bool(_ONWARD.search(text))


def reported_phase(phases: tuple[Phase, ...], current: PhaseId, text: str) -> PhaseId | None:
    """The furthest phase, from the current one on, that the text says is done.

    Two phases ahead is a slip of the tongue more often than a report, so the next one at most.
    """
    place = PHASES.index(current)
    reachable = PHASES[place : place + 2]
    found = [
        phase.id
        for phase in phases
        if phase.id in reachable and any(says(text, words) for words in phase.said_done)
    ]
    return max(found, key=PHASES.index) if found else None


def reported_outcome(outcomes: tuple[Outcome, ...], text: str) -> str | None:
    """What came of a claim: `money_back`, `refused`, `nothing_yet`; None if nothing is said."""
    return next(
        (outcome.id for outcome in outcomes if any(says(text, words) for words in outcome.said)),
        None,
    )


def says(text: str, words: str) -> bool:
    """Whether the text reports these words as a fact."""
    start = text.find(words)
    while start >= 0:
        before, after = text[:start], text[start + len(words) :]
        if not _NOT_YET.search(before) and not _IN_VAIN.match(after):
            return True
        start = text.find(words, start + 1)
    return False
