"""Learns which question of knowledge/ a message asks, or that it asks none of them.

One class an entry, from its phrasings; what asks nothing keeps the labels that data/nlu gives it,
since many narrow classes are easier to tell from a question than one wide class.
"""

from math import ceil, sqrt
from typing import List, NamedTuple, Sequence, Tuple

import numpy as np

from nlu.intent_model import IntentModel, Ranked, Settings, Vectors, fit

NO_QUESTION = "none"
"""What all labels of data/nlu add up to."""

LOWEST_SCORE = 0.1
"""Below it even the best entry is a guess: it is what is asked in 9 of the 133 messages of
tests/nlu/questions.tsv that score no more. What is answered needs far more; the engine says how
much."""
MOST_QUESTIONS = 5

SETTINGS = Settings(meaning_strength=3.0, wording_strength=10.0, meaning_share=0.5, temperature=0.7)

OVERLAPPING = (
    "ask_evidence",
    "ask_progress",
    "ask_why",
    "out_of_scope/account_howto",
    "out_of_scope/machine_howto",
    "out_of_scope/migration_howto",
    "out_of_scope/rates",
    "out_of_scope/refund_howto",
    "out_of_scope/settlement_howto",
    "out_of_scope/tax_invoice",
)
"""Labels some of whose examples ask what knowledge/ answers."""
CLAIMED = 0.3
"""Share of probability on entries from which such an example is no example of asking nothing."""

FEW = 80
MANY = 200
"""Examples of a label that are learnt from: more of them took minutes and brought nothing."""


class Samples(NamedTuple):
    """Texts to learn from.

    Attributes:
        stories: n texts.
        vectors: (n, width) their embeddings.
        labels: n ids of entries, or labels of data/nlu.
    """

    stories: List[str]
    vectors: Vectors
    labels: List[str]

    def at(self, places: Sequence[int]) -> "Samples":
        """Those at some places."""
        return Samples(
            [self.stories[place] for place in places],
            self.vectors[list(places)],
            [self.labels[place] for place in places],
        )


def fit_questions(asked: Samples, others: Samples) -> IntentModel:
    """Train; the model's intents are the entries, and NO_QUESTION.

    Args:
        asked: the phrasings, labelled with their entries.
        others: the examples of data/nlu, and whatever else knowledge/ does not answer.
    """
    overlap = np.isin(others.labels, OVERLAPPING)
    plain = others.at(np.flatnonzero(~overlap).tolist())
    doubtful = others.at(np.flatnonzero(overlap).tolist())
    if doubtful.stories:
        first = _fit(asked, _thinned(plain, FEW))
        found = first.rank(doubtful.stories, doubtful.vectors)
        unclaimed = [place for place, ranked in enumerate(found) if _best(ranked) < CLAIMED]
        plain = joined(plain, doubtful.at(unclaimed))
    return _fit(asked, _thinned(plain, MANY))


def likeliest(ranked: Ranked) -> List[Tuple[str, float]]:
    """The entries that a message may be asking with their scores, the best first.

    The score is the geometric mean of two probabilities: that it asks any of the entries, and that
    it asks this one; so two entries of much the same answer don't pull each other down too far.
    """
    entries = [pair for pair in ranked.intents if pair[0] != NO_QUESTION]
    any_of_them = sum(share for _, share in entries)
    scored = [(entry, sqrt(share * any_of_them)) for entry, share in entries]
    return [pair for pair in scored[:MOST_QUESTIONS] if pair[1] >= LOWEST_SCORE]


def _fit(asked: Samples, others: Samples) -> IntentModel:
    nothing = [f"{NO_QUESTION}/{label.replace('/', '.')}" for label in others.labels]
    every = joined(asked, others._replace(labels=nothing))
    return fit(every.stories, every.vectors, every.labels, SETTINGS)


def _best(ranked: Ranked) -> float:
    return next(share for entry, share in ranked.intents if entry != NO_QUESTION)


def _thinned(samples: Samples, most: int) -> Samples:
    """At most so many of each label, spread evenly over its examples."""
    places: List[int] = []
    labels = np.array(samples.labels)
    for label in np.unique(labels):
        own = np.flatnonzero(labels == label)
        places += own[:: ceil(len(own) / most)].tolist()
    return samples.at(places)


def joined(first: Samples, second: Samples) -> Samples:
    """Both, one after the other."""
    return Samples(
        [*first.stories, *second.stories],
        np.concatenate([first.vectors, second.vectors]),
        [*first.labels, *second.labels],
    )
