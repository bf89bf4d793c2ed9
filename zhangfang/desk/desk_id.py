"""By what a desk is told from the others that write the same log."""

import secrets
from pathlib import Path

NAME = "desk.id"


def desk_id(data: Path) -> str:
    """The id of the desk with this folder; made at its first start. It says nothing of the machine."""
    file = data / NAME
    if not file.exists():
        file.write_text(secrets.token_hex(4), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
