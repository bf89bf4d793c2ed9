"""Which intent a message has: logistic regression, gated by its nearest training examples.

Works on plain arrays, so that it can be cross-validated without Rasa.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

OUT_OF_SCOPE = "out_of_scope"

Vectors = NDArray[np.float32]
Ranking = List[Tuple[str, float]]


@dataclass
class IntentModel:
    """A trained classifier.

    Attributes:
        centre: (384,) mean of the training embeddings; e5's all point much the same way.
        neighbours: (n, 384) centred unit embeddings of the examples that are in scope.
        words: character n-grams weighted by how rare they are.
        intents: k labels.
        weights: (k, 384 + n-grams) of the logistic regression over both side by side.
        bias: (k,) of the same.
        near: mean cosine of the nearest examples below which a message is out of scope.
    """

    centre: Vectors
    neighbours: Vectors
    words: TfidfVectorizer
    intents: List[str]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    near: float

    def rank(self, texts: Sequence[str], vectors: Vectors) -> List[Ranking]:
        """All intents with their confidence, the likeliest first, for each text.

        Args:
            texts: n normalised texts.
            vectors: (n, 384) their e5 embeddings.
        """
        centred = centre_on(vectors, self.centre)
        features = _side_by_side(centred, self.words.transform(texts))
        probabilities = softmax(features @ self.weights.T + self.bias)
        nearness = self.nearness(centred)
        return [self._gated(row, near) for row, near in zip(probabilities, nearness)]

    def nearness(self, centred: Vectors) -> Vectors:
        """(n,) mean cosine of each message to its three nearest examples in scope."""
        cosines = centred @ self.neighbours.T
        nearest = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
        mean: Vectors = nearest.mean(axis=1)
        return mean

    def _gated(self, probabilities: NDArray[np.float64], near: float) -> Ranking:
        ranking = sorted(
            zip(self.intents, map(float, probabilities)),
            key=lambda pair: -pair[1],
        )
        if near >= self.near or ranking[0][0] == OUT_OF_SCOPE:
            return ranking
        others = [pair for pair in ranking if pair[0] != OUT_OF_SCOPE]
        return [(OUT_OF_SCOPE, max(1 - float(near), others[0][1])), *others]

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON; there is nothing in them that could run."""
        np.savez(
            folder / ARRAYS_FILE,
            centre=self.centre,
            neighbours=self.neighbours,
            near=np.float64(self.near),
            idf=self.words.idf_,
            weights=self.weights,
            bias=self.bias,
        )
        names = {
            "intents": self.intents,
            "vocabulary": {gram: int(place) for gram, place in self.words.vocabulary_.items()},
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
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            words = _vectorizer(names["vocabulary"])
            words.idf_ = arrays["idf"]
            return cls(
                centre=arrays["centre"],
                neighbours=arrays["neighbours"],
                words=words,
                intents=names["intents"],
                weights=arrays["weights"],
                bias=arrays["bias"],
                near=float(arrays["near"]),
            )


NEIGHBOURS = 3
ARRAYS_FILE = "arrays.npz"
NAMES_FILE = "names.json"


def fit(
    texts: Sequence[str],
    vectors: Vectors,
    intents: Sequence[str],
    *,
    strength: float,
    near: float,
) -> IntentModel:
    """Train.

    Args:
        texts: n normalised texts.
        vectors: (n, 384) their e5 embeddings, of unit length.
        intents: n labels.
        strength: inverse of the regularisation (C of the logistic regression).
        near: the gate's threshold, a mean cosine.
    """
    centre = vectors.mean(axis=0)
    centred = centre_on(vectors, centre)
    words = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    features = _side_by_side(centred, words.fit_transform(texts))
    regression = LogisticRegression(
        C=strength, max_iter=500, class_weight="balanced", random_state=42
    )
    regression.fit(features, list(intents))
    in_scope = np.array([intent != OUT_OF_SCOPE for intent in intents])
    return IntentModel(
        centre=centre,
        neighbours=centred[in_scope],
        words=words,
        intents=[str(intent) for intent in regression.classes_],
        weights=regression.coef_,
        bias=regression.intercept_,
        near=near,
    )


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, k) scores as probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _vectorizer(vocabulary: "dict[str, int] | None") -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char",
        ngram_range=(1, 3),
        min_df=1 if vocabulary else 2,
        sublinear_tf=True,
        vocabulary=vocabulary,
    )


def centre_on(vectors: Vectors, centre: Vectors) -> Vectors:
    """Move the origin to `centre` and bring the vectors back to unit length."""
    moved = vectors - centre
    unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def _side_by_side(centred: Vectors, words: csr_matrix) -> csr_matrix:
    return hstack([csr_matrix(centred), words]).tocsr()
