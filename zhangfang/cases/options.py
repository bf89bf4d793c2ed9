"""The quick replies under a bot message, each with the intent payload it stands for."""

import json
from collections.abc import Iterable

from zhangfang.cases.turn import Option
from zhangfang.guides.letter import Letter
from zhangfang.guides.model import FactQuestion, Guide, PhaseId, Step


def payload(intent: str, **entities: str) -> str:
    """An intent payload as Rasa parses it: `/inform{"swap_state": "not_swapped"}`."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


DONE = Option(label="做好了", payload=payload("done_step"))
NONE = Option(label="这个没有", payload=payload("stuck_step"))
STUCK = Option(label="做不了", payload=payload("stuck_step"))
STILL_STUCK = Option(label="还是不行", payload=payload("stuck_step"))
WHY = Option(label="为什么要做", payload=payload("ask_why"))
WHY_ASK = Option(label="为什么要问", payload=payload("ask_why"))
SKIP = Option(label="先跳过", payload=payload("skip_step"))
HUMAN = Option(label="转人工", payload=payload("ask_human"))
EVIDENCE = Option(label="怎么留证据", payload=payload("ask_evidence"))
CONFIRM = Option(label="对，没错", payload=payload("affirm"))
CHANGE = Option(label="有不对的", payload=payload("deny"))
NEW_PROBLEM = Option(label="说件新的事", payload=payload("restart", plan="new_case"))
NOT_PROMISED = Option(label="没说哪天", payload=payload("stuck_step"))
NO_NUMBER = Option(label="没给编号", payload=payload("stuck_step"))
PREVENTION = Option(label="下回怎么防", payload=payload("ask_evidence", about="prevention"))
MORE_CAUSES = Option(label="还有别的原因吗", payload=payload("ask_evidence", about="more_causes"))
MONEY_BACK = Option(label="钱回来了", payload=payload("done_step", outcome="money_back"))
REFUSED = Option(label="对方不给办", payload=payload("stuck_step", outcome="refused"))
LET_IT_BE = Option(label="停在这吧", payload=payload("goodbye", plan="close"))
GO_ON = Option(label="接着办", payload=payload("ask_progress"))
NOT_YET = Option(label="还没有，接着办", payload=payload("ask_progress"))
NOTHING_YET = Option(label="还没消息", payload=payload("ask_progress", outcome="nothing_yet"))


WAITING = (MONEY_BACK, NOTHING_YET, REFUSED)
"""What a merchant may say while somebody else owes an answer."""


def step_options(phase: PhaseId, *, stuck_twice: bool = False) -> tuple[Option, ...]:
    """What a merchant may answer to an offered step."""
    if phase == "wait":
        return WAITING
    if phase == "escalate":
        return (DONE, MONEY_BACK, STUCK, WHY, SKIP)
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
    none = {"promised_by": NOT_PROMISED, "ticket_number": NO_NUMBER}.get(question.id, NONE)
    return (none, WHY_ASK)


def wrong_fact_options(questions: Iterable[FactQuestion]) -> tuple[Option, ...]:
    """Which of the facts read back is not right."""
    return tuple(
        Option(label=f"{question.name}不对", payload=payload("inform", wrong=question.id))
        for question in questions
    )


def which_step_options(intent: str, steps: Iterable[Step]) -> tuple[Option, ...]:
    """Which of several steps on the table is meant."""
    return tuple(Option(label=step.title, payload=payload(intent, step=step.id)) for step in steps)


def case_options(cases: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """One quick reply for each case: its number, and how to call it."""
    return tuple(
        Option(label=label, payload=payload("restart", case=number)) for number, label in cases
    )


def for_case(options: Iterable[Option], number: str) -> tuple[Option, ...]:
    """The same replies about a case that may not be the one worked on."""
    return tuple(
        option.model_copy(update={"payload": _about(option, number)}) for option in options
    )


def _about(option: Option, number: str) -> str:
    intent, brace, rest = option.payload.removeprefix("/").partition("{")
    return payload(intent, **json.loads(brace + rest or "{}"), case=number)


def paper_options(letters: Iterable[Letter]) -> tuple[Option, ...]:
    """Have a paper written."""
    return tuple(
        Option(label=letter.offer, payload=payload("ask_evidence", paper=letter.id))
        for letter in letters
    )


def family_options(guides: list[Guide]) -> tuple[Option, ...]:
    """One quick reply for each family, in the merchant's words."""
    return tuple(Option(label=guide.in_their_words, payload=payload(guide.id)) for guide in guides)
