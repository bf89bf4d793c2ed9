"""Which proposals an agent is shown, and what the agent made of them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from zhangfang.cases.change import Answered, Change
from zhangfang.console.card.in_person import in_person
from zhangfang.console.card.proposal_titles import title_of
from zhangfang.console.card.proposals import Proposal
from zhangfang.console.refusals import NothingThereError
from zhangfang.console.staff.deeds import Somebody, deed
from zhangfang.guides.model import Knowledge
from zhangfang.store import log

JUDGED = "suggestion_judged"
"""The kind of the event."""

Judgement = Literal["accepted", "edited", "rejected"]

MOST = 3

_FIRST = (
    *("say:danger", "say:canned", "say:utter_two_problems", "say:utter_another_problem"),
    *("say:stuck", "say:without", "answer", "say:topic", "say:heard", "say", "ask", "step"),
)
"""What is more pressing comes first; papers, and the words for a call, stand behind their step."""
_BEHIND = ("say:script", "say:paper")


def chosen(
    found: Iterable[Proposal],
    done: Iterable[Change] = (),
    *,
    aside: Iterable[Proposal] = (),
    said: Collection[str] = (),
) -> list[Proposal]:
    """The few that are shown, each once, the most pressing first, in a colleague's words.

    Args:
        found: all there are.
        done: what the bot did already: an answer given is not given again.
        aside: what may fit as well, behind all others.
        said: what the merchant has heard already, word by word: it comes last of all.
    """
    given = {f"answer:{it.entry}" for it in done if isinstance(it, Answered)}
    once: dict[str, Proposal] = {}
    for proposal in (*sorted(found, key=_rank), *aside):
        if proposal.id not in given:
            text = in_person(proposal.text)
            once.setdefault(proposal.id, proposal._replace(text=text))
    return sorted(once.values(), key=lambda it: it.text in said)[:MOST]


def _rank(proposal: Proposal) -> int:
    if proposal.id.startswith(_BEHIND):
        return len(_FIRST)
    return next(place for place, begins in enumerate(_FIRST) if proposal.id.startswith(begins))


def judged(connection: Connection, conversation: str, seq: int) -> dict[str, Judgement]:
    """The latest verdict on each suggestion of a message."""
    found: dict[str, Judgement] = {}
    for entry in log.of_kinds(connection, conversation, (JUDGED,), after=seq):
        if entry.event.body.get("seq") == seq and entry.content:
            found[entry.content["suggestion"]] = entry.event.body["verdict"]
    return found


def judge(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    who: Somebody,
    now: datetime,
    *,
    seq: int,
    suggestion: str,
    verdict: Judgement,
    reason: str = "",
) -> log.Entry:
    """Put on record what an agent made of a suggestion.

    Args:
        connection: in a writing transaction.
        knowledge: what there is to suggest.
        conversation: whose.
        who: judged.
        now: when.
        seq: of the merchant's message on whose card it stood.
        suggestion: its id.
        verdict: what was made of it.
        reason: why it was rejected, masked.

    Raises:
        NothingThereError: nothing is suggested under this id.
    """
    title = title_of(knowledge, suggestion)
    if title is None:
        raise NothingThereError
    about = {"suggestion": suggestion, "title": title, "reason": reason}
    draft = deed(who, JUDGED, now, {"seq": seq, "verdict": verdict}, **about)
    [entry] = log.append(connection, conversation, [draft])
    return entry


def said_with(
    connection: Connection,
    knowledge: Knowledge,
    conversation: str,
    who: Somebody,
    now: datetime,
    *,
    seq: int,
    suggestion: str,
    edited: bool,
) -> log.Entry:
    """A message was made of a suggestion: so it was accepted, as it was or changed.

    Call it in the transaction that puts the message on record, and only if that is new.

    Args:
        connection: in a writing transaction.
        knowledge: what there is to suggest.
        conversation: in which it was said.
        who: said it.
        now: when.
        seq: of the merchant's message on whose card it stood.
        suggestion: its id.
        edited: whether the words were changed.

    Raises:
        NothingThereError: nothing is suggested under this id, or seq is no message.
    """
    on_card = log.at(connection, conversation, seq)
    if on_card is None or on_card.event.actor != "merchant":
        raise NothingThereError
    verdict: Judgement = "edited" if edited else "accepted"
    return judge(
        connection,
        knowledge,
        conversation,
        who,
        now,
        seq=seq,
        suggestion=suggestion,
        verdict=verdict,
    )
