"""The cache of embeddings: only what is new is computed, and damage costs time, not correctness."""

from pathlib import Path

import numpy as np
import pytest

from nlu.embedding_cache import embed_cached


class Engine:
    """Counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32)


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    path = tmp_path / "nlu" / "encoder.bin"
    path.parent.mkdir()
    path.write_bytes(b"one")
    return path


def test_only_new_texts_are_computed(tmp_path: Path, encoder: Path) -> None:
    """The same vectors in the order asked for, from the cache or not."""
    engine = Engine()
    embed_cached(["甲", "乙乙"], engine, encoder, tmp_path)
    found = embed_cached(["乙乙", "丙", "甲"], engine, encoder, tmp_path)
    assert engine.asked == ["甲", "乙乙", "丙"]
    assert found[:, 0].tolist() == [2, 1, 1]


def test_another_encoder_starts_afresh(tmp_path: Path, encoder: Path) -> None:
    """And the old cache is deleted."""
    engine = Engine()
    embed_cached(["甲"], engine, encoder, tmp_path)
    encoder.write_bytes(b"two")
    embed_cached(["甲"], engine, encoder, tmp_path)
    assert engine.asked == ["甲", "甲"]
    assert len(list(tmp_path.glob("embeddings-*"))) == 1


def test_a_damaged_cache_is_computed_again(tmp_path: Path, encoder: Path) -> None:
    """Nothing is trained on rubbish."""
    engine = Engine()
    embed_cached(["甲"], engine, encoder, tmp_path)
    next(tmp_path.glob("embeddings-*")).write_bytes(b"PK rubbish")
    assert embed_cached(["甲"], engine, encoder, tmp_path)[0, 0] == 1
    assert engine.asked == ["甲", "甲"]


def test_what_is_no_longer_asked_for_is_forgotten(tmp_path: Path, encoder: Path) -> None:
    """The cache holds the examples there are."""
    engine = Engine()
    embed_cached(["甲", "乙"], engine, encoder, tmp_path)
    embed_cached(["乙"], engine, encoder, tmp_path)
    embed_cached(["甲"], engine, encoder, tmp_path)
    assert engine.asked == ["甲", "乙", "甲"]


def test_what_comes_with_the_encoder_is_not_computed(tmp_path: Path, encoder: Path) -> None:
    """A first training on a new machine finds the examples embedded."""
    embed_cached(["甲", "乙"], Engine(), encoder, encoder.parent)
    engine = Engine()
    found = embed_cached(["乙", "丙"], engine, encoder, tmp_path)
    assert engine.asked == ["丙"]
    assert found[:, 1].tolist() == pytest.approx([ord("乙"), ord("丙")], rel=1e-3)
