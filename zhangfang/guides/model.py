"""The schema of knowledge/: what a service expert may write, and what it means.

Every text here reaches a merchant, so every field that holds one is Chinese.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhangfang.guides.canned import CannedReply
from zhangfang.guides.consent import Consent
from zhangfang.guides.handing import Handing
from zhangfang.guides.intents import Intents
from zhangfang.guides.letter import Letter
from zhangfang.guides.quality import Quality
from zhangfang.guides.rating import Rating

# what the schema is made of, named `X as X` so that it can be imported from here
from zhangfang.guides.terms import FAMILIES as FAMILIES
from zhangfang.guides.terms import PHASES as PHASES
from zhangfang.guides.terms import DocumentId as DocumentId
from zhangfang.guides.terms import FamilyId as FamilyId
from zhangfang.guides.terms import Id as Id
from zhangfang.guides.terms import Label as Label
from zhangfang.guides.terms import Level as Level
from zhangfang.guides.terms import Model as Model
from zhangfang.guides.terms import PhaseId as PhaseId
from zhangfang.guides.terms import RowId as RowId
from zhangfang.guides.terms import Source as Source
from zhangfang.guides.terms import Text as Text

Request = DocumentId | Literal["standing", "summary", "switch_case", "causes", "prevention"]
"""What a question may ask the bot to do instead of answering: a paper, how all cases stand, what
is on record of this one, another case."""


class Choice(Model):
    """One tappable answer."""

    value: Id
    label: Label
    said: tuple[str, ...] = ()
    """Words by which a merchant gives this answer without tapping it."""
    moves_to: FamilyId | None = None
    """With this answer the problem is another one: the case moves there with its facts."""


class FactQuestion(Model):
    """A fact to ask for: how, and why.

    Facts without choices are read from the merchant's words; a fact with choices is tapped.
    """

    id: Id
    name: Label
    ask: Text
    why: Text
    if_missing: Text
    """What to do for a merchant who does not have it."""
    phase: PhaseId = "verify"
    """When it is asked for."""
    choices: tuple[Choice, ...] = ()


class Deadline(Model):
    """When to come back to a step that waits for somebody else."""

    working_days: int = Field(ge=1, le=60)
    basis: Text
    """Whose number this is: a stated rule, or only our own reminder."""


class Step(Model):
    """One thing for the merchant to do in a phase."""

    id: Id
    phase: PhaseId
    title: Label
    do: Text
    why: Text
    done_when: Text
    if_stuck: tuple[Text, ...] = Field(min_length=1)
    """Ways round, offered in turn: the first when stuck once, the next when stuck again."""
    say: Text | None = None
    """Words to say on the phone or to write; {order_number}, {amount}, {transaction_time} are
    filled in, or left out with their clause when unknown."""
    collect: tuple[Id, ...] = ()
    when: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """Applies only if each named fact has one of the values. An unknown fact counts as no match."""
    unless: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """Does not apply if a named fact has one of the values."""
    together: bool = False
    """Short enough to be offered in one list with its neighbours of the same kind."""
    who: Text | None = None
    """Whom this step deals with."""
    deadline: Deadline | None = None
    channels: tuple[Id, ...] = ()
    """Rungs of channels.yml that this step opens."""
    opens_when: Text | None = None
    """A rung of the ladder: on what condition it is taken. Every step of escalate has one."""
    papers: tuple[Id, ...] = ()
    """Materials of this guide to have in hand for this step."""
    writes: tuple[DocumentId, ...] = ()
    """Papers that the bot writes for this step."""
    must: bool = False
    """Offered later still if its phase was reported done before it was ever shown."""
    mandatory: bool = False
    """An agent closes no case without it, unless they say why; steps that make the claim only count
    where the money is not back."""
    level: Level | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)


class Note(Model):
    """A cause, or a way to prevent the next time: one or two sentences."""

    id: Id
    text: Text
    level: Level | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)


class Caution(Note):
    """What to beware of, said once when its phase begins."""

    phase: PhaseId


class Material(Model):
    """Something to have in hand when claiming."""

    id: Id
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
    where: Text
    """Where to find it, or how to make it."""
    phases: tuple[PhaseId, ...] = Field(min_length=1)
    """When it is wanted."""
    fact: Id | None = None
    """The fact that stands for it: known, the material is at hand."""
    enclosed: bool = True
    """A paper that goes along with a written claim; else it is something to know."""
    when: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    level: Level | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)


class Guide(Model):
    """What knowledge/families/<id>.yml says of one family."""

    id: FamilyId
    name: Label
    """多扣费"""
    in_their_words: Label
    """The quick reply a merchant taps to say: this is my problem."""
    heard: Text
    """First answer to the complaint: shows that it was understood, calms, warns if needed."""
    facts: tuple[FactQuestion, ...] = ()
    """What this family asks beyond order number, amount and time."""
    fact_order: tuple[Id, ...] = ("amount", "transaction_time", "order_number")
    steps: tuple[Step, ...] = Field(min_length=5)
    causes: tuple[Note, ...] = ()
    """Why it happens."""
    cautions: tuple[Caution, ...] = ()
    prevention: tuple[Note, ...] = ()
    materials: tuple[Material, ...] = ()
    resolved: Text
    """Closing words when the money is back, with how to prevent it next time."""


class Phase(Model):
    """A phase's name, and how a merchant says that it is behind them."""

    id: PhaseId
    name: Label
    opening: Text
    """Said once, when the phase begins."""
    said_done: tuple[str, ...] = ()
    """Words by which a merchant reports this phase done without being asked: 核对, 打过电话, …"""


