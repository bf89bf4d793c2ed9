"""Finds what means much the same as a message, among texts whose embeddings are kept."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

from nlu.intent_model import Vectors, centre_on

Entry = Tuple[str, str]
"""A text, and what it belongs to."""

STEPS = 127
"""Each number is kept in one byte: that moves a cosine by less than 0.01, and takes a quarter of
the memory."""
AT_ONCE = 2048
"""Rows that are made numbers again at a time: all at once they would take the memory after all."""

ARRAYS_FILE = "index.npz"
ENTRIES_FILE = "entries.json"


@dataclass(frozen=True)
class MeaningIndex:
    """Texts to be found.

    Attributes:
        entries: n of them.
        centre: (width,) mean of their embeddings; they all point much the same way.
        vectors: (n, width) their embeddings about that centre, of unit length, in steps.
        step: the size of a step.
    """

    entries: Sequence[Entry]
    centre: Vectors
    vectors: NDArray[np.int8]
    step: float

    @classmethod
    def of(cls, entries: Sequence[Entry], vectors: Vectors) -> "MeaningIndex":
        """An index.

        Args:
            entries: n of them.
            vectors: (n, width) their embeddings.
        """
        centre = vectors.mean(axis=0)
        about = centre_on(vectors, centre)
        step = max(float(np.abs(about).max()), 1e-9) / STEPS
        return cls(list(entries), centre, np.rint(about / step).astype(np.int8), step)

    def cosines(self, vector: Vectors) -> Vectors:
        """(n,) how near each entry is, -1 to 1.

        Args:
            vector: (1, width) an embedding.
        """
        [about] = centre_on(vector, self.centre) * self.step
        parts = [
            self.vectors[start : start + AT_ONCE].astype(np.float32) @ about
            for start in range(0, len(self.entries), AT_ONCE)
        ]
        found: Vectors = np.concatenate(parts)
        return found

    def nearest(self, vector: Vectors, most: int) -> List[Tuple[Entry, float]]:
        """The nearest entries with their cosines, 0 to 1, the nearest first.

        Args:
            vector: (1, width) an embedding.
            most: how many.
        """
        found = self.cosines(vector)
        best = np.argsort(-found, kind="stable")[:most]
        return [(self.entries[it], float(np.clip(found[it], 0.0, 1.0))) for it in best]

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON."""
        np.savez(
            folder / ARRAYS_FILE,
            centre=self.centre.astype(np.float32),
            vectors=self.vectors,
            step=np.float64(self.step),
        )
        (folder / ENTRIES_FILE).write_text(json.dumps(self.entries, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "MeaningIndex":
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: no index was saved there.
            ValueError: a file is not what `save` writes.
        """
        loaded = json.loads((folder / ENTRIES_FILE).read_text("utf-8"))
        entries = [(text, of) for text, of in loaded]
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            if len(arrays["vectors"]) != len(entries):
                raise ValueError(f"{folder}: {len(entries)} texts, but another number of vectors")
            return cls(entries, arrays["centre"], arrays["vectors"], float(arrays["step"]))
