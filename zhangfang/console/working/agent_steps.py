"""Steps as an agent ticks, skips or reopens them; the case moves on by the bot's own rules."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from zhangfang.cases.by_agent import NoSuchStepError, is_open, step_marked, step_reopened
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Change
from zhangfang.console.plain_words import plainly, plainly_if_any
from zhangfang.console.refusals import BadFieldError, NoOpenCaseError
from zhangfang.console.staff.deeds import Somebody
from zhangfang.console.working.case_changes import put_changes, require_held
from zhangfang.desk.said import Mask
from zhangfang.guides.model import Knowledge
from zhangfang.store import conversations
from zhangfang.store.database import Database

Outcome = Literal["done", "skipped", "reopened"]

NOT_NOW = {
    "done": "这一步现在勾不了：做过了、轮不到，或者要填了信息才算做完。",
    "skipped": "这一步现在跳不了：做过了、轮不到，或者正等着别人答复。",
    "reopened": "这一步还没做过，不用重做。",
}


def change_step(
    database: Database,
    knowledge: Knowledge,
    mask: Mask,
    conversation: str,
    who: Somebody,
    step: str,
    outcome: Outcome,
    reason: str,
    now: datetime,
) -> int | None:
    """Say what became of a step. Returns the seq of the first change.

    Raises:
        NoOpenCaseError: no case is open.
        BadFieldError: that cannot become of it now, or it is skipped without a reason.
        NotHeldError: the agent does not hold the conversation.
    """
    wanted = plainly if outcome == "skipped" else plainly_if_any
    why = wanted(mask, "reason", reason)
    with database.write() as connection:
        require_held(connection, conversation, who)
        state = conversations.state(connection, conversation)
        if not is_open(state.case):
            raise NoOpenCaseError
        try:
            changes = _decide(outcome)(knowledge, state, step, now)
        except NoSuchStepError:
            raise BadFieldError("step", NOT_NOW[outcome]) from None
        return put_changes(connection, conversation, who, changes, now, why)


def _decide(
    outcome: Outcome,
) -> Callable[[Knowledge, Conversation, str, datetime], list[Change]]:
    if outcome == "reopened":
        return step_reopened
    return lambda knowledge, state, step, now: step_marked(knowledge, state, step, outcome, now)
