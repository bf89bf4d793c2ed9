"""Whatever is proposed can be sent as it is: whole, from knowledge/, and known by its id later."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from zhangfang.cases.case import Conversation
from zhangfang.cases.engine import HANDLERS, respond
from zhangfang.cases.reading import Reading
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.proposal_titles import title_of
from zhangfang.console.card.proposals import NO_NUMBER, Proposal, Proposer
from zhangfang.console.card.suggestions import MOST, chosen
from zhangfang.desk.responses import load_responses
from zhangfang.guides.model import FAMILIES

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TURNS = 7
"""Reports of a step done: enough to reach the ladder."""


@pytest.fixture
def proposer(knowledge) -> Proposer:
    return Proposer(knowledge, load_responses(ROOT / "domain.yml"), Cited(ROOT / "knowledge"))


def stands(knowledge, family: str) -> list[Conversation]:
    """A case of this family as it stands after each of some turns."""
    numbers = (f"ZF-20261122-AAAA-{place}" for place in count())
    conversation, found = Conversation(), []
    for intent in (family, *["stuck_step", "done_step"] * TURNS):
        turn = respond(knowledge, conversation, Reading(intent=intent), NOW, numbers)
        conversation = turn.conversation
        found.append(conversation)
    return found


def is_whole(knowledge, proposal: Proposal) -> bool:
    text = proposal.text
    told = bool(text) and text == text.strip() and not {"{", "}"} & set(text)
    known = title_of(knowledge, proposal.id) is not None and len(proposal.id) <= 64
    return told and known and bool(proposal.source) and NO_NUMBER not in text


@pytest.mark.parametrize("family", FAMILIES)
def test_whatever_is_proposed_can_be_sent(knowledge, proposer, family) -> None:
    """At any point of a case, whatever the merchant says."""
    seen: set[str] = set()
    for conversation in [Conversation(), *stands(knowledge, family)]:
        found = list(proposer.comes_next(conversation, NOW))
        for intent in HANDLERS:
            reading = Reading(intent=intent, text="怎么回事", questions=(("slip_or_invoice", 0.9),))
            would, _ = proposer.would_say(conversation, reading, NOW)
            found += [*would, *proposer.answers(reading)]
        broken = [it for it in found if not is_whole(knowledge, it)]
        assert not broken, broken[0]
        assert len(chosen(found)) <= MOST
        seen |= {it.id.partition(".")[0] for it in found}
    expected = {f"step:{family}", f"ask:{family}", "say:heard", "say:stuck", "say:which_family"}
    assert expected <= seen


def test_nothing_of_a_dry_run_is_kept(knowledge, proposer) -> None:
    """The conversation is the same afterwards."""
    before = stands(knowledge, "overcharged")[3]
    kept = before.model_dump_json()
    proposer.would_say(before, Reading(intent="done_step"), NOW)
    list(proposer.comes_next(before, NOW))
    assert before.model_dump_json() == kept


def test_an_answer_given_is_not_proposed_again(knowledge, proposer) -> None:
    """The rest moves up."""
    reading = Reading(
        intent="out_of_scope", text="能开发票吗", questions=(("slip_or_invoice", 0.9),)
    )
    found, done = proposer.would_say(stands(knowledge, "overcharged")[3], reading, NOW)
    assert "answer:slip_or_invoice" in [it.id for it in chosen(found)]
    assert "answer:slip_or_invoice" not in [it.id for it in chosen(found, done)]
