"""What could be said next: from the engine, asked on a copy of the case, and from knowledge/.

Nothing is invented: each proposal is a sentence of knowledge/ with the case filled in, or a response
of domain.yml. Nothing of the dry run is kept.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Literal, NamedTuple

from zhangfang.cases.case import Conversation
from zhangfang.cases.change import (
    Answered,
    Asked,
    CaseOpened,
    Change,
    FactRefused,
    PaperWritten,
    StepMarked,
    StepsOffered,
    Warned,
)
from zhangfang.cases.engine import respond
from zhangfang.cases.history import history
from zhangfang.cases.letters import fits, write
from zhangfang.cases.next_step import Ask, Offer, next_step
from zhangfang.cases.questions import ALIKE
from zhangfang.cases.reading import Reading
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import channel_lines, offer_again
from zhangfang.cases.wording import fact_questions, filled_in, numbered
from zhangfang.console.card.cited import Cited
from zhangfang.console.card.proposal_titles import SAID_AS_IT_IS
from zhangfang.console.names import intent_name
from zhangfang.desk.responses import Responses
from zhangfang.guides.canned import put_in
from zhangfang.guides.intents import OUT_OF_SCOPE
from zhangfang.guides.model import FAMILIES, DocumentId, FamilyId, Guide, Knowledge, Step

logger = logging.getLogger(__name__)

Kind = Literal["say", "ask", "step", "answer"]

NO_NUMBER = "〔案件编号〕"
"""Of a case that the dry run opens: what names it cannot be said."""


HELLO = "hello"
"""Of the canned replies, the one to begin with."""


class Proposal(NamedTuple):
    """Something to say; the shape of the card's suggestions."""

    id: str
    kind: Kind
    title: str
    text: str
    source: str
    confidence: float | None = None


class DryRun(NamedTuple):
    """What the bot would say and do, and how the conversation would stand then."""

    proposals: list[Proposal]
    changes: list[Change]
    after: Conversation


