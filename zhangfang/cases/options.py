"""The quick replies under a bot message, each with the intent payload it stands for."""

import json

from zhangfang.cases.turn import Option
from zhangfang.guides.model import FactQuestion, Guide, PhaseId


def payload(intent: str, **entities: str) -> str:
    """An intent payload as Rasa parses it: `/inform{"swap_state": "not_swapped"}`."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


DONE = Option(label="做好了", payload=payload("done_step"))
STUCK = Option(label="做不了", payload=payload("stuck_step"))
STILL_STUCK = Option(label="还是不行", payload=payload("stuck_step"))
WHY = Option(label="为什么要做", payload=payload("ask_why"))
WHY_ASK = Option(label="为什么要问", payload=payload("ask_why"))
SKIP = Option(label="先跳过", payload=payload("skip_step"))
HUMAN = Option(label="转人工", payload=payload("ask_human"))
EVIDENCE = Option(label="怎么留证据", payload=payload("ask_evidence"))
MONEY_BACK = Option(label="钱回来了", payload=payload("done_step", outcome="money_back"))
REFUSED = Option(label="对方不给办", payload=payload("stuck_step", outcome="refused"))
NOTHING_YET = Option(label="还没消息", payload=payload("ask_progress", outcome="nothing_yet"))


def step_options(phase: PhaseId, *, stuck_twice: bool = False) -> tuple[Option, ...]:
    """What a merchant may answer to an offered step."""
    if phase == "wait":
        return (MONEY_BACK, NOTHING_YET, REFUSED)
    if phase == "escalate":
        return (DONE, MONEY_BACK, STUCK, WHY)
    if stuck_twice:
        return (DONE, STILL_STUCK, SKIP, HUMAN)
    return (DONE, STUCK, WHY, SKIP)


def fact_options(question: FactQuestion) -> tuple[Option, ...]:
    """The answers to tap for a fact, or the way out for one that must be typed."""
    if question.choices:
        return tuple(
            Option(
                label=choice.label,
                payload=payload("inform", **{question.id: choice.value}),
            )
            for choice in question.choices
        )
    return (Option(label="这个没有", payload=payload("stuck_step")), WHY_ASK)


def family_options(guides: list[Guide]) -> tuple[Option, ...]:
    """One quick reply for each family, in the merchant's words."""
    return tuple(Option(label=guide.in_their_words, payload=payload(guide.id)) for guide in guides)
