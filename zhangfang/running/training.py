"""Training Rasa's model, and knowing when it must be trained again."""

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from zhangfang.running.environment import rasa_environment
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout

TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "data",
    "nlu/*.py",
    "nlu/encoder.bin",
    "nlu/uv.lock",
    "knowledge/spellings.yml",
    "knowledge/faq",
    "zhangfang/language/*.py",
)


def up_to_date(layout: Layout) -> bool:
    """Whether the model on disk was trained from what lies on disk now."""
    return (
        layout.model.is_file()
        and layout.fingerprint.is_file()
        and layout.fingerprint.read_text() == fingerprint(layout.root)
    )


def fingerprint(root: Path) -> str:
    """SHA-256 over names and contents of everything the model depends on."""
    digest = hashlib.sha256()
    for path in _sources(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def train(layout: Layout, say: Callable[[str], None]) -> None:
    """Train; what Rasa prints goes to a log beside the model, its stages are shown.

    Raises:
        Failure: Rasa's environment is missing, or training failed.
    """
    if not layout.rasa_python.is_file():
        raise Failure("Rasa's environment is not installed.", "Run `make setup` first.")
    before = fingerprint(layout.root)
    command = [
        str(layout.rasa_python), "-m", "nlu.lean", "rasa", "train",
        "--out", str(layout.model.parent), "--fixed-model-name", layout.model.name.split(".")[0],
    ]  # fmt: skip
    layout.model.parent.mkdir(exist_ok=True)
    log = layout.model.parent / "training.log"
    code = _run_showing_stages(command, layout.root, log, say)
    if code:
        for line in _faults(log.read_text(encoding="utf-8", errors="replace")):
            say(line)
        raise Failure(
            f"Training failed; all that Rasa said is in {log}.",
            "Most often a file in data/ or domain.yml has a slip: mend it and run again.",
        )
    layout.fingerprint.write_text(before)


def _run_showing_stages(
    command: list[str], root: Path, log: Path, say: Callable[[str], None]
) -> int:
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command, cwd=root, env=rasa_environment(root), encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process,
    ):  # fmt: skip
        for line in process.stdout or ():
            kept.write(line)
            stage = re.search(r"(Starting to train|Restored) component '(\w+)'", line)
            if stage:
                say(f"  {stage[2]} …")
    return process.returncode


def _faults(output: str) -> list[str]:
    """The lines of Rasa's output that say what is wrong, without colours."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", output)
    wanted = re.compile(r"ERROR|Error\b|Exception\b|InvalidRule|contradict")
    lines = [line for line in plain.splitlines() if line.strip()]
    return [line for line in lines if wanted.search(line) or line == lines[-1]][-8:]


def _sources(root: Path) -> Iterator[Path]:
    for pattern in TRAINED_FROM:
        found = root / pattern
        paths = found.rglob("*") if found.is_dir() else root.glob(pattern)
        yield from sorted(path for path in paths if path.is_file())