class Outcome(Model):
    """Words by which a merchant tells what came of a claim."""

    id: Literal["money_back", "refused", "nothing_yet"]
    said: tuple[str, ...] = Field(min_length=1)


class Channel(Model):
    """Whom to call or write to: a rung of the ladder."""

    id: Id
    name: Label
    number: str | None = None
    level: Level
    good_for: Text
    say_first: Text
    have_ready: Text
    note: Text | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)


class Faq(Model):
    """A question asked in the middle of a case, and its answer, or what to do on it."""

    id: Id
    ask: tuple[Text, ...] = Field(min_length=1)
    answer: Text | None = None
    does: Request | None = None
    families: tuple[FamilyId, ...] = ()
    covers: tuple[RowId, ...] = ()
    level: Level | None = None
    source: tuple[Source, ...] = Field(min_length=1)


class Topic(Model):
    """What is not one of the five problems, and what to say of it."""

    id: Id
    answer: Text
    level: Level | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = ()


class Danger(Model):
    """What a message may smell of, and what is said before anything else."""

    id: Id
    kind: Literal["fraud", "abuse", "despair", "threat"]
    said: tuple[tuple[str | tuple[str, ...], ...], ...] = Field(min_length=1)
    """Groups of words; a message smells of it when it has every word of one group, or one of the
    alternatives where several are written."""
    unless: tuple[str, ...] = ()
    """With one of these it does not: 是不是骗子, asked about an answer of ours."""
    answer: Text
    channels: tuple[Id, ...] = ()
    level: Level | None = None
    covers: tuple[RowId, ...] = ()
    source: tuple[Source, ...] = ()


class Row(Model):
    """A row of the distilled documents, or of the facts checked around them."""

    id: RowId
    about: Text
    level: Literal["A", "B", "C"] | None = None
    """How sure a checked fact is; a row of the documents has none."""
    source: tuple[str, ...] = ()
    """Where it stands: `000:L35`."""
    left_out: Text | None = None
    """Why no merchant is told."""


class SlipFact(Model):
    """A number of the slip that is kept when it is told, and never asked for."""

    id: Id
    name: Label


class Sayings(Model):
    """Words that mean the same wherever a case stands."""

    later: tuple[str, ...] = ()
    """Not now: the step stays as it is."""
    give_up: tuple[str, ...] = ()
    """The merchant lets it be."""
    lost: tuple[str, ...] = ()
    """The money is gone, not just asked for."""
    how_goes: tuple[str, ...] = ()
    """How does it stand."""


class Spelling(Model):
    """A standard word and the ways it is mistyped, misheard or disguised."""

    standard: str
    variants: tuple[str, ...] = Field(min_length=1)


class Knowledge(Model):
    """All of knowledge/."""

    guides: dict[FamilyId, Guide]
    phases: tuple[Phase, ...]
    outcomes: tuple[Outcome, ...] = ()
    common_facts: tuple[FactQuestion, ...]
    slip_facts: tuple[SlipFact, ...] = ()
    channels: tuple[Channel, ...]
    faq: tuple[Faq, ...]
    topics: tuple[Topic, ...]
    dangers: tuple[Danger, ...] = ()
    letters: dict[DocumentId, Letter] = Field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    sayings: Sayings = Sayings()
    spellings: tuple[Spelling, ...]
    consent: Consent
    rating: Rating
    quality: Quality
    canned: tuple[CannedReply, ...]
    handing: Handing
    intents: Intents
