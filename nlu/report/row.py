"""One sentence of a set: what it is, and what it was read as."""

from typing import List, NamedTuple, Optional, Tuple

from nlu.intents import FAMILIES, OUT_OF_SCOPE

OFFERED = 2
"""Families that the bot lets the merchant choose from where it is not sure."""

TOPIC_OF_TAG = {
    "near_miss:rate": "rates",
    "near_miss:apply": "apply",
    "near_miss:refund_howto": "refund_howto",
    "near_miss:arrival_howto": "settlement_howto",
    "near_miss:device": "machine_howto",
    "near_miss:merchant_info": "account_howto",
    "near_miss:migration_howto": "migration_howto",
    "near_miss:tax": "tax_invoice",
    "near_miss:illicit": "illicit",
    "near_miss:consumer_credit": "wallet",
    "near_miss:transfer": "bank",
    "near_miss:other_bank": "bank",
    "near_miss:other_platform": "platforms",
    "consumer:shop_customer": "shop_customer",
    "consumer:credit": "wallet",
    "consumer:transfer": "bank",
    "consumer:other_bank": "bank",
    "consumer:recharge": "platforms",
    "consumer:other_platform": "platforms",
}
"""The topic of data/nlu/out_of_scope that each tag of the sentence files comes nearest to."""

CONSUMERS = ("shop_customer", "wallet", "bank", "platforms")
"""Topics of people who pay, and of money that no POS machine has touched."""
NEAR_MISSES = tuple(
    dict.fromkeys(topic for topic in TOPIC_OF_TAG.values() if topic not in CONSUMERS)
)
"""Topics of merchants who only ask, or ask for something else."""

Ranking = Tuple[Tuple[str, float], ...]


class Row(NamedTuple):
    """One sentence, and what was made of it.

    Attributes:
        text: as it was written.
        label: the intent that is right; out of scope may have its topic behind a slash.
        difficulty: easy, medium, hard; empty where nobody has judged it.
        tags: what it was marked with.
        ranking: intents with their confidence, what it was read as first; out of scope may have
            its topic behind a slash.
        cut: whether the ranking is only the first two of what there was.
    """

    text: str
    label: str
    difficulty: str
    tags: Tuple[str, ...]
    ranking: Ranking
    cut: bool = False

    @property
    def intent(self) -> str:
        """What is right."""
        return self.label.partition("/")[0]

    @property
    def read(self) -> str:
        """What it was read as."""
        return self.ranking[0][0].partition("/")[0]

    @property
    def confidence(self) -> float:
        """Of what it was read as."""
        return self.ranking[0][1]

    @property
    def is_right(self) -> bool:
        """Whether the intent is the right one; topics do not count."""
        return self.read == self.intent

    @property
    def is_family(self) -> bool:
        """Whether it complains of one of the five problems."""
        return self.intent in FAMILIES

    @property
    def is_control(self) -> bool:
        """Whether it is neither a complaint nor out of scope."""
        return not self.is_family and self.intent != OUT_OF_SCOPE

    @property
    def is_read_as_family(self) -> bool:
        """Whether it was taken for one of the five problems."""
        return self.read in FAMILIES

    @property
    def topic(self) -> Optional[str]:
        """What it is about if it is out of scope, by its label or its tags."""
        _, _, topic = self.label.partition("/")
        tagged = (TOPIC_OF_TAG[tag] for tag in self.tags if tag in TOPIC_OF_TAG)
        return topic or next(tagged, None)

    @property
    def read_topic(self) -> Optional[str]:
        """What it was taken to be about, if it was read as out of scope."""
        return self.ranking[0][0].partition("/")[2] or None


class Readings(NamedTuple):
    """A set of sentences, read."""

    name: str
    rows: List[Row]


class Bot(NamedTuple):
    """What the bot does with a confidence (zhangfang/cases/reading.py).

    Attributes:
        sure: below it a family is put to the merchant as a question.
        unsure: below it nothing is done on the word of a control intent.
    """

    sure: float
    unsure: float


def decides_alone(row: Row, bot: Bot) -> bool:
    """Whether the bot acts on what it read, with no case open, without asking back."""
    if row.is_read_as_family:
        return row.confidence >= bot.sure
    return row.read in ("inform", OUT_OF_SCOPE) or row.confidence >= bot.unsure


def likeliest_families(row: Row) -> Tuple[str, ...]:
    """The families that the bot would offer; only those known of a ranking that is cut."""
    ranked = [name for name, _ in row.ranking if name in FAMILIES]
    others = [] if row.cut else [name for name in FAMILIES if name not in ranked]
    return tuple([*ranked, *others][:OFFERED])
