"""The list of a pack's files with their hashes, and the text by which the log seals it."""

import base64
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

from zhangfang.evidence.sm3 import sm3

FORMAT = "zhangfang-manifest/1"
MANIFEST, SEAL = "manifest.json", "manifest.note"


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Every file by path, with its size, SHA-256 and SM3 (docs/evidence-format.md, 4)."""
    listed: list[Any] = [
        {"path": path, "size": len(data), "sha256": sha256(data).hexdigest(), "sm3": sm3(data)}
        for path, data in sorted(files.items())
    ]
    return rfc8785.dumps({"format": FORMAT, "files": listed})


def seal_text(origin: str, manifest: bytes) -> str:
    """What the log signs over a manifest. Its second line is no number, so it is no checkpoint."""
    digest = base64.b64encode(sha256(manifest).digest()).decode("ascii")
    return f"zhangfang pack v1\n{origin}\n{digest}\n"
