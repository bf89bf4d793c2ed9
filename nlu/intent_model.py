"""Which intent a message has: logistic regression, gated by its nearest training examples.

Works on plain arrays, so that it can be cross-validated without Rasa.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
import skops.io
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
        regression: over centred embeddings and n-grams side by side.
        near: mean cosine of the nearest examples below which a message is out of scope.
    """

    centre: Vectors
    neighbours: Vectors
    words: TfidfVectorizer
    regression: LogisticRegression
    near: float

    def rank(self, texts: Sequence[str], vectors: Vectors) -> List[Ranking]:
        """All intents with their confidence, the likeliest first, for each text.

        Args:
            texts: n normalised texts.
            vectors: (n, 384) their e5 embeddings.
        """
        centred = centre_on(vectors, self.centre)
        features = _side_by_side(centred, self.words.transform(texts))
        probabilities = self.regression.predict_proba(features)
        nearness = self.nearness(centred)
        return [self._gated(row, near) for row, near in zip(probabilities, nearness)]

    def nearness(self, centred: Vectors) -> Vectors:
        """(n,) mean cosine of each message to its three nearest examples in scope."""
        cosines = centred @ self.neighbours.T
        nearest = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
        return nearest.mean(axis=1)

    def _gated(self, probabilities: NDArray[np.float64], near: float) -> Ranking:
        ranking = sorted(
            zip(self.regression.classes_, map(float, probabilities)),
            key=lambda pair: -pair[1],
        )
        if near >= self.near or ranking[0][0] == OUT_OF_SCOPE:
            return ranking
        others = [pair for pair in ranking if pair[0] != OUT_OF_SCOPE]
        return [(OUT_OF_SCOPE, max(1 - float(near), others[0][1])), *others]

    def save(self, folder: Path) -> None:
        """Write arrays and estimators; nothing is pickled."""
        np.savez(
            folder / "vectors.npz",
            centre=self.centre,
            neighbours=self.neighbours,
            near=np.float64(self.near),
        )
        skops.io.dump([self.words, self.regression], folder / "estimators.skops")

    @classmethod
    def read(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: the model was never saved there.
            ValueError: the file holds types that a model of ours never has.
        """
        path = folder / "estimators.skops"
        foreign = set(skops.io.get_untrusted_types(file=path)) - TRUSTED
        if foreign:
            raise ValueError(
                f"{path} holds the types {sorted(foreign)}, which no model of ours "
                "has: train again with `zhangfang train`"
            )
        words, regression = skops.io.load(path, trusted=sorted(TRUSTED))
        with np.load(folder / "vectors.npz", allow_pickle=False) as arrays:
            return cls(
                arrays["centre"],
                arrays["neighbours"],
                words,
                regression,
                float(arrays["near"]),
            )


NEIGHBOURS = 3
TRUSTED = {
    "numpy.float64",
    "numpy.int32",
    "scipy.sparse._csr.csr_matrix",
    "sklearn.feature_extraction.text.TfidfTransformer",
}


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
    return IntentModel(centre, centred[in_scope], words, regression, near)


def centre_on(vectors: Vectors, centre: Vectors) -> Vectors:
    """Move the origin to `centre` and bring the vectors back to unit length."""
    moved = vectors - centre
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)


def _side_by_side(centred: Vectors, words: csr_matrix) -> csr_matrix:
    return hstack([csr_matrix(centred), words]).tocsr()
