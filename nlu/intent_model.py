"""Which intent a message has: what it means and how it is worded, each judged by itself.

Works on plain arrays, so that it can be cross-validated without Rasa.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlu.sounds import sounds

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]


class Ranked(NamedTuple):
    """What a message was taken for.

    Attributes:
        intents: all of them with their probability, the likeliest first.
        topic: what it is about if it is out of scope.
    """

    intents: List[Tuple[str, float]]
    topic: Optional[str]


class Settings(NamedTuple):
    """How to train and to weigh; chosen by cross-validation (docs/decisions/009).

    Attributes:
        meaning_strength: C of the regression over the embeddings.
        wording_strength: C of the regression over the n-grams.
        meaning_share: weight of the former's log probabilities; the latter has the rest.
        temperature: divides the weighed log probabilities, so that they come true as often as
            they say.
    """

    meaning_strength: float
    wording_strength: float
    meaning_share: float
    temperature: float


class Linear(NamedTuple):
    """What a regression has learnt.

    Attributes:
        weights: (inputs, k), a row for each input, so that few inputs read few rows.
        bias: (k,).
    """

    weights: Vectors
    bias: Vectors


@dataclass
class IntentModel:
    """A trained classifier.

    Attributes:
        labels: k intents; those out of scope with their topic behind a slash.
        centre: (width,) mean of the training embeddings; they all point much the same way.
        letters: n-grams of characters, weighted by how rare they are.
        sounds: the same of the characters' sounds.
        meaning: from the embedding to the k labels.
        wording: from the n-grams to the k labels.
        share: weight of the meaning.
        temperature: of the softmax.
    """

    labels: List[str]
    centre: Vectors
    letters: TfidfVectorizer
    sounds: TfidfVectorizer
    meaning: Linear
    wording: Linear
    share: float
    temperature: float

    def rank(self, texts: Sequence[str], vectors: Vectors) -> List[Ranked]:
        """What each text is taken for.

        Args:
            texts: n stories.
            vectors: (n, width) their embeddings.
        """
        return [_ranked(self.labels, row) for row in self.probabilities(texts, vectors)]

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """(n, k) probabilities of the labels."""
        meaning = centre_on(vectors, self.centre) @ self.meaning.weights + self.meaning.bias
        # of the weights' own type: otherwise scipy converts all of them anew for every message
        grams = _grams(self.letters, self.sounds, texts).astype(np.float32)
        wording = grams @ self.wording.weights + self.wording.bias
        mixed = self.share * log_softmax(meaning) + (1 - self.share) * log_one_by_one(wording)
        probable: Scores = np.exp(log_softmax(mixed / self.temperature))
        return probable

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON; there is nothing in them that could run."""
        np.savez(
            folder / ARRAYS_FILE,
            centre=self.centre,
            meaning=self.meaning.weights,
            meaning_bias=self.meaning.bias,
            wording=self.wording.weights,
            wording_bias=self.wording.bias,
            letters_idf=self.letters.idf_,
            sounds_idf=self.sounds.idf_,
        )
        names = {
            "labels": self.labels,
            "share": self.share,
            "temperature": self.temperature,
            "letters": _vocabulary(self.letters),
            "sounds": _vocabulary(self.sounds),
        }
        (folder / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: no model was saved there.
            ValueError: a file is not what `save` writes.
        """
        names = json.loads((folder / NAMES_FILE).read_text("utf-8"))
        letters, heard = _letters(names["letters"]), _sounds(names["sounds"])
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            letters.idf_, heard.idf_ = arrays["letters_idf"], arrays["sounds_idf"]
            return cls(
                labels=names["labels"],
                centre=arrays["centre"],
                letters=letters,
                sounds=heard,
                meaning=Linear(arrays["meaning"], arrays["meaning_bias"]),
                wording=Linear(arrays["wording"], arrays["wording_bias"]),
                share=names["share"],
                temperature=names["temperature"],
            )


ARRAYS_FILE = "arrays.npz"
NAMES_FILE = "names.json"


def fit(
    texts: Sequence[str], vectors: Vectors, labels: Sequence[str], settings: Settings
) -> IntentModel:
    """Train.

    Args:
        texts: n stories.
        vectors: (n, width) their embeddings, of unit length.
        labels: n intents, with topics.
        settings: how.
    """
    centre = vectors.mean(axis=0)
    letters, heard = _letters(None), _sounds(None)
    letters.fit(texts)
    heard.fit(sounds(text) for text in texts)
    meaning = _regression(settings.meaning_strength, "lbfgs")
    meaning.fit(centre_on(vectors, centre), list(labels))
    # one label against the rest: as good here, and twenty times faster than all at once
    wording = _regression(settings.wording_strength, "liblinear")
    wording.fit(_grams(letters, heard, texts), list(labels))
    return IntentModel(
        labels=[str(label) for label in meaning.classes_],
        centre=centre,
        letters=letters,
        sounds=heard,
        meaning=_learnt(meaning),
        wording=_learnt(wording),
        share=settings.meaning_share,
        temperature=settings.temperature,
    )


def log_softmax(scores: Scores) -> Scores:
    """(n, k) scores as log probabilities, row by row."""
    moved = scores - scores.max(axis=1, keepdims=True)
    logs: Scores = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return logs


def log_one_by_one(scores: Scores) -> Scores:
    """(n, k) scores, each of its label against the rest, as log probabilities, row by row."""
    shares = -np.logaddexp(0, -scores)
    logs: Scores = shares - np.log(np.exp(shares).sum(axis=1, keepdims=True))
    return logs


def centre_on(vectors: Vectors, centre: Vectors) -> Vectors:
    """Move the origin to `centre` and bring the vectors back to unit length."""
    moved = vectors - centre
    unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def _ranked(labels: Sequence[str], probabilities: Scores) -> Ranked:
    """Probabilities of labels added up to those of intents."""
    intents: Dict[str, float] = {}
    topics: Dict[str, float] = {}
    for label, probability in zip(labels, probabilities):
        intent, _, about = label.partition("/")
        intents[intent] = intents.get(intent, 0.0) + float(probability)
        if about:
            topics[about] = float(probability)
    topic = max(topics, key=lambda name: topics[name]) if topics else None
    return Ranked(sorted(intents.items(), key=lambda pair: -pair[1]), topic)


def _regression(strength: float, solver: str) -> LogisticRegression:
    return LogisticRegression(
        C=strength, solver=solver, max_iter=200, class_weight="balanced", random_state=42
    )


def _learnt(regression: LogisticRegression) -> Linear:
    weights = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
    return Linear(weights, regression.intercept_.astype(np.float32))


def _grams(letters: TfidfVectorizer, heard: TfidfVectorizer, texts: Sequence[str]) -> csr_matrix:
    spoken = [sounds(text) for text in texts]
    return hstack([letters.transform(texts), heard.transform(spoken)]).tocsr()


def _letters(vocabulary: Optional[Dict[str, int]]) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char", **_counting(vocabulary))


def _sounds(vocabulary: Optional[Dict[str, int]]) -> TfidfVectorizer:
    return TfidfVectorizer(tokenizer=str.split, token_pattern=None, **_counting(vocabulary))


def _counting(vocabulary: Optional[Dict[str, int]]) -> Dict[str, Any]:
    """One to three in a row, those that occur at least twice."""
    return {
        "ngram_range": (1, 3),
        "min_df": 1 if vocabulary else 2,
        "sublinear_tf": True,
        "vocabulary": vocabulary,
    }


def _vocabulary(words: TfidfVectorizer) -> Dict[str, int]:
    return {gram: int(place) for gram, place in words.vocabulary_.items()}