class Proposer(NamedTuple):
    """What proposals are made from."""

    knowledge: Knowledge
    responses: Responses
    cited: Cited

    def would_say(self, conversation: Conversation, reading: Reading, now: datetime) -> DryRun:
        """What the bot would say to a message, and what it would do to the case.

        Args:
            conversation: as it stands; nothing of the message is in it yet.
            reading: the message.
            now: when it would be answered.
        """
        turn = self._tried(
            lambda: respond(self.knowledge, conversation, reading, now, _no_numbers())
        )
        if turn is None:
            return DryRun([], [], conversation)
        sure = reading.confidence
        found = [
            *self._of_topic(reading, turn),
            *(it for change in turn.changes for it in self._of_change(change, turn, sure)),
            *self._of_replies(turn),
        ]
        return DryRun(found, list(turn.changes), turn.conversation)

    def comes_next(self, conversation: Conversation, now: datetime) -> Iterator[Proposal]:
        """The fact to ask for or the step on the table, the words for it, and the papers for it."""
        case = conversation.case
        if case is None or case.status not in ("open", "handed_over"):
            return
        turn = self._tried(lambda: self._again(conversation, now))
        if turn is None or turn.conversation.case is None:
            return
        guide, stands = turn.guide, turn.case
        match next_step(guide, stands):
            case Ask(fact):
                yield from self._ask(guide.id, fact)
            case Offer(steps):
                yield from self._steps(turn, steps)
        yield from self._of_replies(turn)
        for step in guide.steps:
            if step.id in stands.offered:
                papers = (kind for kind in step.writes if not (kind == "call_script" and step.say))
                yield from (it for kind in papers for it in self._paper(turn, kind))

    def answers(self, reading: Reading) -> Iterator[Proposal]:
        """What the question finder has found."""
        for entry_id, alike in reading.questions:
            if alike >= ALIKE:
                yield from self._answer(entry_id, alike)

    def hello(self, agent: str) -> Iterator[Proposal]:
        """A colleague's first words.

        Args:
            agent: their name.
        """
        for reply in self.knowledge.canned:
            if reply.id == HELLO:
                text, source = (
                    put_in(reply.text, {"agent": agent}),
                    self.cited.line("canned", HELLO),
                )
                yield Proposal(f"say:canned.{HELLO}", "say", reply.title, text, source)

    def _again(self, conversation: Conversation, now: datetime) -> Turn:
        turn = Turn(self.knowledge, conversation, Reading(), now, _no_numbers())
        offer_again(turn, in_full=True)
        return turn

    def _tried(self, attempt: Callable[[], Turn]) -> Turn | None:
        """A fault in the engine must not hide the rest of the card."""
        try:
            return attempt()
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing is proposed
            logger.error("a dry run failed: %s", type(error).__name__)  # noqa: TRY400
            return None

    def _of_change(self, change: Change, turn: Turn, sure: float) -> Iterator[Proposal]:
        family = turn.conversation.case.family if turn.conversation.case else None
        match change:
            case Warned():
                yield from self._danger(change.danger)
            case Answered():
                yield from self._answer(
                    change.entry, dict(turn.reading.questions).get(change.entry)
                )
            case CaseOpened():
                guide = self.knowledge.guides[change.family]
                source = self.cited.file(f"families/{guide.id}.yml")
                title = f"接住：{guide.name}"
                yield Proposal(f"say:heard.{guide.id}", "say", title, guide.heard, source, sure)
            case FactRefused() if family:
                yield from self._without(family, change.name)
            case Asked(fact=str()) if family:
                yield from self._ask(family, change.fact or "")
            case Asked() if change.families and not _tells_of_several(turn):
                yield self._which_family()
            case StepMarked(outcome="stuck"):
                yield from self._way_round(turn, change.step)
            case StepsOffered() if family and change.steps:
                offered = tuple(it for it in turn.guide.steps if it.id in change.steps)
                yield from self._steps(turn, offered)
            case PaperWritten():
                yield from self._paper(turn, change.paper)

    def _of_replies(self, turn: Turn) -> Iterator[Proposal]:
        """Responses of domain.yml that an agent can say as well."""
        for reply in turn.replies:
            response = reply.response or ""
            if response not in SAID_AS_IT_IS:
                continue
            text = self.responses.text(response, reply.values)
            if NO_NUMBER not in text:
                title, source = SAID_AS_IT_IS[response], self.cited.response(response)
                yield Proposal(f"say:{response}", "say", title, text, source)

    def _of_topic(self, reading: Reading, turn: Turn) -> Iterator[Proposal]:
        """What topics.yml says, if the bot would have said it."""
        topic = next((one for one in self.knowledge.topics if one.id == reading.topic), None)
        if topic is None or all(reply.text != topic.answer for reply in turn.replies):
            return
        title = intent_name(self.knowledge, f"{OUT_OF_SCOPE}/{topic.id}")
        source = self.cited.entry("topics", topic, "topics")
        yield Proposal(
            f"say:topic.{topic.id}", "say", title, topic.answer, source, reading.confidence
        )

    def _danger(self, danger_id: str) -> Iterator[Proposal]:
        danger = next((one for one in self.knowledge.dangers if one.id == danger_id), None)
        if danger:
            source = self.cited.entry("dangers", danger)
            yield Proposal(f"say:danger.{danger.id}", "say", "先提醒", danger.answer, source)

    def _answer(self, entry_id: str, alike: float | None) -> Iterator[Proposal]:
        entry = next((one for one in self.knowledge.faq if one.id == entry_id), None)
        if entry is None or entry.answer is None:
            return
        source = self.cited.entry("faq", entry)
        yield Proposal(f"answer:{entry.id}", "answer", entry.ask[0], entry.answer, source, alike)

    def _which_family(self) -> Proposal:
        said = self.knowledge.intents.ask_family
        listed = numbered(self.knowledge.guides[family].in_their_words for family in FAMILIES)
        source = self.cited.file("intents.yml")
        return Proposal("say:which_family", "say", "问是哪一类", f"{said}\n{listed}", source)

    def _ask(self, family: FamilyId, fact: str) -> Iterator[Proposal]:
        question = fact_questions(self.knowledge, family).get(fact)
        if question is None:
            return
        text = question.ask
        if question.choices:  # a colleague's message has no buttons
            asked = text[: text.index("？") + 1] if "？" in text else text
            text = f"{asked}\n{numbered(choice.label for choice in question.choices)}"
        title, source = f"问{question.name}", self._asked_in(family, fact)
        yield Proposal(f"ask:{family}.{fact}", "ask", title, text, source)

    def _without(self, family: FamilyId, fact: str) -> Iterator[Proposal]:
        """How to go on without a fact that cannot be given."""
        question = fact_questions(self.knowledge, family).get(fact)
        if question:
            title, source = f"没有{question.name}怎么办", self._asked_in(family, fact)
            name = f"say:without.{family}.{fact}"
            yield Proposal(name, "say", title, question.if_missing, source)

    def _asked_in(self, family: FamilyId, fact: str) -> str:
        common = fact in {question.id for question in self.knowledge.common_facts}
        return self.cited.line(*(("common_facts", fact) if common else ("facts", fact, family)))

    def _steps(self, turn: Turn, steps: tuple[Step, ...]) -> Iterator[Proposal]:
        """What to do; alone, with whom to call, and then the words for it."""
        if not steps:
            return
        first, guide = steps[0], turn.guide
        text = first.do if len(steps) == 1 else numbered(step.do for step in steps)
        if channels := turn.channels(steps):
            text = f"{text}\n{channel_lines(channels)}"
        source = self.cited.step(guide.id, first)
        yield Proposal(f"step:{guide.id}.{first.id}", "step", first.title, text, source)
        if len(steps) == 1:
            yield from self._script(guide, turn, first)

    def _script(self, guide: Guide, turn: Turn, step: Step) -> Iterator[Proposal]:
        if step.say:
            script = filled_in(step.say, turn.case)
            text = self.responses.text("utter_script", {"script": script})
            source = self.cited.step(guide.id, step)
            title = f"{step.title}：怎么说"
            yield Proposal(f"say:script.{guide.id}.{step.id}", "say", title, text, source)

    def _way_round(self, turn: Turn, step_id: str) -> Iterator[Proposal]:
        """What to try where a step could not be done, the next way each time."""
        step, mark = turn.step(step_id), turn.case.marks.get(step_id)
        if step and mark:
            text = step.if_stuck[min(mark.times, len(step.if_stuck)) - 1]
            source = self.cited.step(turn.guide.id, step)
            title = f"{step.title}：换个办法"
            yield Proposal(f"say:stuck.{turn.guide.id}.{step.id}", "say", title, text, source)

    def _paper(self, turn: Turn, kind: DocumentId) -> Iterator[Proposal]:
        letter = self.knowledge.letters[kind]
        if not any(fits(part, turn.case) for part in letter.parts):
            return
        told = history(self.knowledge, turn.case)
        paper = write(self.knowledge, turn.case, kind, turn.now, told)
        text = paper.as_text().replace("\n\n", "\n")
        if NO_NUMBER not in text:
            source = self.cited.file(f"letters/{kind}.yml")
            yield Proposal(f"say:paper.{kind}", "say", letter.name, text, source)


def _no_numbers() -> Iterator[str]:
    """Two cases of a dry run are not the same one."""
    return (f"{NO_NUMBER}{place}" for place in count())


def _tells_of_several(turn: Turn) -> bool:
    """Two problems at once: which goes first is asked in words of its own."""
    return sum(isinstance(change, CaseOpened) for change in turn.changes) > 1
