"""Embeddings of the training examples, kept between trainings: whoever adds one waits for one."""

import hashlib
import zipfile
from pathlib import Path
from typing import Callable, List

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def embed_cached(
    texts: List[str], embed: Callable[[List[str]], Vectors], encoder: Path, folder: Path
) -> Vectors:
    """(n, width) embeddings of n texts; only those of new texts are computed.

    Args:
        texts: stories.
        embed: computes embeddings.
        encoder: the file that `embed` computes with; another file, another cache.
        folder: where the cache lies. Older caches in it are deleted.
    """
    digest = hashlib.sha256(encoder.read_bytes()).hexdigest()[:16]
    path = folder / f"embeddings-{digest}.npz"
    known = _read(path)
    keys = [_key(text) for text in texts]
    missing = list(dict.fromkeys(text for text, key in zip(texts, keys) if key not in known))
    if missing:
        known.update(zip(map(_key, missing), embed(missing)))
    if missing or len(known) > len(set(keys)):
        _write(path, {key: known[key] for key in keys})
    return np.stack([known[key] for key in keys])


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(path: Path) -> "dict[str, Vectors]":
    """What was kept; a cache that cannot be read is as good as none."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"]))
    except (FileNotFoundError, ValueError, KeyError, OSError, zipfile.BadZipFile):
        return {}


def _write(path: Path, known: "dict[str, Vectors]") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for older in path.parent.glob("embeddings-*.npz"):
        older.unlink()
    unfinished = path.with_suffix(".tmp.npz")
    np.savez(unfinished, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    unfinished.replace(path)
