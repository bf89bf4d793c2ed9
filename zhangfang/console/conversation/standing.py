"""A conversation as it stands, for an agent: who has it, the case, and where each thing comes from."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from zhangfang.cases.case import Case
from zhangfang.cases.next_step import missing_facts
from zhangfang.cases.view import named_fact
from zhangfang.cases.wording import fact_words
from zhangfang.console.conversation.conversation_views import (
    ConversationShown,
    FactRefused,
    FactRow,
    FileRow,
    RatedCase,
    Sealed,
    StepRow,
)
from zhangfang.console.conversation.hold_shown import hold_of
from zhangfang.console.conversation.past import MERCHANT, OfCase, Past
from zhangfang.console.conversation.slip_offered import slip_offers
from zhangfang.console.staff.access import SignedIn
from zhangfang.desk.case_shown import case_shown
from zhangfang.desk.case_views import CaseView
from zhangfang.desk.packs import hidden_in
from zhangfang.desk.slips_on_record import printed
from zhangfang.guides.model import Guide, Knowledge, Step
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.store import conversations, file_views


def standing(
    connection: Connection,
    knowledge: Knowledge,
    past: Past,
    conversation: str,
    who: SignedIn,
    now: datetime,
) -> ConversationShown:
    """All that an agent sees beside the timeline.

    Args:
        connection: to read by; the past was read in the same transaction.
        knowledge: names and steps.
        past: of the conversation, to its end.
        conversation: which.
        who: sees it.
        now: local time.
    """
    state = conversations.state(connection, conversation)
    view = CaseView.model_validate(case_shown(connection, knowledge, conversation, now, state))
    hold = hold_of(connection, conversation)
    case, of_case = state.case, past.cases.get(state.current or "")
    return ConversationShown(
        conversation=conversation,
        hold=hold,
        mine=hold.agent is not None and hold.agent.id == who.id,
        merchant=past.merchant.get("name"),
        merchant_id=past.merchant.get("id"),
        sensitive=past.sensitive,
        opened_at=past.opened_at,
        case=view,
        facts=list(_facts(view, of_case)),
        missing=view.missing_names,
        refused=list(_refused(knowledge, case, of_case)) if case else [],
        steps=step_rows(knowledge.guides[case.family], of_case, view) if case else [],
        files=_files(connection, knowledge, conversation, past, case, now),
        sealed=[_sealed(it.name, it.shown) for it in hidden_in(connection, conversation)],
        rated=[_rated(it.content or {}, it.event.body, it.event.at) for it in past.ratings],
        entries=[],
    )


def step_rows(guide: Guide, of_case: OfCase | None, view: CaseView) -> list[StepRow]:
    """Every step that applies, with who ticked it and when."""
    steps = {step.id: step for step in guide.steps}
    hands = of_case.steps if of_case else {}
    return [
        StepRow(
            **shown.model_dump(),
            by=hands[shown.id].by if shown.id in hands else None,
            **_told(steps[shown.id]),
        )
        for shown in view.steps
    ]


def collecting_row(step: Step, guide: Guide, case: Case) -> StepRow:
    """A step of verify that is done by giving facts: it stands in no list of steps."""
    known = not set(step.collect) & set(wanting(guide, case))
    return StepRow(
        id=step.id,
        phase=step.phase,
        title=step.title,
        state="done" if known else "todo",
        at=None,
        **_told(step),
    )


def wanting(guide: Guide, case: Case) -> tuple[str, ...]:
    """The facts of the sale that are neither known nor refused, whatever the phase."""
    return missing_facts(guide, case.model_copy(update={"phase": "verify"}))


def _told(step: Step) -> dict[str, Any]:
    return {"mandatory": step.mandatory, "do": step.do, "source": "、".join(step.source)}


def _facts(view: CaseView, of_case: OfCase | None) -> Iterable[FactRow]:
    for fact in view.known:
        hand = of_case.facts.get(fact.id) if of_case else None
        yield FactRow(
            **fact.model_dump(),
            by=hand.by if hand and fact.origin == "agent" else None,
            reason=hand.reason if hand else None,
        )


def _refused(knowledge: Knowledge, case: Case, of_case: OfCase | None) -> Iterable[FactRefused]:
    for name in dict.fromkeys(case.refused):
        if name in case.facts:
            continue  # an hour whose day is not to be had is a fact all the same
        hand = of_case.refused.get(name) if of_case else None
        yield FactRefused(
            **named_fact(knowledge, case, name),
            by=(hand.by if hand else None) or MERCHANT,
            reason=hand.reason if hand else None,
        )


def _files(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    past: Past,
    case: Case | None,
    now: datetime,
) -> list[FileRow]:
    states = file_views.states(connection, conversation, past.files.keys())
    words = CaseWords(knowledge)
    return [
        FileRow(
            seq=seq,
            **_about({} if entry.recalled else entry.content or {}),
            view=states.get(seq, "none"),
            recalled=entry.recalled,
            read=list(_read(past, seq, words, now)),
            offers=slip_offers(past.read.get(seq), seq, case, words, now),
        )
        for seq, entry in past.files.items()
    ]


def _about(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sha256": content.get("sha256", ""),
        "name": content.get("name", ""),
        "media": content.get("media", ""),
        "size": content.get("size", 0),
    }


def _read(past: Past, seq: int, words: CaseWords, now: datetime) -> Iterable[str]:
    """What was read off a slip: 金额：1288 元."""
    entry = past.read.get(seq)
    for field in (entry.content or {}).get("fields", ()) if entry else ():
        one = printed(field, seq)
        doubt = "" if one.sure else "（看不太清）"
        yield f"{words.fact_name(one.name)}：{fact_words(one.name, one.fact, now.year)}{doubt}"


def _sealed(name: str, shown: str) -> Sealed:
    seq, _, number = name.partition(" ")
    return Sealed(seq=int(seq), name=number, shown=shown)


def _rated(content: Mapping[str, Any], body: Mapping[str, Any], at: str) -> RatedCase:
    return RatedCase(
        case=content.get("case", ""),
        solved=bool(body.get("solved")),
        stars=body.get("stars", 0),
        tags=list(content.get("tags", ())),
        words=content.get("words") or "",
        at=at,
    )
