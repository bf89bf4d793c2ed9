"""Whatever is proposed can be sent as it is: whole, from knowledge/, and known by its id later."""

import re
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from zhangfang.cases.case import Conversation
from zhangfang.cases.engine import HANDLERS, respond
from zhangfang.cases.reading import Problem, Reading
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.in_person import in_person
from zhangfang.console.card.proposal_titles import title_of
from zhangfang.console.card.proposals import NO_NUMBER, Proposal, Proposer
from zhangfang.console.card.suggestions import MOST, chosen
from zhangfang.desk.responses import load_responses
from zhangfang.guides.model import FAMILIES

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ONLY_THE_BOT = re.compile(r"我是账房|真人|转人工|点(?:一个|一下|最后一个|没说)")
TURNS = 7
"""Reports of a step done: enough to reach the ladder."""


@pytest.fixture
def proposer(knowledge) -> Proposer:
    return Proposer(
        knowledge,
        load_responses(ROOT / "domain.yml"),
        Cited(ROOT / "knowledge", ROOT / "domain.yml"),
    )


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
            would = proposer.would_say(conversation, reading, NOW)
            found += [*would.proposals, *proposer.answers(reading)]
            found += proposer.comes_next(would.after, NOW)
        broken = [it for it in found if not is_whole(knowledge, it)]
        assert not broken, broken[0]
        shown = chosen(found)
        assert len(shown) <= MOST
        assert not [it.text for it in shown if ONLY_THE_BOT.search(it.text)]
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
    found, done, _ = proposer.would_say(stands(knowledge, "overcharged")[3], reading, NOW)
    assert "answer:slip_or_invoice" in [it.id for it in chosen(found)]
    assert "answer:slip_or_invoice" not in [it.id for it in chosen(found, done)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("材料交到谁手里了？点一个。", "材料交到谁手里了？"),
        ("放一起比，点一个最像的。", "放一起比。"),
        ("像哪一种？点一个，拿不准就点最后一个。", "像哪一种？"),
        ("比如下周五。没说就点没说。", "比如下周五。"),
        ("我请个真人来跟你说，咱们照规矩把这笔钱要回来。", "咱们照规矩把这笔钱要回来。"),
        ("我是账房，专管收款的岔子。", "专管收款的岔子。"),
        ("先喘口气。\n1. 小票\n2. 短信", "先喘口气。\n1. 小票\n2. 短信"),
        ("点「重打印」补一张。", "点「重打印」补一张。"),
    ],
)
def test_a_colleague_says_it_without_buttons_and_not_as_the_bot(written, said) -> None:
    """The rest is word by word what knowledge/ says."""
    assert in_person(written) == said


def test_of_everything_knowledge_says_something_is_left(knowledge) -> None:
    """No topic, danger or question is nothing but the bot's."""
    texts = [it.answer for it in (*knowledge.topics, *knowledge.dangers) if it.answer]
    texts += [it.ask for it in knowledge.common_facts]
    texts += [it.ask for guide in knowledge.guides.values() for it in guide.facts]
    assert min(len(in_person(it)) for it in texts) > 8


def test_of_two_problems_which_goes_first_is_asked(knowledge, proposer) -> None:
    """Not which of five it is."""
    problems = (Problem(family="overcharged"), Problem(family="not_arrived"))
    reading = Reading(text="多扣了还没到账", intent="overcharged", problems=problems)
    found = chosen(proposer.would_say(Conversation(), reading, NOW).proposals)
    assert found[0].id == "say:utter_two_problems"
    assert "「多扣费」和「不到账」" in found[0].text
    assert "say:which_family" not in [it.id for it in found]


def test_a_response_has_its_line(proposer) -> None:
    """As every other source has."""
    reading = Reading(text="谢谢", intent="thanks")
    [thanks] = proposer.would_say(Conversation(), reading, NOW).proposals
    name, _, line = thanks.source.partition(":")
    assert name == "domain.yml"
    assert "utter_thanks:" in (ROOT / name).read_text("utf-8").splitlines()[int(line) - 1]


def test_a_topic_is_cited_where_its_answer_stands(proposer) -> None:
    """Not where its name does: two files have its id."""
    reading = Reading(text="谈谈价", intent="out_of_scope", topic="rates")
    found = proposer.would_say(Conversation(), reading, NOW).proposals
    [topic] = [it for it in found if it.id == "say:topic.rates"]
    place = topic.source.split("，")[0]
    name, _, line = place.partition(":")
    assert name == "knowledge/topics.yml"
    assert "id: rates" in (ROOT / name).read_text("utf-8").splitlines()[int(line) - 1]


def test_without_a_fact_the_way_on_is_said_first(knowledge, proposer) -> None:
    """Who says that there is no number hears that it goes without, and then what is next."""
    reading = Reading(text="那个真给不了", intent="inform", refused=("order_number",))
    found = chosen(proposer.would_say(stands(knowledge, "overcharged")[0], reading, NOW).proposals)
    assert found[0].id == "say:without.overcharged.order_number"
    assert found[0].text.startswith("没有单号也能办")
    assert found[0].title == title_of(knowledge, found[0].id) == "没有订单号怎么办"
