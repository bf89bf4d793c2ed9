"""The classifier's arrays: what is saved is what is read, and damage is an error."""

import json
from pathlib import Path

import numpy as np
import pytest

from nlu.intent_model import (
    ARRAYS_FILE,
    NAMES_FILE,
    IntentModel,
    Settings,
    fit,
    log_one_by_one,
    log_softmax,
)
from nlu.intents import OUT_OF_SCOPE
from nlu.sounds import sounds

TEXTS = [
    "多扣了钱",
    "又多扣了钱",
    "钱没到账",
    "还是没到账",
    "今天下雨",
    "明天下雨",
    "骂人",
    "又骂人",
]
LABELS = [
    *["overcharged"] * 2,
    *["not_arrived"] * 2,
    *[f"{OUT_OF_SCOPE}/smalltalk"] * 2,
    *[f"{OUT_OF_SCOPE}/abuse"] * 2,
]
SETTINGS = Settings(meaning_strength=1, wording_strength=10, meaning_share=0.5, temperature=0.7)


@pytest.fixture
def vectors() -> "np.ndarray":
    rng = np.random.default_rng(7)
    directions = rng.normal(size=(4, 384))
    raw = np.repeat(directions, 2, axis=0) + 0.1 * rng.normal(size=(8, 384))
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


def test_reads_what_it_saved(tmp_path: Path, vectors: "np.ndarray") -> None:
    """The same rankings to the last digit."""
    model = fit(TEXTS, vectors, LABELS, SETTINGS)
    model.save(tmp_path)
    assert IntentModel.read(tmp_path).rank(TEXTS, vectors) == model.rank(TEXTS, vectors)


def test_topics_add_up_to_out_of_scope(vectors: "np.ndarray") -> None:
    """One intent with the probability of all its topics, and the likeliest topic beside it."""
    ranked = fit(TEXTS, vectors, LABELS, SETTINGS).rank(["今天下雨"], vectors[4:5])[0]
    assert ranked.intents[0][0] == OUT_OF_SCOPE
    assert ranked.topic == "smalltalk"
    assert sum(share for _, share in ranked.intents) == pytest.approx(1)
    assert [name for name, _ in ranked.intents].count(OUT_OF_SCOPE) == 1


def test_a_misspelling_that_sounds_the_same_is_the_same_to_the_ear() -> None:
    """刷咔口款 is heard as 刷卡扣款, whatever is written."""
    assert sounds("刷咔口款 没出漂") == sounds("刷卡扣款没出票")


@pytest.mark.parametrize("logs", [log_softmax, log_one_by_one])
def test_probabilities_add_up(logs: "np.ufunc") -> None:
    """Also for scores far from zero."""
    scores = np.array([[40.0, -3.0, 0.5], [-60.0, -50.0, -55.0]])
    assert np.exp(logs(scores)).sum(axis=1) == pytest.approx([1, 1])


def test_a_missing_file_is_an_error(tmp_path: Path, vectors: "np.ndarray") -> None:
    """Never an untrained model."""
    fit(TEXTS, vectors, LABELS, SETTINGS).save(tmp_path)
    (tmp_path / ARRAYS_FILE).unlink()
    with pytest.raises(FileNotFoundError):
        IntentModel.read(tmp_path)


def test_a_damaged_file_is_an_error(tmp_path: Path, vectors: "np.ndarray") -> None:
    """Nor a half-read one."""
    fit(TEXTS, vectors, LABELS, SETTINGS).save(tmp_path)
    (tmp_path / NAMES_FILE).write_text("{", "utf-8")
    with pytest.raises(json.JSONDecodeError):
        IntentModel.read(tmp_path)
