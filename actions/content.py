"""The knowledge that all actions share, read once from the folder the server is started in."""

from functools import cache
from pathlib import Path

from zhangfang.guides.load import load
from zhangfang.guides.model import Knowledge


@cache
def knowledge() -> Knowledge:
    """All guides, as they were when the server started."""
    return load(Path("knowledge"))
