"""Under what a desk works: hashes of what guides it and of what reads for it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def hash_of(files: Iterable[Path], root: Path) -> str:
    """One hash over files: over the lines `sha256  path`, sorted by path, as sha256sum writes them."""
    lines = [
        f"{hash_of_file(file)}  {file.relative_to(root).as_posix()}\n" for file in sorted(files)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def hash_of_file(file: Path) -> str:
    """The file's SHA-256, in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def guide_hash(knowledge: Path, domain: Path) -> str:
    """All that the bot knows and says: knowledge/ and domain.yml."""
    files = [it for it in knowledge.rglob("*.yml") if it.is_file()]
    return hash_of([*files, domain], domain.parent)


def model_hash(model: Path | None) -> str | None:
    """The model that reads the messages; None if there is none."""
    return hash_of_file(model) if model and model.is_file() else None
