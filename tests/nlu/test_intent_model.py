"""The classifier's arrays: what is saved is what is read, and damage is an error."""

import json
from pathlib import Path

import numpy as np
import pytest

from nlu.intent_model import ARRAYS_FILE, NAMES_FILE, OUT_OF_SCOPE, IntentModel, fit

TEXTS = ["多扣了钱", "又多扣了钱", "钱没到账", "还是没到账", "今天下雨", "明天下雨"]
INTENTS = ["overcharged", "overcharged", "not_arrived", "not_arrived", OUT_OF_SCOPE, OUT_OF_SCOPE]


@pytest.fixture
def vectors() -> "np.ndarray":
    rng = np.random.default_rng(7)
    directions = rng.normal(size=(3, 384))
    raw = np.repeat(directions, 2, axis=0) + 0.1 * rng.normal(size=(6, 384))
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


def test_reads_what_it_saved(tmp_path: Path, vectors: "np.ndarray") -> None:
    """The same rankings to the last digit."""
    model = fit(TEXTS, vectors, INTENTS, strength=30, near=-1)
    model.save(tmp_path)
    assert IntentModel.read(tmp_path).rank(TEXTS, vectors) == model.rank(TEXTS, vectors)


def test_far_from_every_example_is_out_of_scope(vectors: "np.ndarray") -> None:
    """The gate closes on what is near nothing, however sure the regression is."""
    model = fit(TEXTS, vectors, INTENTS, strength=30, near=0.9)
    assert model.rank(["多扣了钱"], -vectors[:1])[0][0][0] == OUT_OF_SCOPE


def test_a_missing_file_is_an_error(tmp_path: Path, vectors: "np.ndarray") -> None:
    """Never an untrained model."""
    fit(TEXTS, vectors, INTENTS, strength=30, near=-1).save(tmp_path)
    (tmp_path / ARRAYS_FILE).unlink()
    with pytest.raises(FileNotFoundError):
        IntentModel.read(tmp_path)


def test_a_damaged_file_is_an_error(tmp_path: Path, vectors: "np.ndarray") -> None:
    """Nor a half-read one."""
    fit(TEXTS, vectors, INTENTS, strength=30, near=-1).save(tmp_path)
    (tmp_path / NAMES_FILE).write_text("{", "utf-8")
    with pytest.raises(json.JSONDecodeError):
        IntentModel.read(tmp_path)
