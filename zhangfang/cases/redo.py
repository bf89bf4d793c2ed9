"""What depended on a value that was corrected is done again."""

from collections.abc import Mapping

from zhangfang.cases.case import CORE_FACTS, Fact
from zhangfang.cases.change import PhaseEntered, StepReopened
from zhangfang.cases.next_step import applies
from zhangfang.cases.options import paper_options
from zhangfang.cases.turn import Turn
from zhangfang.cases.wording import fact_words
from zhangfang.guides.model import PHASES, Step


def redo(turn: Turn, replaced: Mapping[str, Fact]) -> None:
    """Walk what now applies, and have those told who were told the old value.

    Args:
        turn: the facts in its case are the new ones.
        replaced: the old values, by name.
    """
    if any(_depends(step, {name}) for step in turn.guide.steps for name in replaced):
        _walk_anew(turn, set(replaced))
    told = [name for name in replaced if name in CORE_FACTS and _was_told(turn, name)]
    if told:
        _have_them_told(turn, {name: replaced[name] for name in told})


def _walk_anew(turn: Turn, names: set[str]) -> None:
    """Steps that depend on these facts: forget those that no longer apply, go back to new ones."""
    depending = [step for step in turn.guide.steps if _depends(step, names)]
    for step in depending:
        if step.id in turn.case.marks and not applies(step, turn.case):
            turn.change(StepReopened(step=step.id))
    new = [
        step
        for step in depending
        if applies(step, turn.case)
        and step.id not in turn.case.marks
        and PHASES.index(step.phase) < PHASES.index(turn.case.phase)
    ]
    if new and turn.case.phase in ("contact", "submit"):
        turn.change(PhaseEntered(phase=new[0].phase))


def _depends(step: Step, names: set[str]) -> bool:
    return bool(names & {*step.when, *step.unless})


def _was_told(turn: Turn, name: str) -> bool:
    """Whether a step in which this value is said to somebody is behind the merchant."""
    return any(_says(step, name) and _is_done(turn, step) for step in turn.guide.steps)


def _says(step: Step, name: str) -> bool:
    return f"{{{name}}}" in (step.say or "")


def _is_done(turn: Turn, step: Step) -> bool:
    mark = turn.case.marks.get(step.id)
    return mark is not None and mark.outcome == "done"


def _have_them_told(turn: Turn, old: Mapping[str, Fact]) -> None:
    words = "，".join(
        f"{turn.fact_name(name)}不是 {fact_words(name, before, turn.now.year)}，"
        f"是 {fact_words(name, turn.case.facts[name], turn.now.year)}"
        for name, before in old.items()
    )
    ticket = turn.case.fact("ticket_number")
    about = f"工单号 {ticket}，" if ticket else ""
    letters = [step for step in turn.guide.steps if "appeal_letter" in step.writes]
    rewrite = (
        paper_options([turn.knowledge.letters["appeal_letter"]]) if _any_done(turn, letters) else ()
    )
    turn.utter("utter_tell_them", *rewrite, correction=f"{about}{words}")


def _any_done(turn: Turn, steps: list[Step]) -> bool:
    return any(_is_done(turn, step) for step in steps)
