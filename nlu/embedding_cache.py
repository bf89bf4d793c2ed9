"""Embeddings of the training examples, kept between trainings: whoever adds one waits for one.

Those of the examples that the encoder was tuned on come with it, beside its file.
"""

import hashlib
import zipfile
from pathlib import Path
from typing import Callable, Dict, List

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Kept = Dict[str, NDArray[np.float16]]
"""Vectors by the digest of their text; half precision moves a cosine by less than 0.001."""


def embed_cached(
    texts: List[str], embed: Callable[[List[str]], Vectors], encoder: Path, folder: Path
) -> Vectors:
    """(n, width) embeddings of n texts; only those of new texts are computed.

    Args:
        texts: stories.
        embed: computes embeddings.
        encoder: the file that `embed` computes with; another file, another cache.
        folder: where the cache lies; another may lie beside `encoder` and is only read. Older
            caches in the folder are deleted.
    """
    digest = hashlib.sha256(encoder.read_bytes()).hexdigest()[:16]
    path = folder / f"embeddings-{digest}.npz"
    kept = _read(path)
    known = {**_read(encoder.with_name(path.name)), **kept}
    keys = [_key(text) for text in texts]
    missing = list(dict.fromkeys(text for text, key in zip(texts, keys) if key not in known))
    if missing:
        known.update(zip(map(_key, missing), embed(missing).astype(np.float16)))
    if kept.keys() != set(keys):
        _write(path, {key: known[key] for key in keys})
    vectors: Vectors = np.stack([known[key] for key in keys]).astype(np.float32)
    return vectors


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(path: Path) -> Kept:
    """What was kept; a cache that cannot be read is as good as none."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys = (key.decode() for key in kept["keys"].tolist())
            return dict(zip(keys, kept["vectors"]))
    except (AttributeError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        return {}


def _write(path: Path, known: Kept) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for older in path.parent.glob("embeddings-*.npz"):
        older.unlink()
    unfinished = path.with_suffix(".tmp.npz")
    keys = np.array([key.encode() for key in known])
    np.savez_compressed(unfinished, keys=keys, vectors=np.stack(list(known.values())))
    unfinished.replace(path)
