"""Whatever a merchant says and taps, in whatever order, a case stays sound.

A random merchant taps replies that were offered, types facts, corrects them, gets stuck, skips, goes
back, asks, changes the subject, and comes back days later.
"""

import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhangfang.cases.case import CORE_FACTS, Case, Conversation, Fact
from zhangfang.cases.engine import respond
from zhangfang.cases.fold import apply
from zhangfang.cases.follow_up import follow_up
from zhangfang.cases.next_step import Await, Confirm, Offer, applies, next_step
from zhangfang.cases.reading import Reading
from zhangfang.cases.told import SUMMARY
from zhangfang.cases.turn import Option, Turn
from zhangfang.guides.model import FAMILIES, FamilyId, Knowledge

START = datetime.fromisoformat("2026-11-22T10:00:00+08:00")
WALKS = int(os.environ.get("WALKS", "60"))
"""Random walks a family; `make soak` takes thousands."""

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.sampled_from(["38", "1288.5", "12000"]),
        "transaction_time": st.sampled_from(["2026-11-20", "2026-11-19T14:03", "T18:15"]),
        "order_number": st.sampled_from(["TK20261119001", "MS88341"]),
        "reference_number": st.just("112233445566"),
    },
)
TYPED = st.sampled_from(
    [
        ("done_step", "弄好了"),
        ("done_step", "查过了，都对上了"),
        ("done_step", "客服登记了，工单号 GD88123，说三个工作日答复"),
        ("done_step", "材料都交上去了"),
        ("done_step", "钱退回来了"),
        ("stuck_step", "弄不了"),
        ("stuck_step", "电话打不通"),
        ("ask_why", "为啥"),
        ("skip_step", "先不弄这个"),
        ("step_back", "回上一步"),
        ("ask_progress", "办到哪了"),
        ("ask_progress", "说七个工作日，现在都第十二天了"),
        ("ask_evidence", "怎么留证据"),
        ("ask_human", "转人工"),
        ("restart", "重新来"),
        ("greet", "在吗"),
        ("thanks", "谢谢"),
        ("affirm", "对"),
        ("affirm", "好的"),
        ("deny", "不对"),
        ("deny", "没有"),
        ("inform", "没说"),
        ("out_of_scope", "今天天气不错"),
        ("out_of_scope", "客服电话哪里找"),
        ("out_of_scope", "帮我写个申诉书"),
        ("overcharged", "又多扣了我二十"),
        ("not_arrived", "他们不给退"),
    ]
)


@dataclass
class Move:
    """What the merchant does next: tap the n-th offered reply, or type."""

    tap: int | None
    typed: tuple[str, str]
    facts: dict[str, str]
    hours: int


MOVES = st.lists(
    st.builds(
        Move,
        tap=st.one_of(st.none(), st.integers(0, 5), st.integers(0, 5)),
        typed=TYPED,
        facts=FACTS,
        hours=st.sampled_from([0, 0, 0, 1, 30, 200]),
    ),
    min_size=1,
    max_size=40,
)


@dataclass
class Shop:
    """A merchant's conversation with all that was seen of it."""

    knowledge: Knowledge
    conversation: Conversation = field(default_factory=Conversation)
    now: datetime = START
    options: tuple[Option, ...] = ()
    replayed: Conversation = field(default_factory=Conversation)
    numbers: int = 0
    disputed: str | None = None
    """A fact that the merchant has called wrong: the one that may be asked for though known."""

    def says(self, reading: Reading) -> Turn:
        self.disputed = reading.answers.get("wrong", self.disputed)
        fresh = (f"ZF-20261122-{self.numbers + place:04d}-0" for place in range(3))
        self.numbers += 3
        turn = respond(self.knowledge, self.conversation, reading, self.now, fresh)
        self.replayed = reduce(apply, turn.changes, self.replayed)
        self.conversation = turn.conversation
        shown = [reply.options for reply in turn.replies if reply.options]
        self.options = shown[-1] if shown else self.options
        return turn

    def waits(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        found = follow_up(self.knowledge, self.conversation, self.now)
        if found:
            self.conversation = reduce(apply, found.changes, self.conversation)
            self.replayed = reduce(apply, found.changes, self.replayed)
            self.options = found.replies[-1].options or self.options
        assert follow_up(self.knowledge, self.conversation, self.now) is None, "said twice"


@pytest.mark.parametrize("family", FAMILIES)
@settings(
    max_examples=WALKS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(facts=FACTS, moves=MOVES)
def test_any_merchant(
    family: FamilyId, facts: dict[str, str], moves: list[Move], knowledge: Knowledge
) -> None:
    shop = Shop(knowledge)
    told = {name: Fact(value=value) for name, value in facts.items()}
    turn = shop.says(Reading(text="出事了", intent=family, facts=told))
    sound(shop, turn, None)
    for move in moves:
        shop.waits(move.hours)
        before = shop.conversation
        sound(shop, shop.says(reading(shop, move)), before)


def reading(shop: Shop, move: Move) -> Reading:
    if move.tap is not None and move.tap < len(shop.options):
        intent, _, entities = shop.options[move.tap].payload.removeprefix("/").partition("{")
        return Reading(intent=intent, answers=json.loads("{" + entities) if entities else {})
    intent, text = move.typed
    facts = {name: Fact(value=value) for name, value in move.facts.items()}
    if facts and intent == "inform":
        text = "，".join(move.facts.values())
    elif intent != "inform":
        facts = {}
    refused = (shop.conversation.asking,) if text == "没有" and shop.conversation.asking else ()
    return Reading(text=text, intent=intent, facts=facts, refused=refused)


def sound(shop: Shop, turn: Turn, before: Conversation | None) -> None:
    """What holds after every turn."""
    assert turn.replies, "silence"
    assert shop.replayed == shop.conversation, "the same events give the same case"
    for case in shop.conversation.cases:
        whole(case, shop)
    case = shop.conversation.case
    if case and case.status == "open":
        leads_on(case, shop)
        nothing_known_is_asked(shop)
        shown_steps_apply(case, shop)
    if before:
        nothing_lost(before, shop.conversation)


def whole(case: Case, shop: Shop) -> None:
    assert (case.awaiting is None) == (case.due_at is None), "a wait has a date"
    ids = {step.id for step in shop.knowledge.guides[case.family].steps}
    assert set(case.offered) <= ids


def leads_on(case: Case, shop: Shop) -> None:
    """A next step, a wait with a date, or an end: never nothing."""
    following = next_step(shop.knowledge.guides[case.family], case)
    if isinstance(following, Await):
        assert case.due_at
    if isinstance(following, Offer):
        assert following.steps


def nothing_known_is_asked(shop: Shop) -> None:
    case, asking = shop.conversation.case, shop.conversation.asking
    if case is None or asking in (None, SUMMARY):
        return
    value = case.fact(asking or "")
    known = value is not None and not value.startswith("T")
    assert asking not in case.refused, f"{asking} was refused and is asked for"
    assert not known or asking == shop.disputed, f"{asking} is known and is asked for"


def shown_steps_apply(case: Case, shop: Shop) -> None:
    steps = {step.id: step for step in shop.knowledge.guides[case.family].steps}
    for step_id in case.offered:
        assert applies(steps[step_id], case), f"{step_id} is shown and does not apply"


def nothing_lost(before: Conversation, now: Conversation) -> None:
    """No case is lost, and no fact of the sale but by another value for it."""
    after_by_number = {case.number: case for case in now.cases}
    for case in before.cases:
        kept = after_by_number[case.number]
        for name in (*CORE_FACTS, "reference_number"):
            assert not case.fact(name) or kept.fact(name), f"{name} was lost"


def test_a_case_is_confirmed_before_it_is_submitted(knowledge: Knowledge) -> None:
    """In every family the summary is the first thing of submit."""
    for family in FAMILIES:
        case = Case(number="ZF", family=family, opened_at=START.isoformat(), phase="submit")
        told = {"amount": Fact(value="38")}
        guide = knowledge.guides[family]
        refused = ("transaction_time", "order_number", *(fact.id for fact in guide.facts))
        case = case.model_copy(update={"facts": told, "refused": refused})
        assert isinstance(next_step(guide, case), Confirm)
